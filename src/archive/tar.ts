import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract, type Header } from 'tar-stream'
import { Damage, type Entry } from './entry.js'

const KINDS: Partial<Record<string, Entry['kind']>> = {
  file: 'file',
  'contiguous-file': 'file',
  directory: 'folder',
  link: 'hard link',
  symlink: 'symbolic link',
}
/** A tar ends with two blocks of zeros. */
const END_BYTES = 1024

/**
 * The entries of a tar, also of several in a row. One that was cut is found out wherever that was: in an entry by its
 * length, between two of them by the end that is missing.
 * @throws Damage
 */
export async function* tarEntries(bytes: AsyncIterable<Buffer>): AsyncGenerator<Entry> {
  const parser = extract()
  const end = { zeros: 0 }
  const fed = pipeline(Readable.from(watched(bytes, end)), parser)
  // The parser's iterator throws the same, and is where it is heard.
  fed.catch(() => {})
  for await (const entry of parser) {
    yield entryOf(entry.header, contentOf(entry as AsyncIterable<unknown> as AsyncIterable<Buffer>, fed))
    entry.resume()
  }
  await fed
  if (end.zeros < END_BYTES) {
    throw new Damage('is cut: it lacks the two blocks of zeros that end a tar')
  }
}

/** Counts the zeros that the bytes end with. */
async function* watched(bytes: AsyncIterable<Buffer>, end: { zeros: number }): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) {
    let zeros = 0
    while (zeros < chunk.length && chunk[chunk.length - 1 - zeros] === 0) zeros++
    end.zeros = zeros === chunk.length ? end.zeros + zeros : zeros
    yield chunk
  }
}

/** Where the tar ends in an entry, the entry says only that it does; the parser says why. */
async function* contentOf(entry: AsyncIterable<Buffer>, fed: Promise<void>): AsyncGenerator<Buffer> {
  try {
    yield* entry
  } catch (cause) {
    await fed
    throw cause
  }
}

function entryOf({ name, type, linkname, size, pax }: Header, content: AsyncIterable<Buffer>): Entry {
  // Its content would be a map of the file's parts, and then those.
  if (Object.keys(pax ?? {}).some((key) => key.startsWith('GNU.sparse.'))) {
    throw new Damage(`has a sparse file, ${JSON.stringify(name)}: pack it without -S`)
  }
  const kind = KINDS[type] ?? 'other'
  const isLink = kind === 'hard link' || kind === 'symbolic link'
  return {
    name,
    kind,
    bytes: size,
    ...(isLink && { target: linkname }),
    content,
  }
}
