import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { withOpenSearch } from '../lib/run.mjs'
import { measureAway } from './away.mjs'
import { repeat } from './repetition.mjs'
import { momentsOf } from './stages.mjs'
import { table } from './table.mjs'
import { removeAll, writeDump } from './target.mjs'

const usage = `usage: script/kill [--runs 100] [--if-exists replace,swap] [--engine native]
       script/kill --at all|MOMENT,… [--if-exists …] [--engine …]
       script/kill --away [--runs 20] [--ways replace,first-swap,swaps] [--engine …]

Starts the built action over an index that is there, kills it (SIGKILL) at a random moment, two of three in the last
part, in which the new index is put in its place; looks whether the target is whole; runs it again, which has to succeed
and leave nothing behind. Prints where the kills fell and what they left, and exits with 1 where anything was bad.

  --at       kills it once at each of these moments, such as 'before cloning' or 'after taking away', instead of at
             random; all: before and after each request of the last part, and once in each part before
  --away     kills nothing: measures for how long the name is away, and whether readers see anything of a restore
  --url      a cluster to use, instead of one that is started and stopped
  --verbose  a line for each kill
`

const flag = { type: 'boolean', default: false }
const { values } = parseArgs({
  options: {
    help: flag,
    away: flag,
    verbose: flag,
    runs: { type: 'string' },
    at: { type: 'string' },
    ways: { type: 'string', default: 'replace,first-swap,swaps' },
    'if-exists': { type: 'string', default: 'replace,swap' },
    engine: { type: 'string', default: 'native' },
    url: { type: 'string' },
    'tool-cache': { type: 'string', default: join(tmpdir(), 'restore-kill-tools') },
  },
})

async function main(url) {
  const folder = await mkdtemp(join(tmpdir(), 'restore-kill-'))
  const target = `killed-${process.pid}-${Date.now()}`
  const toolCache = values['tool-cache']
  await mkdir(toolCache, { recursive: true })
  try {
    const dump = await writeDump(await mkdtemp(join(folder, 'dump-')), target)
    const setting = { url, folder, toolCache, target, dump, engine: values.engine }
    if (values.away) {
      return await measureAway(setting, { runs: Number(values.runs ?? 20), ways: values.ways.split(',') })
    }
    let bad = 0
    for (const ifExists of values['if-exists'].split(',')) bad += await killAll(setting, ifExists)
    return bad
  } finally {
    await removeAll(url, target)
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 300 })
  }
}

/** @returns how many were bad */
async function killAll(setting, ifExists) {
  const kills = values.at === undefined ? randomKills(ifExists) : chosenKills(ifExists)
  const results = []
  let took
  for (let next = kills.next(); !next.done; next = kills.next({ took, killed: killsAmong(results) })) {
    const { moment } = next.value
    const result = await repeat(setting, { ifExists, ...next.value })
    results.push(result)
    if (moment.at && result.where !== moment.at) result.bad ??= `no kill ${moment.at}`
    if (result.where === 'ended before') took = result.took
    if (result.bad !== undefined) process.stderr.write(`BAD, ${result.where}: ${result.bad}\n${result.log}\n`)
    else if (values.verbose)
      process.stderr.write(`${ifExists} ${results.length}: ${result.where}: ${result.left}\n`)
  }
  process.stdout.write(`${table(ifExists, results)}\n\n`)
  return results.filter(({ bad }) => bad !== undefined).length
}

const killsAmong = (results) => results.filter(({ where }) => where !== 'ended before').length

function* chosenKills(ifExists) {
  // A swap away from an index has nothing to delete.
  for (const at of chosenMoments(ifExists)) yield { moment: { at }, isAlias: ifExists === 'swap' }
}

/** Until as many kills have fallen as are wanted: a run that was done before it was to be killed shows how long one takes. */
function* randomKills(ifExists) {
  const mayBeAlias = ifExists === 'swap'
  let { took, killed } = yield { moment: {}, isAlias: mayBeAlias }
  if (!took) throw new Error('a run that nobody killed did not end')
  for (let n = 0; killed < Number(values.runs ?? 100); n++) {
    const isAlias = mayBeAlias && n % 2 === 1
    // Away from an index a swap has nothing to delete, and is done sooner.
    const lastPart = took.lastPart * (mayBeAlias && !isAlias ? 0.6 : 1)
    const moment = n % 3 === 0 ? { ms: Math.random() * took.whole } : { inLastPart: Math.random() * lastPart }
    const seen = yield { isAlias, moment }
    killed = seen.killed
    took = {
      whole: Math.min(took.whole, seen.took.whole),
      lastPart: Math.min(took.lastPart, seen.took.lastPart),
    }
  }
}

function chosenMoments(ifExists) {
  const known = momentsOf(ifExists)
  if (values.at === 'all') return known
  const chosen = values.at.split(',').filter((at) => known.includes(at))
  if (chosen.length === 0) throw new Error(`--at ${values.at}: none of ${known.join(', ')}`)
  return chosen
}

if (values.help) process.stdout.write(usage)
else {
  const bad = values.url ? await main(values.url.replace(/\/$/, '')) : await withOpenSearch(main)
  process.exitCode = bad === 0 ? 0 : 1
}
