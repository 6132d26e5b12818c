import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { MAPPINGS, SETTINGS } from './dump.mjs'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..', '..')
const BODY_BYTES = 5 * 1024 * 1024

async function ask(url, method, path, body) {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${url}${path}`, {
    method,
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  if (!response.ok && response.status !== 404) throw new Error(`${method} ${path}: ${await response.text()}`)
  return await response.json()
}

async function requireWhole({ url, dump, documents }) {
  await ask(url, 'POST', `/${dump.index}/_refresh`)
  const { count } = await ask(url, 'GET', `/${dump.index}/_count`)
  if (count !== documents) throw new Error(`${count} of ${documents} documents: no figure of this run counts`)
}

async function timed(command, args, options) {
  const began = performance.now()
  await run(command, args, { maxBuffer: 64 * 1024 * 1024, ...options })
  return (performance.now() - began) / 1000
}

/** Seconds from the first body sent to the end of a refresh; the index made as the action makes it. */
export async function rawOnce(contest, connections) {
  const { url, dump } = contest
  await ask(url, 'DELETE', `/${dump.index}`)
  const settings = { index: { ...SETTINGS, number_of_replicas: 0, refresh_interval: '-1' } }
  await ask(url, 'PUT', `/${dump.index}`, { settings, mappings: MAPPINGS })
  const script = join(import.meta.dirname, 'raw-bulk.mjs')
  const args = [script, url, dump.index, dump.data, String(connections), String(BODY_BYTES)]
  const { stdout } = await run(process.execPath, args)
  await requireWhole(contest)
  return Number(stdout)
}

/** Seconds of the whole step, from the start of its process to its end; elasticdump is in the tool cache. */
export async function actionOnce(contest, toolCache = contest.tools.toolCache) {
  const { url, dump, folder } = contest
  await ask(url, 'DELETE', `/${dump.index}`)
  const temp = await mkdtemp(join(folder, 'run-'))
  const files = { GITHUB_OUTPUT: join(temp, 'outputs'), GITHUB_STEP_SUMMARY: join(temp, 'summary.md') }
  for (const file of Object.values(files)) await writeFile(file, '')
  const inputs = { INPUT_URI: url, INPUT_DUMP: dump.path }
  const env = { ...process.env, RUNNER_TEMP: temp, RUNNER_TOOL_CACHE: toolCache, ...files, ...inputs }
  const seconds = await timed(process.execPath, [join(root, 'dist', 'index.js')], { env })
  await requireWhole(contest)
  return seconds
}

/** Seconds of the three documented commands. With a replica on one node the first waits 30 s for green. */
export async function documentedOnce(contest, { replicas }) {
  const { url, dump, tools } = contest
  await ask(url, 'DELETE', `/${dump.index}`)
  const template = { index_patterns: [dump.index], template: { settings: { number_of_replicas: replicas } } }
  await ask(url, 'PUT', '/_index_template/bench', template)
  let seconds = 0
  try {
    for (const type of ['analyzer', 'mapping', 'data']) {
      const file = join(dump.path, `${dump.index}-${type === 'data' ? type : `${type}s`}.json`)
      const args = [tools.elasticdump, `--input=${file}`, `--output=${url}/${dump.index}`, `--type=${type}`]
      seconds += await timed(process.execPath, args)
    }
  } finally {
    await ask(url, 'DELETE', '/_index_template/bench')
  }
  await requireWhole(contest)
  return seconds
}

/** Installs the pinned elasticdump for the documented commands; the action fills its own tool cache when warming up. */
export async function installTools(folder) {
  const elasticdump = await installed(join(folder, 'elasticdump'))
  const toolCache = join(folder, 'tool-cache')
  await mkdir(toolCache)
  return { elasticdump, toolCache }
}

async function installed(path, env = process.env) {
  await mkdir(path)
  for (const name of ['package.json', 'package-lock.json'])
    await cp(join(root, 'elasticdump', name), join(path, name))
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: path, env })
  return join(path, 'node_modules', 'elasticdump', 'bin', 'elasticdump')
}

/** Seconds that installing elasticdump adds to a step: with npm's cache empty, as a hosted runner starts, and full. */
export async function coldInstall(contest) {
  const seconds = {}
  const npmCache = join(contest.folder, 'npm-cache')
  const before = process.env.npm_config_cache
  process.env.npm_config_cache = npmCache
  try {
    for (const state of ['cold', 'warm']) {
      const toolCache = join(contest.folder, `tool-cache-${state}`)
      await mkdir(toolCache)
      const log = await installLog(contest, toolCache)
      seconds[state] = Number(/installed in ([\d.]+) s/.exec(log)?.[1])
    }
  } finally {
    if (before === undefined) delete process.env.npm_config_cache
    else process.env.npm_config_cache = before
    await rm(npmCache, { recursive: true, force: true })
  }
  return seconds
}

/** The log of a run that only installs: its dump is empty, so it ends there. */
async function installLog({ url, folder }, toolCache) {
  const temp = await mkdtemp(join(folder, 'install-'))
  const dump = join(temp, 'bench-empty.json')
  await writeFile(dump, '')
  const env = {
    ...process.env,
    RUNNER_TEMP: temp,
    RUNNER_TOOL_CACHE: toolCache,
    INPUT_URI: url,
    INPUT_DUMP: dump,
  }
  const { stdout } = await run(process.execPath, [join(root, 'dist', 'index.js')], {
    env: { ...env, INPUT_TYPES: 'data' },
  })
  await ask(url, 'DELETE', '/bench-empty')
  return stdout
}
