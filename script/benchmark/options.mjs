import { parseArgs } from 'node:util'
import { DATASETS } from './datasets.mjs'
import { ENGINES, RIVALS } from './ways.mjs'

const DOCUMENTS = 200_000

const usage = `usage: script/bench [--only a,b,c,d] [--engines native,elasticdump] [--rivals raw,helper,…]
                    [--runs 5] [--slow-runs 1] [--documents ${DOCUMENTS}] [--write]
       script/bench --memory [--engines …] [--sizes 200,2000] [--write]
       script/bench --reader [--runs 5] [--documents ${DOCUMENTS}] [--write]
       script/bench --source [--runs 5] [--slow-runs 1] [--documents ${DOCUMENTS}] [--write]
       script/bench --start [--engines …] [--runs 5] [--write]

Prints a table of docs/BENCHMARKS.md; --write puts it there.

  --only       datasets: ${Object.entries(DATASETS)
    .map(([id, { title }]) => `${id} ${title}`)
    .join(', ')}
  --engines    engines of the action: ${ENGINES.join(', ')}. Without --rivals, raw is their only rival then
  --rivals     what they are compared with: ${RIVALS.join(', ')}
  --runs       runs of everything quick
  --slow-runs  runs of elasticdump's own commands
  --documents  documents of dataset a; the others shrink with it
  --memory     peak memory of the action's process
  --sizes      sizes of the dumps for it, in MB, for every engine (200 for both, 2000 for native)
  --reader     MB/s of the native engine's reader
  --source     from one cluster to another: dataset a, by the action and by elasticdump
  --start      milliseconds from the start of the action's process to its first request
`

const text = (value) => ({ type: 'string', ...(value === undefined ? {} : { default: value }) })
const flag = { type: 'boolean', default: false }
const PARTS = ['memory', 'reader', 'source', 'start']

/** @returns what to measure, or undefined where help was asked for */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      help: flag,
      memory: flag,
      reader: flag,
      source: flag,
      start: flag,
      write: flag,
      only: text(Object.keys(DATASETS).join(',')),
      engines: text(),
      rivals: text(),
      sizes: text(),
      runs: text('5'),
      'slow-runs': text('1'),
      documents: text(String(DOCUMENTS)),
    },
  })
  if (values.help) {
    process.stdout.write(usage)
    return undefined
  }
  const parts = PARTS.filter((part) => values[part])
  if (parts.length > 1) throw new Error(`--${parts.join(' and --')}: one at a time`)
  const options = {
    part: parts[0] ?? 'restore',
    write: values.write,
    only: list('only', values.only, Object.keys(DATASETS)),
    engines: list('engines', values.engines ?? ENGINES.join(','), ENGINES),
    rivals: list('rivals', values.rivals ?? (values.engines ? 'raw' : defaultRivals()), RIVALS),
    sizes: values.sizes?.split(',').map((size) => whole('sizes', size)),
    runs: whole('runs', values.runs),
    slowRuns: whole('slow-runs', values['slow-runs']),
    documents: whole('documents', values.documents),
  }
  const isPart = values.engines ?? values.rivals ?? values.sizes
  if (options.write && (isPart !== undefined || options.documents !== DOCUMENTS))
    throw new Error(
      '--write: the page has whole tables only, so no --engines, --rivals, --sizes or --documents',
    )
  return options
}

/** multielasticdump with analyzers waits 30 s for each of 20 indexes: only where it is asked for. */
const defaultRivals = () => RIVALS.filter((rival) => rival !== 'multielasticdump-analyzers').join(',')

function list(name, value, known) {
  const given = value.split(',').filter((item) => item !== '')
  const wrong = given.filter((item) => !known.includes(item))
  if (wrong.length > 0) throw new Error(`--${name} ${wrong.join(',')}: none of ${known.join(', ')}`)
  return known.filter((item) => given.includes(item))
}

function whole(name, value) {
  if (!/^[1-9]\d*$/.test(value)) throw new Error(`--${name} ${value}: must be a whole number above 0`)
  return Number(value)
}
