import { createHash, type Hash } from 'node:crypto'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Dump } from '../dump/index.js'
import { isDiskFault, messageOf, RestoreError } from '../errors.js'
import { isAddress, shownDump } from '../inputs/index.js'
import { counted, formatBytes, formatDuration } from '../report/index.js'
import { gunzipped, rawBytes, unzstd } from './bytes.js'
import { chooseFolder } from './choose-folder.js'
import { download } from './download.js'
import { Damage, type Entry } from './entry.js'
import type { Archive, Surroundings } from './find-dump.js'
import { type Format, formatOf } from './format.js'
import { tarEntries } from './tar.js'
import { timed } from './timed.js'
import { type Unpacked, unpack } from './unpack.js'
import { zipEntries } from './zip.js'

/**
 * Unpacks an archive, or what lies at the https address of one, and finds the dump in it.
 * @throws RestoreError as findDump does
 */
export async function findUnpackedDump(
  given: string,
  { scratch, log, signal }: Surroundings,
): Promise<{ dump: Dump; archive: Archive }> {
  const shown = shownDump(given)
  let path = given
  if (isAddress(given)) {
    path = join(scratch, 'downloaded')
    const size = async () => formatBytes((await stat(path)).size)
    const tell = async () => log(`${shown}: ${await size()} so far`)
    const ms = await timed(() => download(given, path, { log, signal }), tell)
    log(`${shown}: downloaded ${await size()} in ${formatDuration(ms)}`)
  }

  const root = join(scratch, 'unpacked')
  await mkdir(root)
  const unpacked: Unpacked = { folders: new Set(), ignored: [], files: 0, bytes: 0 }
  try {
    const { size: bytes } = await stat(path)
    const hash = createHash('sha256')
    const format = await formatOf(path)
    log(`${shown}: ${format}, ${formatBytes(bytes)}`)
    const ms = await timed(
      () => unpack(entriesOf(format, path, hash), root, unpacked, signal),
      async () => log(`${shown}: unpacked ${formatBytes(unpacked.bytes)} so far`),
    )
    // The downloaded one: two of a kind take twice the room.
    if (path !== given) await rm(path)
    const sha256 = hash.digest('hex')
    const told = `${counted(unpacked.files, 'file')}, ${formatBytes(unpacked.bytes)}`
    log(`${shown}: unpacked ${told} in ${formatDuration(ms)}; SHA-256 ${sha256}`)
    const { dump, folder } = await chooseFolder(root, unpacked, shown)
    log(`the dump is in ${folder} of the archive`)
    return { dump, archive: { format, bytes, sha256, folder } }
  } catch (cause) {
    if (cause instanceof RestoreError || isDiskFault(cause)) throw cause
    throw unreadable(shown, cause)
  }
}

async function* entriesOf(format: Format, path: string, hash: Hash): AsyncGenerator<Entry> {
  const bytes = rawBytes(path, hash)
  if (format === 'tar.gz') return yield* tarEntries(gunzipped(bytes))
  if (format === 'tar.zst') return yield* tarEntries(unzstd(bytes))
  // A zip is read from its end.
  for await (const _ of bytes);
  yield* zipEntries(path)
}

function unreadable(shown: string, cause: unknown): RestoreError {
  const why = cause instanceof Damage ? cause.message : `cannot be unpacked: ${messageOf(cause)}`
  const hint = 'Pack or copy the archive again; or unpack it in a step before, and give the directory.'
  return new RestoreError('DUMP_UNREADABLE', `${shown} ${why}`, { hint, cause })
}
