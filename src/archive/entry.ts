/** One entry of an archive, as it calls itself: nothing of it has been judged. */
export interface Entry {
  /** As in the archive; a folder's may end with a slash. */
  name: string
  kind: 'file' | 'folder' | 'hard link' | 'symbolic link' | 'other'
  /** Bytes of content. */
  bytes: number
  /** Where a link leads: a hard one from the archive's root, a symbolic one from its own folder. */
  target?: string
  /** To be read to its end, or left, before the next entry is asked for. */
  content: AsyncIterable<Buffer>
}

/** What is wrong with an archive, as the end of a sentence that begins with its name. */
export class Damage extends Error {
  override readonly name = 'Damage'
}
