import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = join(root, 'node_modules', '.cache', 'elasticdump')
/** Where its programs are, as npm links them. */
export const ELASTICDUMP_BIN = join(folder, 'node_modules', '.bin')

/** Installs the pinned elasticdump for the tests' own use: to make dumps, and to restore by hand for comparison. */
export async function installElasticdump(): Promise<void> {
  if (existsSync(folder)) return
  const building = `${folder}-${process.pid}`
  await mkdir(building, { recursive: true })
  for (const name of ['package.json', 'package-lock.json', 'aws-sdk'])
    await cp(join(root, 'elasticdump', name), join(building, name), { recursive: true })
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  await run(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: building })
  await rename(building, folder)
}

/** Runs `elasticdump` as a person would. @returns what it printed */
export async function elasticdump(...options: string[]): Promise<string> {
  return await tool('elasticdump', options)
}

/** Runs `multielasticdump` as a person would. */
export async function multielasticdump(...options: string[]): Promise<string> {
  return await tool('multielasticdump', options)
}

async function tool(name: string, options: string[]): Promise<string> {
  const script = join(folder, 'node_modules', 'elasticdump', 'bin', name)
  const { stdout, stderr } = await run(process.execPath, [script, ...options], {
    maxBuffer: 64 * 1024 * 1024,
  })
  return stdout + stderr
}
