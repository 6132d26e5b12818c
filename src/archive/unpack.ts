import { link, mkdir, statfs, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { readName } from '../dump/index.js'
import { RestoreError } from '../errors.js'
import { formatBytes } from '../report/index.js'
import { Damage, type Entry } from './entry.js'
import { Names } from './names.js'

export interface Unpacked {
  /** Those that have files called as a dump's are, from the archive's root, which is `.`. */
  folders: Set<string>
  /** Paths of what cannot be part of a dump, and is not on the disk. */
  ignored: string[]
  files: number
  bytes: number
}

/** Where macOS puts a file for each one in an archive, called nearly the same, with what its own file system knows of that. */
const OF_MACOS = '__MACOSX'

/**
 * Writes the files of an archive that may be a dump's into an empty folder: nothing but files and folders, only below
 * it, none over another.
 * @param unpacked is told while it goes on
 * @throws Damage, RestoreError RUNNER_DISK, and whatever reading and writing throw
 */
export async function unpack(
  entries: AsyncIterable<Entry>,
  root: string,
  unpacked: Unpacked,
  signal: AbortSignal,
): Promise<void> {
  const names = new Names()
  for await (const entry of entries) {
    signal.throwIfAborted()
    const path = names.place(entry)
    if (entry.kind !== 'file') continue
    if (isDumpName(path)) {
      await write(entry, join(root, path), unpacked, signal)
      unpacked.folders.add(dirname(path))
      unpacked.files++
    } else {
      unpacked.ignored.push(path)
      await drain(entry, signal)
    }
  }
  const { files, broken } = names.end()
  for (const [path, file] of files) {
    if (!isDumpName(path)) unpacked.ignored.push(path)
    else await linkTo(file, path, root, unpacked)
  }
  for (const path of broken) {
    if (isDumpName(path)) throw new Damage(`has a link ${JSON.stringify(path)} to what is not in it`)
    unpacked.ignored.push(path)
  }
}

function isDumpName(path: string): boolean {
  return readName(basename(path)) !== undefined && !path.split('/').includes(OF_MACOS)
}

async function linkTo(file: string, path: string, root: string, { folders }: Unpacked): Promise<void> {
  if (!isDumpName(file)) {
    const [from, to] = [path, file].map((name) => JSON.stringify(name))
    throw new Damage(`has a link ${from} to ${to}, which is not called as a dump's files are`)
  }
  await mkdir(dirname(join(root, path)), { recursive: true, mode: 0o700 })
  await link(join(root, file), join(root, path))
  folders.add(dirname(path))
}

async function write(entry: Entry, path: string, unpacked: Unpacked, signal: AbortSignal): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await requireRoom(entry.bytes, dirname(path))
  await writeFile(path, counted(entry.content, unpacked, signal), { flag: 'wx', mode: 0o600 })
}

async function* counted(
  content: AsyncIterable<Buffer>,
  unpacked: Unpacked,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  for await (const chunk of content) {
    signal.throwIfAborted()
    unpacked.bytes += chunk.length
    yield chunk
  }
}

/** What is not written is read nevertheless: a fault in it tells that the archive is not whole. */
async function drain({ content }: Entry, signal: AbortSignal): Promise<void> {
  for await (const _ of content) signal.throwIfAborted()
}

/** An archive of a few kilobytes may unpack to more than any disk has. */
async function requireRoom(bytes: number, folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  if (bytes <= bavail * bsize) return
  throw new RestoreError(
    'RUNNER_DISK',
    `a file of ${formatBytes(bytes)} is to be unpacked, and ${formatBytes(bavail * bsize)} are free`,
    { hint: 'Make room where `RUNNER_TEMP` is, or let it be on a larger disk: the dump is unpacked there.' },
  )
}
