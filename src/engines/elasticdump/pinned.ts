import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of the pinned elasticdump's package.json, its lockfile, and the hook, beside `dist/`. */
export function pinnedFolder(): string {
  let at = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(at, 'elasticdump', 'package-lock.json')) && dirname(at) !== at) at = dirname(at)
  return join(at, 'elasticdump')
}
