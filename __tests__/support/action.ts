import { spawn } from 'node:child_process'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Result } from '../../src/report/index.js'
import { opensearchUrl } from './opensearch.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Shared by all tests, so that elasticdump is installed once. */
export const TOOL_CACHE = join(root, 'node_modules', '.cache', 'tool-cache')

export const ENGINES = ['native', 'elasticdump'] as const
/** The engine that this project of the tests is about. */
export const ENGINE = process.env.TEST_ENGINE ?? 'elasticdump'
export const isNative = ENGINE === 'native'

export interface ActionRun {
  code: number | null
  /** All that a runner would see, in order. */
  log: string
  /** The log without the commands that mask secrets, which a runner does not show. */
  shown: string
  outputs: Record<string, string>
  summary: string
  report: Result | undefined
  annotations: { title: string; message: string }[]
  /** Its RUNNER_TEMP. */
  temp: string
}

export interface ActionOptions {
  env?: Record<string, string>
  /** The Node to run with. */
  node?: string
  /** Told the process's id once it runs. */
  onStart?(pid: number): void
  /** Told every piece of output. */
  onOutput?(text: string): void
}

/**
 * Runs the built dist/ as a runner starts it: inputs in INPUT_ variables, files for outputs and summary.
 * @param inputs by their names; `uri` is the test server's unless given
 */
export async function runAction(
  inputs: Record<string, string>,
  options: ActionOptions = {},
): Promise<ActionRun> {
  const temp = await mkdtemp(join(process.env.TEST_FOLDER ?? tmpdir(), 'run-'))
  const files = { GITHUB_OUTPUT: join(temp, 'outputs'), GITHUB_STEP_SUMMARY: join(temp, 'summary.md') }
  for (const file of Object.values(files)) await writeFile(file, '')
  const given = { uri: opensearchUrl(), engine: ENGINE, ...inputs }
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    // Texts are looked for as they are.
    NO_COLOR: '1',
    RUNNER_TEMP: temp,
    RUNNER_TOOL_CACHE: TOOL_CACHE,
    ...files,
  }
  for (const [name, value] of Object.entries(given))
    env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] = value
  const { code, log } = await start({ ...env, ...options.env }, options)
  const outputs = parseOutputs(await readFile(files.GITHUB_OUTPUT, 'utf8'))
  const report = outputs.report ? await readFile(outputs.report, 'utf8') : undefined
  return {
    code,
    log,
    shown: log.replace(/^::(?:add-mask|debug)::.*\n/gm, ''),
    outputs,
    summary: await readFile(files.GITHUB_STEP_SUMMARY, 'utf8'),
    report: report === undefined ? undefined : (JSON.parse(report) as Result),
    annotations: parseAnnotations(log),
    temp,
  }
}

function start(
  env: NodeJS.ProcessEnv,
  options: ActionOptions,
): Promise<{ code: number | null; log: string }> {
  const child = spawn(options.node ?? process.execPath, [join(root, 'dist', 'index.js')], { env, cwd: root })
  if (child.pid !== undefined) options.onStart?.(child.pid)
  let log = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text
      options.onOutput?.(text)
    })
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, log }))
  })
}

/** `name<<delimiter`, the value over any number of lines, and the delimiter again. */
function parseOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {}
  for (const [, name = '', , value = ''] of text.matchAll(/^(.+?)<<(\S+)\n([\s\S]*?)\n\2$/gm))
    outputs[name] = value
  return outputs
}

function parseAnnotations(log: string): { title: string; message: string }[] {
  const plain = (text: string) =>
    text
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%')
  return [...log.matchAll(/^::error(?: title=([^:]*?))?::(.*)$/gm)].map(([, title = '', message = '']) => ({
    title: plain(title),
    message: plain(message),
  }))
}
