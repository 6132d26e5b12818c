import { open } from 'node:fs/promises'
import { Damage } from './entry.js'

export type Format = 'tar.gz' | 'tar.zst' | 'zip'

const MAGIC: [Format, number[]][] = [
  ['tar.gz', [0x1f, 0x8b]],
  ['tar.zst', [0x28, 0xb5, 0x2f, 0xfd]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  // A zip of nothing.
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
]
const SHOWN_BYTES = 60

/** @returns whether a file is called as an archive is; any other one is a dump's file itself. */
export function isArchiveName(name: string): boolean {
  return /\.(tar\.gz|tgz|zip|tar\.zst)$/i.test(name)
}

/**
 * Tells the format by a file's first bytes, whatever its name: an address may have none.
 * @throws Damage with the beginning of what is no archive: it may be a page that says why
 */
export async function formatOf(path: string): Promise<Format> {
  const handle = await open(path, 'r')
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(SHOWN_BYTES), 0, SHOWN_BYTES, 0)
    const start = buffer.subarray(0, bytesRead)
    const found = MAGIC.find(([, magic]) => start.subarray(0, magic.length).equals(Buffer.from(magic)))
    if (found) return found[0]
    if (bytesRead === 0) throw new Damage('is empty')
    const shown = JSON.stringify(start.toString('latin1').replace(/[^ -~]+/g, ' '))
    throw new Damage(`is neither gzip, zstd nor zip; it begins with ${shown}`)
  } finally {
    await handle.close()
  }
}
