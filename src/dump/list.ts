import type { Stats } from 'node:fs'
import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { basename, isAbsolute, join, relative, sep } from 'node:path'
import { messageOf, RestoreError } from '../errors.js'
import type { DumpFile } from './types.js'

export interface Listing {
  /** Those that must not be read, or cannot be, have their fault. */
  files: DumpFile[]
  /** Names of the folders in the dump's. */
  folders: string[]
}

/**
 * Lists what a dump's folder holds, or the one file that is the dump. What the user names may be a link; within the
 * folder one leads no further than the folder, whoever made the dump. Nothing is opened: of a pipe nobody may write to,
 * and a device may have no end.
 * @param within what the name of everything in the folder begins with
 * @throws RestoreError DUMP_UNREADABLE where there is nothing that can be looked at
 */
export async function list(path: string, within = ''): Promise<Listing> {
  try {
    const info = await stat(path)
    if (!info.isDirectory()) return { files: [fileOf(path, basename(path), info)], folders: [] }
    const root = await realpath(path)
    const listing: Listing = { files: [], folders: [] }
    for (const name of (await readdir(path)).sort()) {
      const found = await look(root, name)
      if (found) listing.files.push({ ...found, name: `${within}${name}` })
      else listing.folders.push(`${within}${name}`)
    }
    return listing
  } catch (cause) {
    throw new RestoreError('DUMP_UNREADABLE', `${path} cannot be read: ${messageOf(cause)}`, { cause })
  }
}

/** @returns undefined for a folder */
async function look(root: string, name: string): Promise<DumpFile | undefined> {
  const path = join(root, name)
  try {
    const own = await lstat(path)
    if (!own.isSymbolicLink()) return own.isDirectory() ? undefined : fileOf(path, name, own)
    const target = await realpath(path)
    const info = await stat(target)
    // Not by the link again: it could be made to lead elsewhere until the file is read.
    if (isWithin(root, target)) return info.isDirectory() ? undefined : fileOf(target, name, info)
    return faulty(path, name, `it is a link that leads out of the dump, to ${target}`)
  } catch (cause) {
    // A link to nowhere or in a circle, or a name that is not UTF-8.
    return faulty(path, name, messageOf(cause))
  }
}

function fileOf(path: string, name: string, info: Stats): DumpFile {
  if (info.isFile()) return { path, name, bytes: info.size }
  return faulty(path, name, 'it is no file, but a pipe, a socket or a device')
}

function faulty(path: string, name: string, why: string): DumpFile {
  const hint = 'Put the file itself into the dump, or take this name out of it.'
  const fault = new RestoreError('DUMP_UNREADABLE', `${name} is not read: ${why}`, { hint })
  return { path, name, bytes: 0, fault }
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
