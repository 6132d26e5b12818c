import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { request } from '../lib/run.mjs'
import { startAction } from '../lib/start-action.mjs'
import { documents, writeDump } from './dump.mjs'
import { leftOf } from './look.mjs'

/** Enough for a dozen bulk requests, and more than is loaded with refresh and replicas on. */
const DOCUMENTS = 6000
const TEXT_BYTES = 500
const OLD = 300
let runs = 0

/**
 * Restores two indexes of a dump while a fault befalls one of them, looks what is left, and restores again.
 * @returns what is said and left, and `bad` where it is not as it has to be
 */
export async function runRow(name, row, { engine, folder, toolCache, servers }) {
  const [server] = servers
  const { url } = server
  const named = (part) => `${name}-${engine}-${process.pid}-${part}`
  const scene = { url, server, servers, folder, faulty: named('faulty'), before: named('before') }
  const beside = named('beside')
  await makeBefore(scene, row.settings)
  const data = row.data?.() ?? documents(DOCUMENTS, TEXT_BYTES)
  const besideData = row.beside ?? documents(50, 10)
  const dump = await writeDump(folder, { [scene.faulty]: data, [beside]: besideData }, row.settings ?? {})
  const started = await (row.begins?.(scene) ?? { url, end: async () => {} })
  if (started.skipped) return { skipped: started.skipped }
  const types = row.settings ? 'settings,mapping,data' : 'mapping,data'
  const inputs = { dump, engine, types, 'batch-size': '256kb', verify: 'full', ...row.inputs }
  const setting = { folder, toolCache }
  const began = Date.now()
  let run
  try {
    run = await restore(setting, { ...inputs, uri: started.url }, 1, started.env)
  } finally {
    await started.end()
  }
  const seconds = Math.round((Date.now() - began) / 1000)
  const look = async () => ({
    left: await leftOf(url, scene.faulty, row.count ?? DOCUMENTS),
    beside: await leftOf(url, beside, row.beside?.length ?? 50),
    before: await leftOf(url, scene.before, OLD),
  })
  const found = await look()
  const result = { seconds, code: run.code, told: toldOf(run, [scene.faulty, beside]), ...found }
  result.bad = faultIn(row, engine, run, result)
  if (run.code !== 0 && !row.isForGood && !result.bad) {
    const next = await restore(setting, { ...inputs, uri: url, 'if-exists': 'skip' }, 2)
    const then = await look()
    result.next = next.code === 0 && Object.values(then).every((left) => left === 'whole') ? 'whole' : 'bad'
    if (result.next === 'bad') result.bad = `the next run: ${JSON.stringify(then)}\n${next.log}`
  }
  if (result.bad) result.bad += `\n${run.log}`
  for (const index of [scene.faulty, beside, scene.before])
    await request(url, 'DELETE', `/${index}`, undefined, [200, 404])
  return result
}

/** An index that is no part of the dump, and is to be hurt by nothing. */
async function makeBefore({ url, before }, settings = { number_of_replicas: '0' }) {
  await request(url, 'PUT', `/${before}`, { settings })
  const lines = Array.from({ length: OLD }, (_, n) => `{"index":{"_id":"${n}"}}\n{"n":${n}}\n`)
  await request(url, 'POST', `/${before}/_bulk?refresh=true`, lines.join(''))
}

async function restore(setting, inputs, attempt, env) {
  const report = join(setting.folder, `report-${runs++}.json`)
  const given = { ...inputs, 'report-path': report }
  const { said, ended } = await startAction(setting, {
    inputs: given,
    workflowRun: `${process.pid}7`,
    attempt,
    env,
  })
  const code = await ended
  return { code, log: said.log, report: JSON.parse(await readFile(report, 'utf8')) }
}

/** @returns the failures of the indexes, or of the whole run */
function toldOf({ report }, indexes) {
  const failures = indexes.map((index) => report.indices.find(({ name }) => name === index)?.failure)
  return [report.failure, ...failures]
    .filter(Boolean)
    .map(({ code, message }) => `${code}: ${message}`)
    .join('; ')
}

function faultIn(row, engine, { code, report }, { told, left, beside, before }) {
  const hasFailed = code !== 0
  const mustFail = row.fails?.includes(engine) ?? hasFailed
  if (hasFailed !== mustFail) return `exit code ${code}`
  if (hasFailed !== (report.status === 'failed') || hasFailed !== (told !== '')) return `told: '${told}'`
  const mayBe = hasFailed ? (row.leaves ?? ['nothing', 'unfinished']) : ['whole']
  if (!mayBe.includes(left)) return `left: ${left}`
  const unfinished = [left, beside].filter((one) => one === 'unfinished').length
  if (told.split('the next run will remove it').length - 1 !== unfinished)
    return `not told what is unfinished: ${told}`
  if (!(hasFailed ? (row.hurts ?? ['whole']) : ['whole']).includes(beside)) return `beside: ${beside}`
  return before === 'whole' ? undefined : `before: ${before}`
}
