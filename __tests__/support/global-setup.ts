import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { install } from '../../src/engines/elasticdump/install.js'
import { SCHEMA } from '../../src/inputs/schema.js'
import { TOOL_CACHE } from './action.js'
import { installElasticdump } from './elasticdump.js'

const run = promisify(execFile)
const script = fileURLToPath(new URL('../../script/opensearch', import.meta.url))

/** Node keeps what it has compiled here: the action is started many hundred times. */
const COMPILED = fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url))

/** Starts OpenSearch for the integration tests; one that ran before stays when they are done. Their files go. */
export default async function setup(): Promise<() => Promise<void>> {
  process.env.NODE_COMPILE_CACHE = COMPILED
  const ranBefore = await isRunning()
  const { stdout } = await run(process.execPath, [script, 'start'])
  await installElasticdump()
  // Two test files at a time must not both fill the action's tool cache.
  process.env.RUNNER_TOOL_CACHE = TOOL_CACHE
  await install(SCHEMA.elasticdumpVersion.default, console.log, new AbortController().signal)
  process.env.TEST_OPENSEARCH_URL = stdout.trim()
  const folder = await mkdtemp(join(tmpdir(), 'restore-tests-'))
  process.env.TEST_FOLDER = folder
  return async () => {
    await rm(folder, { recursive: true, force: true })
    if (!ranBefore) await run(process.execPath, [script, 'stop'])
  }
}

async function isRunning(): Promise<boolean> {
  return run(process.execPath, [script, 'status']).then(
    () => true,
    () => false,
  )
}
