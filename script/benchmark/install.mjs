import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ACTION, stepEnvironment } from './action.mjs'
import { ask } from './cluster.mjs'
import { node, root, run } from './run.mjs'

/** Installs elasticdump for its own commands as people do, whole; the action fills its tool cache when warming up. */
export async function installElasticdump(folder) {
  const path = join(folder, 'elasticdump')
  await mkdir(path)
  const { dependencies } = JSON.parse(await readFile(join(root, 'elasticdump', 'package.json'), 'utf8'))
  const elasticdump = `elasticdump@${dependencies.elasticdump}`
  await run('npm', ['install', '--prefix', '.', '--no-audit', '--no-fund', elasticdump], { cwd: path })
  const bin = join(path, 'node_modules', 'elasticdump', 'bin')
  return { elasticdump: join(bin, 'elasticdump'), multielasticdump: join(bin, 'multielasticdump') }
}

/** Seconds that installing elasticdump adds to a step: with npm's cache empty, as a hosted runner starts, and full. */
export async function coldInstall({ url, folder }) {
  const npmCache = join(folder, 'npm-cache')
  const seconds = {}
  try {
    for (const state of ['cold', 'warm']) {
      const toolCache = join(folder, `tool-cache-${state}`)
      await mkdir(toolCache)
      const log = await installByAction({ url, folder, toolCache, npmCache })
      seconds[state] = Number(/installed in ([\d.]+) s/.exec(log)?.[1])
    }
  } finally {
    await rm(npmCache, { recursive: true, force: true })
  }
  return seconds
}

/** Lets the action fill its tool cache: its dump is empty, so it ends there. @returns its log */
export async function installByAction({ url, folder, toolCache, npmCache }) {
  const dump = join(folder, 'bench-empty.json')
  await writeFile(dump, '')
  const inputs = { uri: url, dump, types: 'data', engine: 'elasticdump' }
  const { env } = await stepEnvironment({ folder, toolCache }, inputs)
  const { stdout } = await node([ACTION], { env: npmCache ? { ...env, npm_config_cache: npmCache } : env })
  await ask(url, 'DELETE', '/bench-empty')
  return stdout
}
