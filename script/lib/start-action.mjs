import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { actionNode, root } from './run.mjs'

/** Starts the built action as a runner does. @returns its process, what it says, and its end */
export async function startAction({ folder, toolCache }, { inputs, workflowRun, attempt, env: more = {} }) {
  const temp = await mkdtemp(join(folder, 'run-'))
  const files = { GITHUB_OUTPUT: join(temp, 'outputs'), GITHUB_STEP_SUMMARY: join(temp, 'summary.md') }
  for (const file of Object.values(files)) await writeFile(file, '')
  const own = { RUNNER_TEMP: temp, RUNNER_TOOL_CACHE: toolCache, ...files }
  const run = { GITHUB_RUN_ID: workflowRun, GITHUB_RUN_ATTEMPT: String(attempt) }
  const env = { ...process.env, ...own, ...run, ...more }
  for (const [name, value] of Object.entries(inputs)) env[`INPUT_${name.toUpperCase()}`] = value
  const child = spawn(actionNode(), [join(root, 'dist', 'index.js')], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { log: '' }
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said.log += text
    })
  }
  const ended = new Promise((resolve) => {
    child.on('close', async (code) => {
      await rm(temp, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
      resolve(code)
    })
  })
  return { child, said, ended }
}
