import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { actionNode, root, run } from '../lib/run.mjs'

/** Runs the built action as a runner does. @returns its log and its job summary */
export async function runAction(inputs, { folder, toolCache }) {
  const temp = await mkdtemp(join(folder, 'run-'))
  const files = { GITHUB_OUTPUT: join(temp, 'outputs'), GITHUB_STEP_SUMMARY: join(temp, 'summary.md') }
  for (const file of Object.values(files)) await writeFile(file, '')
  await mkdir(toolCache, { recursive: true })
  const own = {
    RUNNER_TEMP: temp,
    RUNNER_TOOL_CACHE: toolCache,
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: folder,
    ...files,
  }
  const env = { ...process.env, ...own }
  for (const [name, value] of Object.entries(inputs)) env[`INPUT_${name.toUpperCase()}`] = value
  let log = ''
  const onLine = (line) => {
    log += `${line}\n`
  }
  await run(actionNode(), [join(root, 'dist', 'index.js')], { env, cwd: folder, onLine })
  return { log, summary: await readFile(files.GITHUB_STEP_SUMMARY, 'utf8') }
}
