import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runRow } from './row.mjs'
import { rows } from './rows.mjs'
import { startOne, startThree } from './servers.mjs'

const usage = `usage: script/faults [--rows ${Object.keys(rows).join(',')}] [--engines native,elasticdump]

Restores with the built action while something goes wrong that takes minutes or much room to bring about, against servers
that it starts itself and kills: looks whether the step fails or succeeds as it has to, says why, and hurts nothing else;
and, where the fault has passed, whether the next run succeeds. Prints a table of what was left, and exits with 1 where
anything was bad. All of it takes about half an hour, 4 GB of memory and 3 GB under ${tmpdir()}.
`

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    rows: { type: 'string', default: Object.keys(rows).join(',') },
    engines: { type: 'string', default: 'native,elasticdump' },
    'tool-cache': { type: 'string', default: join(tmpdir(), 'restore-faults-tools') },
  },
})

const HEAD = [
  'fault',
  'engine',
  'seconds',
  'step',
  'its index',
  'beside',
  'before',
  'next run',
  'what it says',
]
const LONGEST = 300

async function main() {
  const chosen = values.rows.split(',').map((name) => [name, rows[name]])
  const unknown = chosen.filter(([, row]) => !row).map(([name]) => name)
  if (unknown.length > 0) throw new Error(`--rows ${unknown}: there are ${Object.keys(rows)}`)
  if (process.env.OPENSEARCH_URL)
    throw new Error('OPENSEARCH_URL is set, and servers that are killed have to be its own')
  const toolCache = values['tool-cache']
  await mkdir(toolCache, { recursive: true })
  process.stdout.write(`| ${HEAD.join(' | ')} |\n|${' --- |'.repeat(HEAD.length)}\n`)
  const single = chosen.filter(([, { nodes }]) => !nodes)
  let bad = await onServers(single.flatMap(eachEngine), startOne, toolCache)
  // A node that is lost stays away: each has three nodes of its own.
  for (const one of chosen.filter(([, { nodes }]) => nodes).flatMap(eachEngine)) {
    bad += await onServers([one], startThree, toolCache)
  }
  return bad
}

const eachEngine = ([name, row]) => values.engines.split(',').map((engine) => ({ name, row, engine }))

/** @returns how many were bad */
async function onServers(runs, start, toolCache) {
  if (runs.length === 0) return 0
  const servers = await start()
  let bad = 0
  try {
    for (const { name, row, engine } of runs) {
      const folder = await mkdtemp(join(tmpdir(), 'restore-faults-'))
      try {
        const result = await runRow(name, row, { engine, folder, toolCache, servers })
        process.stdout.write(`| ${cells(row, engine, result).join(' | ')} |\n`)
        if (result.bad) {
          bad++
          process.stderr.write(`BAD: ${name}, ${engine}: ${result.bad}\n`)
        }
      } finally {
        await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 300 })
      }
    }
  } finally {
    for (const server of servers) await server.stop()
  }
  return bad
}

function cells(
  { title },
  engine,
  { skipped, seconds, code, told = '', left, beside, before, next = '', bad },
) {
  if (skipped) return [title, engine, '', 'skipped', '', '', '', '', skipped]
  const step = `${code === 0 ? 'succeeds' : 'fails'}${bad ? ', BAD' : ''}`
  const said = told.replaceAll('|', '\\|').replaceAll('\n', ' ').slice(0, LONGEST)
  return [title, engine, seconds, step, left, beside, before, next, said]
}

if (values.help) process.stdout.write(usage)
else process.exitCode = (await main()) === 0 ? 0 : 1
