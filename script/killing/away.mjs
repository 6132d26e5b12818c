// For how long the name is away, as readers see it who ask for it as fast as they can.
import { spread } from '../benchmark/figures.mjs'
import { startAction } from '../lib/start-action.mjs'
import { startReaders } from './readers.mjs'
import { COUNTS, makeOld, removeAll } from './target.mjs'

/** Nobody may see a gap where one restore follows another: every failed read is bad there. */
const WAYS = [
  { way: 'replace', title: '`replace`', ifExists: 'replace', isAnew: true },
  { way: 'first-swap', title: 'the first `swap`, away from an index', ifExists: 'swap', isAnew: true },
  { way: 'swaps', title: '`swap` after `swap`', ifExists: 'swap', isAnew: false, isGapless: true },
]

/** @returns how many reads saw what they must not see */
export async function measureAway(setting, { runs, ways }) {
  const rows = []
  let bad = 0
  for (const way of WAYS.filter(({ way }) => ways.includes(way))) {
    const seen = await observe(setting, way, runs)
    const wrong = seen.partial.length + (way.isGapless ? seen.failed : 0)
    if (wrong > 0) process.stderr.write(`BAD, ${way.title}: ${JSON.stringify(seen)}\n`)
    bad += wrong
    const away = seen.gaps.length > 0 ? spread(seen.gaps, 0) : '0'
    const { reads, failed, partial } = seen
    rows.push(
      `| ${way.title} | ${runs} | ${reads} | ${failed} | ${partial.length} | ${seen.gaps.length} | ${away} |`,
    )
  }
  process.stdout.write(
    [
      '| restore | times | reads | failed | of a part | gaps | ms without an answer: median (from–to) |',
      '| --- | --: | --: | --: | --: | --: | --: |',
      ...rows,
    ].join('\n'),
  )
  process.stdout.write('\n')
  return bad
}

async function observe(setting, { ifExists, isAnew }, runs) {
  const { url, target } = setting
  const all = { reads: 0, failed: 0, partial: [], gaps: [] }
  if (!isAnew) {
    await makeOld(url, target, true)
    await restore(setting, ifExists)
  }
  for (let run = 0; run < runs; run++) {
    if (isAnew) await makeOld(url, target, false)
    const readers = startReaders(url, target, COUNTS)
    await restore(setting, ifExists)
    const { reads, failed, partial, gaps } = await readers.stop()
    all.reads += reads
    all.failed += failed
    all.partial.push(...partial)
    // What is longest is the gap that readers see; shorter ones lie within it.
    if (gaps.length > 0) all.gaps.push(Math.max(...gaps))
  }
  await removeAll(url, target)
  return all
}

async function restore(setting, ifExists) {
  const { url, dump, engine } = setting
  const inputs = { uri: url, dump, engine, types: 'mapping,data', 'if-exists': ifExists, verify: 'full' }
  const { said, ended } = await startAction(setting, { inputs, workflowRun: String(Date.now()), attempt: 1 })
  if ((await ended) !== 0) throw new Error(said.log)
}
