import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { isNative, runAction } from '../support/action.js'
import { type DumpedIndex, dumpOf, lines, removeDumps } from '../support/dump-folder.js'
import { cleanUp, prefix } from '../support/opensearch.js'
import { clusterState, type IndexState } from '../support/state.js'

const start = prefix('engines')

afterAll(async () => {
  await cleanUp(start)
  await removeDumps()
})

/** Restores a dump with each engine in turn. @returns what each left in the cluster, and told of it */
async function withBoth(dump: string, inputs: Record<string, string>) {
  const outcome: Record<string, { state: Record<string, IndexState>; told: unknown }> = {}
  for (const engine of ['elasticdump', 'native']) {
    await cleanUp(start)
    const run = await runAction({ dump, engine, verify: 'full', ...inputs })
    expect(run.code, run.shown).toBe(0)
    expect(run.report?.engine).toBe(engine)
    const told = run.report?.indices.map(
      ({ name, source, action, types, documents, superseded, verified, checks }) => ({
        ...{ name, source, action, types, documents, superseded, verified, checks },
      }),
    )
    outcome[engine] = { state: await clusterState(`${start}*`), told }
  }
  return outcome
}

const settings = {
  index: {
    number_of_shards: '3',
    number_of_replicas: '1',
    refresh_interval: '5s',
    max_ngram_diff: '2',
    default_pipeline: '_none',
    blocks: { write: 'true' },
    analysis: {
      tokenizer: { parts: { type: 'ngram', min_gram: '2', max_gram: '4' } },
      analyzer: { parts: { type: 'custom', tokenizer: 'parts', filter: ['lowercase'] } },
    },
  },
}

const mapping = {
  dynamic: 'strict',
  properties: {
    n: { type: 'integer' },
    text: { type: 'text', analyzer: 'parts' },
    tags: { type: 'keyword' },
    parts: { type: 'nested', properties: { a: { type: 'long' } } },
    raw: { type: 'object', enabled: false },
  },
}

/** As elasticdump would write them: with metadata of all kinds, and text that JSON.stringify writes the same way. */
function dumped(count: number): object[] {
  return Array.from({ length: count }, (_, n) => ({
    _index: 'elsewhere',
    ...(n % 7 === 0 ? {} : { _id: ['', 'ü/', '"q" \\', '0', '#?&'][n % 5] + String(n) }),
    ...(n % 3 === 0 ? { _routing: `r${n % 4}` } : n % 11 === 0 ? { fields: { _routing: ['f'] } } : {}),
    _score: 1,
    _source: {
      n,
      text: `Größe ${n} 😀 \u2028 "\n`,
      tags: n % 2 ? ['a', 'b'] : null,
      parts: Array.from({ length: n % 3 }, (__, a) => ({ a })),
      raw: { deep: [[{ er: -0.5 }], {}], digits: '9007199254740993' },
    },
    sort: [n],
  }))
}

describe.runIf(isNative)('both engines leave the same cluster', () => {
  it('of a dump with everything, documents without id, of several routings, and named twice', async () => {
    const data = dumped(3000)
    // Those without an id are named by their place.
    const again = data.filter((one) => '_id' in one).slice(100, 900)
    const index: DumpedIndex = {
      data: [...data, ...again],
      mapping,
      settings,
      alias: {
        [`${start}read`]: { filter: { term: { tags: 'a' } } },
        [`${start}hidden`]: { is_hidden: true },
      },
    }
    const small: DumpedIndex = { data: dumped(5), mapping: {} }
    const dump = await dumpOf({
      [`${start}all`]: index,
      [`${start}small`]: small,
      [`${start}empty`]: { data: '\n' },
    })
    const { native, elasticdump } = await withBoth(dump, {
      types: 'all',
      'batch-size': '20kb',
      concurrency: '4',
    })
    expect(native).toEqual(elasticdump)
    expect(native?.state[`${start}all`]).toMatchObject({ count: 3000 })
    expect(Object.keys(native?.state[`${start}all`]?.documents ?? {})).toHaveLength(3000)
    expect(Object.keys(native?.state ?? {})).toEqual([`${start}all`, `${start}empty`, `${start}small`])
  })

  it('of split and gzip files, where nothing but data is restored', async () => {
    const index = `${start}split`
    const data = dumped(900)
    const dump = await dumpOf({ [index]: { data } })
    await rm(join(dump, `${index}.json`))
    await writeFile(join(dump, `${index}.split-0.json`), lines(data.slice(0, 400)))
    await writeFile(join(dump, `${index}.split-1.json.gz`), gzipSync(lines(data.slice(400))))
    const { native, elasticdump } = await withBoth(dump, { types: 'data' })
    expect(native).toEqual(elasticdump)
    expect(native?.state[index]).toMatchObject({ count: 900 })
  })

  it('where documents are rejected, and tell the same of them', async () => {
    const index = `${start}rejected`
    const data = [
      ...dumped(40),
      { _id: 'bad', _source: { n: 'bad' } },
      { _id: 'twice', _source: { n: 1 } },
      { _id: 'strict', _source: { unknown: 1 } },
      { _id: 'twice', _source: { n: 'bad' } },
    ]
    const analysis = { index: { ...settings.index, blocks: {} } }
    const dump = await dumpOf({ [index]: { data, mapping, settings: analysis } })
    const { native, elasticdump } = await withBoth(dump, {
      types: 'analyzer,mapping,data',
      'max-rejected': '3',
    })
    expect(native).toEqual(elasticdump)
    expect(native?.state[index]).toMatchObject({ count: 40 })
  })
})
