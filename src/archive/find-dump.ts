import { stat } from 'node:fs/promises'
import { type Dump, discover } from '../dump/index.js'
import { isAddress } from '../inputs/index.js'
import { type Format, isArchiveName } from './format.js'

/** What a dump was in; see `Result`. */
export interface Archive {
  format: Format
  bytes: number
  sha256: string
  folder: string
}

export interface Surroundings {
  /** A folder of this run's own, which is removed after it. */
  scratch: string
  log(line: string): void
  signal: AbortSignal
}

/**
 * Finds the dump at what `dump` names: a folder or a file as it is; an archive, or the https address of one, in the
 * folder that it is unpacked into.
 * @throws RestoreError DUMP_UNREADABLE, DUMP_EMPTY, DUMP_AMBIGUOUS; RUNNER_DISK; INPUTS_INVALID where zstd is missing
 */
export async function findDump(
  given: string,
  surroundings: Surroundings,
): Promise<{ dump: Dump; archive: Archive | null }> {
  if (!isAddress(given) && !(isArchiveName(given) && (await isFile(given)))) {
    return { dump: await discover(given), archive: null }
  }
  // What downloads and unpacks is read only where it is needed.
  const { findUnpackedDump } = await import('./unpacked-dump.js')
  return await findUnpackedDump(given, surroundings)
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}
