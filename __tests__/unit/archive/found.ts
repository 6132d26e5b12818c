import { mkdtemp, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findDump } from '../../../src/archive/index.js'
import { RestoreError } from '../../../src/errors.js'

export const folders: string[] = []

export type Found = Awaited<ReturnType<typeof findDump>> & { log: string[]; unpacked: string[] }

/** Writes an archive, and finds the dump in it. */
export async function found(archive: Buffer, name = 'backup.tgz'): Promise<Found> {
  const folder = await mkdtemp(join(tmpdir(), 'archive-'))
  folders.push(folder)
  const path = join(folder, name)
  await writeFile(path, archive)
  const log: string[] = []
  const signal = new AbortController().signal
  const result = await findDump(path, { scratch: folder, log: (line) => log.push(line), signal })
  const unpacked = await readdir(join(folder, 'unpacked'), { recursive: true })
  return { ...result, log, unpacked: unpacked.sort() }
}

/** @returns code and message of the failure, without the folder of the archive */
export async function failure(archive: Buffer, name?: string): Promise<string> {
  try {
    await found(archive, name)
  } catch (error) {
    if (!(error instanceof RestoreError)) throw error
    return `${error.code}: ${error.message.replaceAll(`${folders.at(-1)}/`, '')}`
  }
  throw new Error('a dump was found')
}
