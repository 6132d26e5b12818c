import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { removeIndexes, requireWhole } from './cluster.mjs'
import { root, timed } from './run.mjs'

export const ACTION = join(root, 'dist', 'index.js')

/** What a runner gives to a step, in a folder of its own. */
export async function stepEnvironment({ folder, toolCache }, inputs) {
  const temp = await mkdtemp(join(folder, 'step-'))
  const files = { GITHUB_OUTPUT: join(temp, 'outputs'), GITHUB_STEP_SUMMARY: join(temp, 'summary.md') }
  for (const file of Object.values(files)) await writeFile(file, '')
  const env = { ...process.env, RUNNER_TEMP: temp, RUNNER_TOOL_CACHE: toolCache, ...files }
  for (const [name, value] of Object.entries(inputs)) env[`INPUT_${name.toUpperCase()}`] = value
  return { env, temp }
}

/** Seconds of the whole step, from the start of its process to its end; elasticdump is in the tool cache. */
export async function actionOnce(contest, inputs) {
  const { url, dataset } = contest
  await removeIndexes(url, dataset)
  const { env, temp } = await stepEnvironment(contest, { uri: url, dump: dataset.path, ...inputs })
  const seconds = await timed([ACTION], { env })
  await requireWhole(url, dataset)
  await rm(temp, { recursive: true })
  return seconds
}
