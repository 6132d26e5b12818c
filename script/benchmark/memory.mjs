// Peak memory of the action's process, by the operating system's own figure: VmHWM of /proc (Linux only).
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ACTION, stepEnvironment } from './action.mjs'
import { removeIndexes, requireWhole } from './cluster.mjs'
import { DOCUMENTED, MAPPINGS, smallDocument, writeIndex } from './dump.mjs'
import { verdict } from './goals.mjs'
import { installByAction } from './install.mjs'
import { say } from './run.mjs'
import { machine, withServer } from './server.mjs'

const BUDGET_MB = 250
/** Bytes of a document of dataset a, about. */
const DOCUMENT_BYTES = 518
const SIZES = { native: [200, 2000], elasticdump: [200] }
const POLL_MS = 10

/** @returns a table */
export async function measureMemory(folder, { engines, sizes }) {
  const cases = engines.flatMap((engine) => (sizes ?? SIZES[engine]).map((size) => ({ engine, size })))
  const toolCache = join(folder, 'tool-cache')
  await mkdir(toolCache)
  return await withServer(async (url) => {
    const rows = []
    if (engines.includes('elasticdump')) await installByAction({ url, folder, toolCache })
    for (const size of new Set(cases.map((one) => one.size))) {
      const dataset = await makeDump(folder, size)
      for (const { engine } of cases.filter((one) => one.size === size)) {
        for (const verify of ['sample', 'full'])
          rows.push(await peak({ url, folder, toolCache, dataset }, { engine, verify }, size))
      }
      await removeIndexes(url, dataset)
      await rm(dataset.path, { recursive: true })
    }
    return [`Dumps of documents of 500 bytes, one index. ${await machine(url)}.`, '', ...table(rows)].join(
      '\n',
    )
  })
}

async function makeDump(folder, size) {
  say(`making ${size} MB`)
  const documents = Math.ceil((size * 1e6) / DOCUMENT_BYTES)
  const path = join(folder, 'dump')
  const index = { names: DOCUMENTED, documents, document: smallDocument, mappings: MAPPINGS }
  await writeIndex(path, 'bench', index)
  return { path, indexes: [{ name: 'bench', documents }] }
}

async function peak(context, { engine, verify }, size) {
  const { url, dataset } = context
  await removeIndexes(url, dataset)
  const { env, temp } = await stepEnvironment(context, { uri: url, dump: dataset.path, engine, verify })
  const began = performance.now()
  const { code, own, child } = await watched(env)
  const seconds = (performance.now() - began) / 1000
  if (code !== 0) throw new Error(`engine ${engine}, verify ${verify}, ${size} MB: exit code ${code}`)
  await requireWhole(url, dataset)
  await rm(temp, { recursive: true })
  say(`${engine} ${size} MB ${verify}: ${own.toFixed(0)} MB in ${seconds.toFixed(0)} s`)
  return { engine, verify, size, own, child, seconds }
}

/** Polls a mark that only ever rises: what is missed is what the last few milliseconds add. */
export async function watched(env) {
  const action = spawn(process.execPath, [ACTION], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let own = 0
  let child = 0
  const look = () => {
    own = Math.max(own, highWater(action.pid))
    for (const pid of childrenOf(action.pid)) child = Math.max(child, highWater(pid))
  }
  const timer = setInterval(look, POLL_MS)
  // Its last output comes shortly before its end.
  action.stdout.on('data', look)
  const code = await new Promise((resolve, reject) => action.on('error', reject).on('close', resolve))
  clearInterval(timer)
  return { code, own, child }
}

/** @returns MB; 0 of a process that has ended */
function highWater(pid) {
  const [, kibibytes = 0] = /^VmHWM:\s+(\d+) kB$/m.exec(proc(`${pid}/status`)) ?? []
  return (Number(kibibytes) * 1024) / 1e6
}

const childrenOf = (pid) => proc(`${pid}/task/${pid}/children`).split(' ').filter(Boolean)

function proc(path) {
  try {
    return readFileSync(`/proc/${path}`, 'utf8')
  } catch {
    return ''
  }
}

function table(rows) {
  const largest = (engine) => Math.max(...rows.filter((row) => row.engine === engine).map(({ own }) => own))
  return [
    '| engine | dump | `verify` | peak of the action, MB | of its elasticdump, MB | seconds |',
    '| --- | --: | --- | --: | --: | --: |',
    ...rows.map(({ engine, size, verify, own, child, seconds }) => {
      const other = engine === 'elasticdump' ? child.toFixed(0) : ''
      return `| ${engine} | ${size} MB | ${verify} | ${own.toFixed(0)} | ${other} | ${seconds.toFixed(1)} |`
    }),
    '',
    ...[...new Set(rows.map(({ engine }) => engine))].map((engine) =>
      verdict(`\`${engine}\``, BUDGET_MB, largest(engine), 'MB'),
    ),
  ]
}
