import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exec } from '@actions/exec'
import { cacheDir, find } from '@actions/tool-cache'
import { messageOf, RestoreError } from '../../errors.js'
import { childEnvironment } from './environment.js'
import { hookPath, onLifeline } from './lifeline.js'
import { pinnedFolder } from './pinned.js'

export interface Installation {
  /** The script to run with Node. */
  script: string
  version: string
}

/**
 * Finds elasticdump in the runner's tool cache, or installs it there: the pinned version with `npm ci`, every package
 * held to the lockfile's integrity; another version by its exact number. No install script of any package is run.
 * @throws RestoreError ENGINE_INSTALL_FAILED
 */
export async function install(
  version: string,
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<Installation> {
  const folder = pinnedFolder()
  const lockfile = await readFile(join(folder, 'package-lock.json'), 'utf8')
  const isPinned = JSON.parse(lockfile).packages['node_modules/elasticdump'].version === version
  // A new lockfile of the same version is another installation.
  const digest = createHash('sha256').update(lockfile).digest('hex').slice(0, 12)
  const tool = isPinned ? `elasticdump-${digest}` : 'elasticdump'
  process.env.RUNNER_TOOL_CACHE ||= join(tmpdir(), 'tool-cache')
  process.env.RUNNER_TEMP ||= tmpdir()

  let found = find(tool, version, 'any')
  if (found) log(`elasticdump ${version} is in the tool cache`)
  else {
    const began = Date.now()
    found = await installAnew(tool, version, isPinned ? folder : undefined, signal)
    log(`elasticdump ${version} installed in ${((Date.now() - began) / 1000).toFixed(1)} s`)
  }
  return { script: join(found, 'node_modules', 'elasticdump', 'bin', 'elasticdump'), version }
}

async function installAnew(
  tool: string,
  version: string,
  pinned: string | undefined,
  signal: AbortSignal,
): Promise<string> {
  await mkdir(process.env.RUNNER_TEMP as string, { recursive: true })
  const folder = await mkdtemp(join(process.env.RUNNER_TEMP as string, 'elasticdump-'))
  try {
    if (pinned) {
      for (const name of ['package.json', 'package-lock.json'])
        await cp(join(pinned, name), join(folder, name))
    } else {
      const dependencies = { elasticdump: version }
      await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }))
    }
    await npm(pinned ? 'ci' : 'install', folder, version, signal)
    // Another job of this runner may have been quicker, and be running what a second copying would remove.
    return find(tool, version, 'any') || (await cacheDir(folder, tool, version, 'any'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function npm(command: string, cwd: string, version: string, signal: AbortSignal): Promise<void> {
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error']
  let output = ''
  const listeners = { stdout: (data: Buffer) => (output += data), stderr: (data: Buffer) => (output += data) }
  const args = [command, '--ignore-scripts', '--omit=dev', ...quiet]
  let code: number
  try {
    code = await onLifeline(signal, (lifeline) => {
      const env = childEnvironment({ ...lifeline, NODE_OPTIONS: withHook(process.env.NODE_OPTIONS) })
      return exec('npm', args, { cwd, env, silent: true, ignoreReturnCode: true, listeners })
    })
  } catch (cause) {
    throw installFault(version, messageOf(cause), 'Put npm on the PATH, for example with actions/setup-node.')
  }
  signal.throwIfAborted()
  if (code !== 0) {
    const said = npmReason(output) || `npm ended with exit code ${code}`
    const hint = /ETARGET/.test(output)
      ? 'Give `elasticdump-version` a version that there is, or leave it out.'
      : 'Check that this runner reaches the npm registry; `elasticdump-version` left out installs the tested one.'
    throw installFault(version, said, hint)
  }
}

/** npm is a script of Node's too. */
function withHook(options = ''): string {
  return `${options} --require "${hookPath().replaceAll('\\', '\\\\')}"`.trim()
}

/** What npm says, without what it says of itself. */
function npmReason(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.replace(/^npm (?:error|ERR!) ?(?:notarget |network |code )?/, '').trim())
  return lines
    .filter((line) => line !== '' && !/A complete log of this run|[\\/]_logs[\\/]/.test(line))
    .slice(0, 5)
    .join(' ')
}

function installFault(version: string, reason: string, hint: string): RestoreError {
  return new RestoreError('ENGINE_INSTALL_FAILED', `elasticdump ${version} cannot be installed: ${reason}`, {
    hint,
  })
}
