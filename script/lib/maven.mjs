// What comes as a zip out of a Maven repository.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { onPath } from './on-path.mjs'

/**
 * Renamed into place when whole, so that what is there can be trusted, also by two starts at once.
 * @param make gets a folder that goes afterwards, and gives the path of what it has made in it
 */
export function installed(path, make) {
  if (existsSync(path)) return path
  const draft = `${path}.partial-${process.pid}`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft)
  try {
    renameSync(make(draft), path)
  } catch (error) {
    if (!existsSync(path)) throw error
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  return path
}

/** `copy` rather than `get`: Maven's local repository need not be where we think it is. @returns the zip's path */
export function fetched(artifact, folder) {
  const [, name, version] = artifact.split(':')
  const options = ['-q', 'dependency:copy', `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`]
  run(onPath('mvn') ?? 'mvn', options, folder)
  return join(folder, `${name}-${version}.zip`)
}

export function unpack(zip, folder, java) {
  const unzip = onPath('unzip')
  if (unzip) run(unzip, ['-q', zip], folder)
  else run(join(dirname(realpathSync(java)), 'jar'), ['xf', zip], folder)
}

function run(program, args, cwd) {
  const { status, error } = spawnSync(program, args, { cwd, stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}`)
}
