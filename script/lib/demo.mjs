// Restores examples/dump/ into a real OpenSearch with the action as it is built, and shows what a user sees.
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { INDEXES } from './example-indexes.mjs'
import { actionNode, deleteIndexes, endChildrenFirst, npm, root, run, withOpenSearch } from './run.mjs'

const say = (text) => console.log(`\n▸ ${text}`)
const names = INDEXES.map(({ name }) => name)

/** @returns the exit code of the action */
export async function demo() {
  endChildrenFirst()
  if (!existsSync(join(root, 'node_modules'))) {
    say('npm ci')
    await npm(['ci'])
  }
  say('npm run build')
  await npm(['run', '--silent', 'build'])
  say('script/opensearch start')
  return await withOpenSearch(async (url) => {
    const left = await deleteIndexes(url, names)
    if (left.length > 0) say(`Removed ${left.join(', ')}, which were there from before`)
    const temp = await mkdtemp(join(tmpdir(), 'restore-demo-'))
    try {
      return await restore(url, temp)
    } finally {
      await deleteIndexes(url, names)
      // Of an action that was interrupted an npm or elasticdump may live on for some seconds, and write.
      await rm(temp, { recursive: true, force: true, maxRetries: 10, retryDelay: 300 })
    }
  })
}

/** Starts the action as a runner does: inputs in INPUT_ variables, files for outputs and summary. */
async function restore(url, temp) {
  const inputs = { uri: url, dump: join('examples', 'dump'), types: 'all', verify: 'full' }
  const files = { GITHUB_OUTPUT: join(temp, 'output'), GITHUB_STEP_SUMMARY: join(temp, 'summary.md') }
  const folders = { RUNNER_TEMP: join(temp, 'temp'), RUNNER_TOOL_CACHE: join(temp, 'tool-cache') }
  for (const file of Object.values(files)) await writeFile(file, '')
  for (const folder of Object.values(folders)) await mkdir(folder)
  const env = { ...process.env, GITHUB_WORKSPACE: root, ...files, ...folders }
  for (const [name, value] of Object.entries(inputs)) env[`INPUT_${name.toUpperCase()}`] = value

  const shown = Object.entries(inputs).filter(([name]) => name !== 'uri')
  say(`The action, with ${shown.map(([name, value]) => `${name}: ${value}`).join(', ')}`)
  const code = await run(actionNode(), [join(root, 'dist', 'index.js')], { env, onLine: showLine })
  say('Outputs')
  console.log(
    (await readFile(files.GITHUB_OUTPUT, 'utf8')).replaceAll(/^(.+?)<<(\S+)\n([\s\S]*?)\n\2$/gm, '$1=$3'),
  )
  say('Job summary')
  const summary = await readFile(files.GITHUB_STEP_SUMMARY, 'utf8')
  console.log(summary)
  if (code !== 0) say(`The action failed, exit code ${code}`)
  else if (summary === '') throw new Error('the action wrote no job summary')
  return code
}

/** A log as GitHub shows it: commands of the runner are carried out, not printed. */
function showLine(line) {
  const [, command, text] = /^::(\w[\w-]*)[^:]*::(.*)$/.exec(line) ?? []
  if (command === undefined) console.log(line)
  else if (command === 'group') console.log(`▼ ${text}`)
  else if (['error', 'warning', 'notice'].includes(command)) console.log(`${command}: ${text}`)
}
