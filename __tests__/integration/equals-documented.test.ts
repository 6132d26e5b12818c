import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ENGINES, runAction } from '../support/action.js'
import { elasticdump } from '../support/elasticdump.js'
import { cleanUp, opensearchUrl, prefix, request } from '../support/opensearch.js'
import { clusterState } from '../support/state.js'

const start = prefix('documented')
const exampleStart = 'example-'
/** With a replica that one node cannot place, the documented analyzer step waits 30 s for green. */
const noReplicas = {
  index_patterns: [`${start}*`, `${exampleStart}*`],
  template: { settings: { number_of_replicas: 0 } },
}

beforeAll(async () => {
  await cleanUp(exampleStart)
  const { status, text } = await request('PUT', `/_index_template/${start}replicas`, noReplicas)
  expect(status, text).toBe(200)
})
afterEach(async () => {
  await cleanUp(start)
  await cleanUp(exampleStart)
})
afterAll(() => request('DELETE', `/_index_template/${start}replicas`))

/** The documented commands, one after another, for one index. @param files data may be many, others one */
async function restoreByHand(index: string, steps: [type: string, file: string][]): Promise<void> {
  for (const [type, file] of steps) {
    const compressed = file.endsWith('.gz') ? ['--fsCompress'] : []
    // Aliases name their index in the file.
    const output = type === 'alias' ? opensearchUrl() : `${opensearchUrl()}/${index}`
    await elasticdump(
      `--type=${type}`,
      `--input=${file}`,
      `--output=${output}`,
      '--limit=1000',
      ...compressed,
    )
  }
}

describe('the example dump', () => {
  const dump = fileURLToPath(new URL('../../examples/dump', import.meta.url))
  const files: Record<string, (type: string) => string> = {
    'example-countries': (type) => {
      const plural = { settings: 'settings', analyzer: 'analyzers', mapping: 'mappings', alias: 'aliases' }
      return join(dump, `example-countries-${plural[type as keyof typeof plural] ?? type}.json`)
    },
    'example-emoji-17.0': (type) => multiFile('example-emoji-17.0', type),
    'example-languages': (type) => multiFile('example-languages', type),
  }
  const multiFile = (index: string, type: string) =>
    join(dump, `${index}${type === 'data' ? '' : `.${type}`}.json`)

  it.each([
    ['analyzer, mapping and data, as by default', undefined, ['analyzer', 'mapping', 'data']],
    ['settings and aliases too', 'all', ['settings', 'mapping', 'data', 'alias']],
  ])('is restored as by hand: %s', async (_name, types, byHand) => {
    const byAction: unknown[] = []
    for (const engine of ENGINES) {
      const run = await runAction({ dump, engine, verify: 'full', ...(types ? { types } : {}) })
      expect(run.code, run.log).toBe(0)
      expect(run.outputs).toMatchObject({ status: 'restored', verified: 'true', documents: '2351' })
      byAction.push(await clusterState(`${exampleStart}*`))
      await cleanUp(exampleStart)
      expect(await clusterState(`${exampleStart}*`)).toEqual({})
    }

    // An index without aliases has nothing to restore, and by hand that is an error of one request.
    await Promise.all(
      Object.entries(files).map(([index, file]) => {
        const steps = byHand.filter((type) => type !== 'alias' || index !== 'example-languages')
        return restoreByHand(
          index,
          steps.map((type) => [type, file(type)]),
        )
      }),
    )
    const expected = await clusterState(`${exampleStart}*`)
    expect(Object.keys(expected)).toEqual(Object.keys(files))
    expect(expected['example-emoji-17.0']).toMatchObject({ count: 1914 })
    for (const state of byAction) expect(state).toEqual(expected)
  })
})

describe('a dump of another shape', () => {
  const index = `${start}orders.2026-01`
  let dump = ''

  beforeAll(async () => {
    dump = await mkdtemp(join(tmpdir(), 'documented-'))
  })
  afterAll(() => rm(dump, { recursive: true, force: true }))

  /** Creates the index, dumps it, and deletes it. */
  async function dumpFrom(body: object, types: [type: string, end: string, ...options: string[]][]) {
    await rm(dump, { recursive: true, force: true })
    await mkdir(dump)
    const created = await request('PUT', `/${index}`, body)
    expect(created.status, created.text).toBe(200)
    const indexed = await request('POST', `/${index}/_bulk?refresh=true`, orders())
    expect(indexed.body, indexed.text.slice(0, 2000)).toMatchObject({ errors: false })
    for (const [type, end, ...options] of types) {
      const output = join(dump, `${index}-${end}`)
      await elasticdump(
        `--type=${type}`,
        `--input=${opensearchUrl()}/${index}`,
        `--output=${output}`,
        ...options,
      )
    }
    await cleanUp(start)
  }

  async function expectAsByHand(types: string, byHand: string[]): Promise<void> {
    const byAction: unknown[] = []
    for (const engine of ENGINES) {
      const run = await runAction({ dump, engine, types, verify: 'full' })
      expect(run.code, run.log).toBe(0)
      byAction.push(await clusterState(`${start}*`))
      await cleanUp(start)
    }

    const names = (await readdir(dump)).sort()
    const steps = byHand.flatMap((type) =>
      names
        .filter((name) => name.startsWith(`${index}-${type}`))
        .map((name): [string, string] => [type, join(dump, name)]),
    )
    await restoreByHand(index, steps)
    const expected = await clusterState(`${start}*`)
    expect(expected[index]).toMatchObject({ count: 440 })
    for (const state of byAction) expect(state).toEqual(expected)
    await cleanUp(start)
  }

  it('is restored as by hand, gzip and split files', async () => {
    await dumpFrom(ORDERS, [
      ['settings', 'settings.json'],
      ['analyzer', 'analyzers.json'],
      ['mapping', 'mappings.json'],
      ['alias', 'aliases.json.gz', '--fsCompress'],
      ['data', 'data.json', '--fsCompress', '--maxRows=150'],
    ])
    expect(await readdir(dump)).toContain(`${index}-data.split-2.json.gz`)
    await expectAsByHand('analyzer,mapping,data', ['analyzer', 'mapping', 'data'])
    await expectAsByHand('alias,data,mapping,analyzer,settings', ['settings', 'mapping', 'data', 'alias'])
  })

  it('is restored as by hand from its index file', async () => {
    const { settings } = ORDERS
    const sort = { field: ['placed', 'number'], order: ['desc', 'asc'] }
    const parts = { ...settings.analysis.tokenizer.parts, max_gram: 6 }
    const analysis = { ...settings.analysis, tokenizer: { parts } }
    const body = { ...ORDERS, settings: { ...settings, sort, max_ngram_diff: 4, analysis } }
    await dumpFrom(body, [
      ['index', 'index.json'],
      ['data', 'data.json'],
    ])
    await expectAsByHand('index,data', ['index', 'data'])
  })
})

const ORDERS = {
  settings: {
    number_of_shards: 3,
    number_of_replicas: 0,
    refresh_interval: '1500ms',
    mapping: { total_fields: { limit: 500 } },
    codec: 'best_compression',
    auto_expand_replicas: '0-1',
    number_of_routing_shards: 6,
    'query.default_field': ['title', 'note'],
    'search.slowlog.threshold.query.warn': '10s',
    'write.wait_for_active_shards': '1',
    similarity: { flat: { type: 'BM25', b: 0.25 } },
    analysis: {
      char_filter: { ampersand: { type: 'mapping', mappings: ['& => and', 'ß => ss'] } },
      normalizer: {
        folded: { type: 'custom', filter: ['lowercase', 'asciifolding'], char_filter: ['ampersand'] },
      },
      tokenizer: { parts: { type: 'ngram', min_gram: 2, max_gram: 3, token_chars: ['letter', 'digit'] } },
      filter: { stopped: { type: 'stop', stopwords: '_german_' } },
      analyzer: {
        parts: { type: 'custom', tokenizer: 'parts', filter: ['lowercase'] },
        prose: {
          type: 'custom',
          tokenizer: 'standard',
          char_filter: ['ampersand'],
          filter: ['lowercase', 'stopped'],
        },
      },
    },
  },
  mappings: {
    date_detection: false,
    _meta: { owner: 'shop' },
    dynamic_templates: [
      { names: { match: '*_name', mapping: { type: 'keyword', normalizer: 'folded' } } },
      { texts: { match_mapping_type: 'string', mapping: { type: 'text', analyzer: 'prose' } } },
    ],
    properties: {
      number: { type: 'long' },
      placed: { type: 'date', format: 'yyyy-MM-dd||epoch_millis' },
      changed: { type: 'date_nanos' },
      title: {
        type: 'text',
        analyzer: 'prose',
        fields: {
          parts: { type: 'text', analyzer: 'parts' },
          raw: { type: 'keyword', normalizer: 'folded' },
        },
      },
      lines: {
        type: 'nested',
        properties: { article: { type: 'keyword' }, price: { type: 'scaled_float', scaling_factor: 100 } },
      },
      where: { type: 'geo_point' },
      area: { type: 'geo_shape' },
      from: { type: 'ip' },
      stay: { type: 'date_range', format: 'yyyy-MM-dd' },
      link: { type: 'join', relations: { order: ['return'] } },
      paid: { type: 'boolean', null_value: false },
      raw: { type: 'object', enabled: false },
      suggest: { type: 'completion' },
    },
  },
  aliases: {
    [`${start}current`]: { is_write_index: true },
    [`${start}hidden`]: { is_hidden: true },
    [`${start}paid`]: { filter: { term: { paid: true } }, routing: 'shop-1' },
    [`${start}split`]: { index_routing: 'shop-2', search_routing: 'shop-1,shop-2' },
  },
}

/** 400 orders, and a return for some of them, under its order's routing. */
function orders(): string {
  const lines: object[] = []
  for (let number = 0; number < 400; number++) {
    const day = String(1 + (number % 28)).padStart(2, '0')
    const routing = number % 3 === 0 ? { routing: `shop-${number % 5}` } : {}
    lines.push({ index: { _id: idOf(number), ...routing } })
    lines.push({
      number,
      placed: number % 2 ? `2026-01-${day}` : 1767225600000 + number,
      changed: `2026-01-${day}T10:20:30.123456789Z`,
      title: `Größe & Maß "${number}" — 数量\u2028\n\t\\ 😀`,
      customer_name: `Ärger ${number % 7}`,
      note: number % 4 ? 'bitte & danke' : null,
      lines: Array.from({ length: number % 4 }, (_, i) => ({ article: `a-${i}`, price: 0.1 * i })),
      where: number % 2 ? { lat: 1.5 + number / 10, lon: -2 } : [2.25, 48.8],
      area: {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 0],
          ],
        ],
      },
      from: number % 2 ? `10.0.0.${number % 250}` : '2001:db8::1',
      stay: { gte: '2026-01-01', lt: `2026-02-${day}` },
      link: 'order',
      paid: number % 5 === 0 ? null : number % 2 === 0,
      raw: { b: [1, [2, {}], 'x'], a: { deep: { er: -0.0000012 } }, '': [] },
      suggest: { input: [`Größe ${number}`], weight: number },
    })
    if (number % 10 > 0) continue
    const parent = idOf(number)
    lines.push({ index: { _id: `return of ${parent}`, routing: parent } })
    lines.push({ number: -number, placed: '2026-02-01', link: { name: 'return', parent } })
  }
  return `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`
}

function idOf(number: number): string {
  return ['', '0', 'a/b?c=', 'ü %41 ', '"q"\\'][number % 5] + String(number)
}
