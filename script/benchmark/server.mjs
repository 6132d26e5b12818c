import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { ask } from './cluster.mjs'
import { root } from './run.mjs'

const opensearch = (name, ...args) =>
  execFileSync(process.execPath, [join(root, 'script', 'opensearch'), ...args, '--name', name], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim()

/** Gives `work` a folder, which goes afterwards, also on Ctrl+C. */
export async function withFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'restore-bench-'))
  return await afterwards(
    () => work(folder),
    () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  )
}

/** Gives `work` the URL of a server tuned for speed, which is stopped afterwards, also on Ctrl+C. */
export async function withServer(work, name = 'bench') {
  return await afterwards(
    () => work(opensearch(name, 'start', '--bench')),
    () => opensearch(name, 'stop'),
  )
}

async function afterwards(work, cleanUp) {
  process.once('exit', cleanUp)
  try {
    return await work()
  } finally {
    process.off('exit', cleanUp)
    cleanUp()
  }
}

export const processor = () => `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}`

export async function machine(url) {
  const { version } = await ask(url, 'GET', '/')
  return `${processor()}, OpenSearch ${version.number}`
}
