import { constants, open } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { getFileNameLowLevel, openPromise, type Entry as ZipEntry, type ZipFile } from 'yauzl'
import { Damage, type Entry } from './entry.js'

const KINDS = new Map<number, Entry['kind']>([
  [0, 'file'],
  [constants.S_IFREG, 'file'],
  [constants.S_IFDIR, 'folder'],
  [constants.S_IFLNK, 'symbolic link'],
])
/** Systems on which a zip was made whose attributes are Unix's. */
const UNIX = [3, 19]
const MAX_TARGET_BYTES = 4096
const DIRECTORY_ENTRY = 0x02014b50

/**
 * The entries of a zip, by the directory at its end.
 * @throws Damage, and Error from yauzl, where it is cut, damaged, encrypted or packed in a way that is not known
 */
export async function* zipEntries(path: string): AsyncGenerator<Entry> {
  // Names as they are: they are judged elsewhere.
  const zip = await openPromise(path, { decodeStrings: false, autoClose: false })
  try {
    for await (const entry of zip.eachEntry()) yield await entryOf(zip, entry)
    await checkEnd(path, zip)
  } finally {
    zip.close()
  }
}

/** Where a zip has more entries than 16 bits can count, some programs count anew: the rest would be lost. */
async function checkEnd(path: string, zip: ZipFile): Promise<void> {
  const handle = await open(path, 'r')
  try {
    // A number, whatever its type says.
    const position = Number(zip.readEntryCursor)
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(4), 0, 4, position)
    if (bytesRead === 4 && buffer.readUInt32LE() === DIRECTORY_ENTRY) {
      throw new Damage(`has more than the ${zip.entryCount} entries that it counts`)
    }
  } finally {
    await handle.close()
  }
}

async function entryOf(zip: ZipFile, entry: ZipEntry): Promise<Entry> {
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true)
  // Of all that a zip has, its directory alone has no checksum.
  const { fileName } = await zip.readLocalFileHeaderPromise(entry)
  if (!fileName.equals(entry.fileNameRaw)) throw new Damage(`has two names for ${JSON.stringify(name)}`)
  const kind = name.endsWith('/') ? 'folder' : kindOf(entry)
  const content = checked(zip, entry, name)
  const found: Entry = { name, kind, bytes: entry.uncompressedSize, content }
  if (kind !== 'symbolic link') return found
  if (entry.uncompressedSize > MAX_TARGET_BYTES)
    throw new Damage(`has a link that is no path, ${JSON.stringify(name)}`)
  const pieces: Buffer[] = []
  for await (const piece of content) pieces.push(piece)
  return { ...found, target: Buffer.concat(pieces).toString() }
}

function kindOf({ versionMadeBy, externalFileAttributes }: ZipEntry): Entry['kind'] {
  if (!UNIX.includes(versionMadeBy >>> 8)) return 'file'
  return KINDS.get((externalFileAttributes >>> 16) & constants.S_IFMT) ?? 'other'
}

/** yauzl compares the length of what it unpacks, and not its checksum. */
async function* checked(zip: ZipFile, entry: ZipEntry, name: string): AsyncGenerator<Buffer> {
  if (entry.isEncrypted()) throw new Damage(`is encrypted: ${JSON.stringify(name)}`)
  let sum = 0
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    sum = crc32(chunk, sum)
    yield chunk
  }
  if (sum !== entry.crc32) throw new Damage(`is damaged: the checksum of ${JSON.stringify(name)} is wrong`)
}
