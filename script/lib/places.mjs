import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, statSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export const isRoot = process.getuid?.() === 0

const project = 'opensearch-restore-action'
const checkout = dirname(dirname(import.meta.dirname))

/** State, locks, logs and data of this checkout's servers. */
export function checkoutFolder() {
  const hash = createHash('sha256').update(checkout).digest('hex').slice(0, 12)
  return ownFolder(reachable(tmpdir()), `${project}-${hash}`)
}

/** What is worth keeping between servers and checkouts. */
export const cacheFolder = () =>
  ownFolder(reachable(process.env.XDG_CACHE_HOME || join(homedir(), '.cache')), project)

/** Whether a server that root starts as an unprivileged user gets to this path. */
export function isReachable(path) {
  if (!isRoot) return true
  for (let at = path; at !== dirname(at); at = dirname(at)) {
    if (existsSync(at) && !(statSync(at).mode & 0o001)) return false
  }
  return true
}

const reachable = (folder) => (isReachable(folder) ? folder : '/var/tmp')

function ownFolder(parent, name) {
  const folder = join(parent, name)
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  const found = lstatSync(folder)
  // The name can be guessed, and in a folder open to everybody somebody else may have taken it.
  if (!found.isDirectory() || (process.getuid && found.uid !== process.getuid())) {
    throw new Error(`${folder} belongs to somebody else: remove it`)
  }
  return folder
}
