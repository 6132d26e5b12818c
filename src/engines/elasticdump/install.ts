import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cacheDir, find } from '@actions/tool-cache'
import { messageOf, RestoreError } from '../../errors.js'
import { withAddresses } from './lockfile.js'
import { npm, npmReason, registryOf } from './npm.js'
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
    if (pinned) await installPinned(pinned, folder, version, signal)
    else {
      const dependencies = { elasticdump: version }
      await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }))
      requireInstalled(await runNpm('install', folder, version, signal), version)
    }
    // Another job of this runner may have been quicker, and be running what a second copying would remove.
    return find(tool, version, 'any') || (await cacheDir(folder, tool, version, 'any'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** From where the registry's archives should lie; and where they do not lie there, from where npm is told they do. */
async function installPinned(
  pinned: string,
  folder: string,
  version: string,
  signal: AbortSignal,
): Promise<void> {
  for (const name of ['package.json', 'package-lock.json', 'aws-sdk'])
    await cp(join(pinned, name), join(folder, name), { recursive: true })
  const path = join(folder, 'package-lock.json')
  const lockfile = await readFile(path, 'utf8')
  const registry = await registryOf(folder, signal).catch(() => undefined)
  signal.throwIfAborted()
  if (registry) {
    await writeFile(path, withAddresses(lockfile, registry))
    const { code } = await runNpm('ci', folder, version, signal)
    if (code === 0) return
    await writeFile(path, lockfile)
  }
  requireInstalled(await runNpm('ci', folder, version, signal), version)
}

async function runNpm(
  command: string,
  cwd: string,
  version: string,
  signal: AbortSignal,
): ReturnType<typeof npm> {
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error']
  try {
    return await npm([command, '--ignore-scripts', '--omit=dev', ...quiet], cwd, signal)
  } catch (cause) {
    signal.throwIfAborted()
    throw installFault(version, messageOf(cause), 'Put npm on the PATH, for example with actions/setup-node.')
  }
}

function requireInstalled({ code, output }: Awaited<ReturnType<typeof npm>>, version: string): void {
  if (code === 0) return
  const said = npmReason(output) || `npm ended with exit code ${code}`
  const hint = /ETARGET/.test(output)
    ? 'Give `elasticdump-version` a version that there is, or leave it out.'
    : 'Check that this runner reaches the npm registry; `elasticdump-version` left out installs the tested one.'
  throw installFault(version, said, hint)
}

function installFault(version: string, reason: string, hint: string): RestoreError {
  return new RestoreError('ENGINE_INSTALL_FAILED', `elasticdump ${version} cannot be installed: ${reason}`, {
    hint,
  })
}
