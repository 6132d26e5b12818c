import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { isExecutable, onPath } from './on-path.mjs'
import { isReachable, isRoot } from './places.mjs'

/** The first `java` of version 21 or newer that the server will be able to run. */
export function findJava() {
  return candidates()
    .filter(isExecutable)
    .map((java) => (isRoot ? realpathSync(java) : java))
    .find((java) => isReachable(java) && major(java) >= 21)
}

function candidates() {
  const { JAVA_HOME, JAVA_HOME_21_X64, ...env } = process.env
  const others = Object.keys(env).filter((name) => name.startsWith('JAVA_HOME_'))
  return [
    ...[JAVA_HOME, JAVA_HOME_21_X64, ...others.sort().map((name) => env[name])].filter(Boolean).map(javaIn),
    ...[onPath('java')].filter(Boolean),
    ...within('/usr/lib/jvm').map(javaIn),
    ...within('/Library/Java/JavaVirtualMachines').map((jdk) => javaIn(join(jdk, 'Contents', 'Home'))),
  ]
}

const javaIn = (home) => join(home, 'bin', 'java')

function within(folder) {
  return existsSync(folder) ? readdirSync(folder).map((entry) => join(folder, entry)) : []
}

function major(java) {
  const { stderr } = spawnSync(java, ['-version'], { encoding: 'utf8', timeout: 20_000 })
  return Number(/version "(\d+)/.exec(stderr ?? '')?.[1] ?? 0)
}
