import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { installElasticdump } from './elasticdump.js'

const run = promisify(execFile)
const script = fileURLToPath(new URL('../../script/opensearch', import.meta.url))

/** Starts OpenSearch for the integration tests; one that ran before stays when they are done. */
export default async function setup(): Promise<() => Promise<void>> {
  const ranBefore = await isRunning()
  const { stdout } = await run(process.execPath, [script, 'start'])
  await installElasticdump()
  process.env.TEST_OPENSEARCH_URL = stdout.trim()
  return async () => {
    if (!ranBefore) await run(process.execPath, [script, 'stop'])
  }
}

async function isRunning(): Promise<boolean> {
  return run(process.execPath, [script, 'status']).then(
    () => true,
    () => false,
  )
}
