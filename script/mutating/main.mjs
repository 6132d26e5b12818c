import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { writePage } from '../lib/page.mjs'
import { withOpenSearch } from '../lib/run.mjs'
import { chanceFrom } from './chance.mjs'
import { isWrong } from './judge.mjs'
import { restoreWith } from './round.mjs'
import { tablesOf } from './table.mjs'
import { HARMLESS_KINDS, KINDS, tasksOf } from './tasks.mjs'

const usage = `usage: script/mutate [--mutations 2000] [--harmless 200] [--engine native] [--seed 7] [--write]

Restores dumps of many indexes with the built action, and between load and verification of each index does one thing to
it: changes a document, the mapping, an analyzer, an alias, a setting, or the dump itself. verify: counts has to notice
each lost or extra document and each change of what the index is, verify: full everything. Then it does things that
leave the index what the dump says, none of which may fail. script/check-dump has to agree each time.
Prints what was tried, noticed and missed, and exits with 1 where anything was missed, or anything harmless failed.
Ctrl+C ends it with what has been tried until then.

  --seed        decides what is done to which index
  --batch       indexes in one run of the action (40)
  --write       puts the tables into docs/RELIABILITY.md
  --only        kinds that have one of these, by commas, in their names
  --url         a cluster to use, instead of one that is started and stopped
  --tool-cache  where elasticdump is installed
  --verbose     a line for each
`

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    mutations: { type: 'string', default: '2000' },
    harmless: { type: 'string', default: '200' },
    batch: { type: 'string', default: '40' },
    engine: { type: 'string', default: 'native' },
    seed: { type: 'string', default: '7' },
    only: { type: 'string', default: '' },
    url: { type: 'string' },
    'tool-cache': { type: 'string', default: join(tmpdir(), 'restore-mutate-tools') },
  },
})

async function main(url) {
  const folder = await mkdtemp(join(tmpdir(), 'restore-mutate-'))
  const toolCache = values['tool-cache']
  await mkdir(toolCache, { recursive: true })
  const { engine } = values
  const chance = chanceFrom(Number(values.seed))
  const setting = { url, folder, toolCache, engine }
  const start = `mutated-${process.pid}-${Date.now()}`
  let made = 0
  const names = () => `${start}-${made++}`
  const results = []
  const [mutations, harmless] = [Number(values.mutations), Number(values.harmless)]
  // As many of each kind with either level.
  const counts = Math.round((mutations * KINDS.counts.length) / (KINDS.counts.length + KINDS.full.length))
  const parts = [
    { verify: 'counts', kinds: KINDS.counts, count: counts },
    { verify: 'full', kinds: KINDS.full, count: mutations - counts },
    { verify: 'counts', kinds: HARMLESS_KINDS, count: Math.round(harmless / 2) },
    { verify: 'full', kinds: HARMLESS_KINDS, count: harmless - Math.round(harmless / 2) },
  ].map((part) => begin(part, { chance: chance.another(), names, isExact: engine === 'native' }))
  let isStopped = false
  process.once('SIGINT', () => {
    isStopped = true
  })
  try {
    for (let part = nextOf(parts); part && !isStopped; part = nextOf(parts)) {
      const { verify } = part
      for (const one of await settled(setting, verify, take(part))) tell({ ...one, verify }, results)
      process.stderr.write(`${results.length} done\n`)
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 300 })
  }
  const tables = tablesOf(results)
  process.stdout.write(`${tables.mutations}\n\n${tables.variations}\n`)
  if (values.write) writePage('RELIABILITY.md', tables)
  return results.filter(isWrong).length
}

/** A cluster that was too busy for a request of ours, or of the action's, says nothing of verification: once more, then. */
async function settled(setting, verify, tasks) {
  const judged = await restoreWith(setting, verify, tasks)
  const spoiled = judged.filter(({ done }) => done === 'spoiled')
  if (spoiled.length === 0) return judged
  for (const { index, failure } of spoiled)
    process.stderr.write(`again, ${index.name}: ${JSON.stringify(failure)}\n`)
  const again = tasks.filter(({ index }) => spoiled.some((one) => one.index === index))
  const others = judged.filter(({ done }) => done !== 'spoiled')
  return [...others, ...(await restoreWith(setting, verify, again))]
}

function begin({ verify, kinds, count }, given) {
  const parts = values.only.split(',')
  const chosen = kinds.filter(({ kind }) => parts.some((part) => kind.includes(part)))
  return { verify, tasks: tasksOf(chosen, count, given), taken: 0, count: chosen.length > 0 ? count : 0 }
}

/** @returns the part that has got least far, so that whatever ends early has something of each */
function nextOf(parts) {
  const unfinished = parts.filter(({ taken, count }) => taken < count)
  return unfinished.sort((a, b) => a.taken / a.count - b.taken / b.count)[0]
}

function take(part) {
  const size = Math.min(Number(values.batch), part.count - part.taken)
  part.taken += size
  return Array.from({ length: size }, () => part.tasks.next().value)
}

function tell(one, results) {
  results.push(one)
  const { kind, verify, done, seen, failure, index, checks } = one
  const line = `${kind}, verify: ${verify}, ${index.name}: ${done}`
  if (!isWrong(one)) return values.verbose && process.stderr.write(`${line}: ${failure?.message ?? ''}\n`)
  process.stderr.write(`WRONG: ${line}: ${JSON.stringify({ seen, failure, checks }, null, 1)}\n`)
}

if (values.help) process.stdout.write(usage)
else {
  const wrong = values.url ? await main(values.url.replace(/\/$/, '')) : await withOpenSearch(main)
  process.exitCode = wrong === 0 ? 0 : 1
}
