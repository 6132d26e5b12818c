import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ActionRun, isNative, runAction } from '../support/action.js'
import { type DumpedIndex, documents, dumpOf, lines, removeDumps } from '../support/dump-folder.js'
import { cleanUp, prefix, request } from '../support/opensearch.js'

const start = prefix('odd')
const digits = String(20_000_000 + randomInt(1_000_000))
let made = 0

afterAll(async () => {
  await cleanUp(start)
  await cleanUp(digits)
  await removeDumps()
})

async function restore(part: DumpedIndex, inputs: Record<string, string> = {}, name?: string) {
  const index = name ?? `${start}${made++}`
  const dump = await dumpOf({ [index]: part })
  const run = await runAction({ dump, types: typesOf(part), verify: 'full', ...inputs })
  return { index, dump, run }
}

function typesOf(part: DumpedIndex): string {
  return Object.keys(part).join(',')
}

function expectWhole(run: ActionRun, count: number): void {
  expect(run.code, run.shown).toBe(0)
  expect(run.outputs).toMatchObject({ status: 'restored', documents: String(count), verified: 'true' })
}

async function expectNothingWritten(run: ActionRun, index: string, reason: string): Promise<void> {
  expect(run.code, run.shown).toBe(1)
  expect(run.outputs.status).toBe('failed')
  expect(run.annotations).toHaveLength(1)
  expect(run.annotations[0]?.title).toContain(index)
  expect(run.annotations[0]?.message).toContain(reason)
  expect((await request('HEAD', `/${index}`)).status).toBe(404)
}

/** @returns the document as the cluster has it, its numbers as they were written */
async function sourceText(index: string, id: string): Promise<string> {
  return (await request('GET', `/${index}/_source/${encodeURIComponent(id)}`)).text
}

async function count(index: string): Promise<unknown> {
  return (await request('GET', `/${index}/_count`)).body.count
}

describe('an id under several routings', () => {
  const settings = { index: { number_of_shards: '6', number_of_replicas: '0' } }

  /** Documents as they are in an index of six shards; routings that share a shard are one document there too. */
  async function dumpedDocuments(): Promise<object[]> {
    const index = `${start}routed`
    await request('PUT', `/${index}`, { settings })
    for (let n = 0; n < 6; n++) {
      await request('PUT', `/${index}/_doc/same?refresh=true&routing=r${n}`, { n })
    }
    const { body } = await request('GET', `/${index}/_search`)
    await request('DELETE', `/${index}`)
    return (body.hits as { hits: object[] }).hits
  }

  it('is several documents where the index has its shards, and one on one shard', async () => {
    const routed = await dumpedDocuments()
    expect(routed.length).toBeGreaterThan(2)
    const data = [...routed, ...documents(20)]
    const { index, run } = await restore({ data, settings, mapping: {} })
    expectWhole(run, data.length)
    expect(await count(index)).toBe(data.length)

    const one = await restore({ data, settings, mapping: {} }, { types: 'mapping,data' })
    const counts = `${data.length} documents due, 21 in the cluster, ${routed.length - 1} missing`
    await expectNothingWritten(one.run, one.index, counts)
    expect(one.run.annotations[0]?.message).toContain('add `settings` to `types`')
  })
})

describe('documents that are named twice', () => {
  it.each([
    ['many small batches at once', { concurrency: '4', 'batch-size': '1kb' }],
    ['one batch', { concurrency: '1' }],
  ])('the last line wins: %s', async (_, inputs) => {
    const line = (n: number, which: string) => ({ _id: String(n), _source: { n, line: which } })
    // Each third again right after itself, and each ninth once more some batches later.
    const data = Array.from({ length: 900 }, (__, n) => [
      line(n, n % 3 === 0 ? 'first' : 'only'),
      ...(n % 3 === 0 ? [line(n, n % 9 === 0 ? 'second' : 'last')] : []),
      ...(n >= 90 && n % 9 === 0 ? [line(n - 90, 'last')] : []),
    ]).flat()
    const { index, run } = await restore({ data }, inputs)
    expectWhole(run, 900)
    expect(run.report?.indices[0]?.superseded).toBe(390)
    expect(run.summary).toContain('390 documents of the dump gave way to a later one')
    const found = await request('GET', `/${index}/_count?q=line:last`)
    // The last ninths have no third line.
    expect(found.body.count).toBe(290)
  })
})

describe('documents that are named twice and rejected', () => {
  it('are rejected once, whichever of their lines the cluster refuses, and their older line is not there', async () => {
    const mapping = { properties: { day: { type: 'date' } } }
    const line = (_id: string, day: string) => ({ _id, _source: { day } })
    const data = [
      ...[
        line('both', 'no day'),
        line('last', '2026-01-01'),
        line('first', 'no day'),
        line('none', '2026-01-01'),
      ],
      ...[
        line('both', 'none'),
        line('last', 'none'),
        line('first', '2026-01-02'),
        line('none', '2026-01-02'),
      ],
    ]
    const { index, run } = await restore({ data, mapping }, { 'max-rejected': '2' })
    expect(run.code, run.shown).toBe(0)
    expect(run.outputs).toMatchObject({ rejected: '2', documents: '2' })
    const rejections = run.report?.indices[0]?.rejections.map(({ id }) => id)
    expect(rejections?.toSorted()).toEqual(['both', 'last'])
    expect(JSON.parse(await sourceText(index, 'first'))).toEqual({ day: '2026-01-02' })
    expect(JSON.parse(await sourceText(index, 'none'))).toEqual({ day: '2026-01-02' })
    expect(await count(index)).toBe(2)
  })
})

describe('ids and metadata', () => {
  it('documents without an id are each one, and a second run does not double them', async () => {
    const data = Array.from({ length: 40 }, (_, n) => ({ _source: { n: n % 10 } }))
    const { index, dump, run } = await restore({ data })
    expectWhole(run, 40)
    expect(await count(index)).toBe(40)
    const again = await runAction({ dump, types: 'data', verify: 'full', 'if-exists': 'append' })
    expect(again.code, again.shown).toBe(0)
    expect(await count(index)).toBe(40)
  })

  it('a document without an id over many lines, of which some are blank', async () => {
    const { run } = await restore({ data: '{\n\n"_source":\r\n \n{"n":1}}\n' })
    expectWhole(run, 1)
  })

  it('ids of all kinds', async () => {
    const ids = [
      'a/b',
      'ü ñ',
      '"quoted"',
      '_under',
      '0',
      '1e3',
      ' ',
      '__proto__',
      'a\nb',
      '😀',
      'x'.repeat(512),
      7,
    ]
    const data = ids.map((id, n) => ({ _id: id, _source: { n } }))
    const { index, run } = await restore({ data })
    expectWhole(run, ids.length)
    expect(JSON.parse(await sourceText(index, 'a/b'))).toEqual({ n: 0 })
    expect(JSON.parse(await sourceText(index, '7'))).toEqual({ n: 11 })
  })

  it('meta that OpenSearch refuses is left out, and routing kept', async () => {
    const data = [
      { _id: 'f', fields: { _routing: ['a'], other: [1] }, _source: { n: 1 } },
      { _id: 'p', _parent: 'b', _source: { n: 2 } },
      { _id: 'fp', fields: { _parent: 'b', _timestamp: 12 }, _source: { n: 3 } },
      {
        _id: 't',
        _timestamp: 1,
        _ttl: 5,
        _version: 7,
        _type: 'doc',
        sort: [1],
        _score: null,
        _source: { n: 4 },
      },
      { _id: 'r', _routing: 'c', _source: { n: 5 } },
    ]
    const settings = { index: { number_of_shards: '3' } }
    const { index, run } = await restore({ data, settings, mapping: {} })
    expectWhole(run, 5)
    const routings = await request('GET', `/${index}/_search?sort=n&stored_fields=_routing`)
    const { hits } = routings.body.hits as { hits: { _id: string; _routing?: string }[] }
    expect(hits.map(({ _id, _routing }) => [_id, _routing])).toEqual([
      ['f', 'a'],
      ['p', 'b'],
      ['fp', 'b'],
      ['t', undefined],
      ['r', 'c'],
    ])
  })
})

describe('values', () => {
  const document = (id: string, source: string) => `{"_index":"x","_id":"${id}","_source":${source}}\n`

  it('integers of 64 bits are exact', async () => {
    const source = '{"n":9007199254740993,"list":[9223372036854775807,1],"deep":{"m":12345678901234567}}'
    const { index, run } = await restore({ data: document('a', source) + document('b', '{"n":1}') })
    expectWhole(run, 2)
    expect(await sourceText(index, 'a')).toBe(source)
  })

  it('ids and routings of digits are what they were beside integers of 64 bits', async () => {
    const ids = [
      '9007199254740993',
      '12345678901234567890123',
      '1e20',
      '5e12345678901234567890',
      '0012345678901234567',
    ]
    const data = ids.map((id) => `{"_id":"${id}","_routing":"${id}","_source":{"n":9007199254740993}}\n`)
    const { index, run } = await restore({ data: data.join('') })
    expectWhole(run, ids.length)
    const { body } = await request('GET', `/${index}/_search?stored_fields=_routing`)
    const { hits } = body.hits as { hits: { _id: string; _routing: string }[] }
    const found = hits.map(({ _id, _routing }) => `${_id} ${_routing}`)
    expect(found.sort()).toEqual(ids.map((id) => `${id} ${id}`).sort())
  })

  it('digits in strings stay strings', async () => {
    const source = '{"n":"9007199254740993","e":"1e3","list":["12345678901234567"]}'
    const { index, run } = await restore({ data: document('a', source) })
    expectWhole(run, 1)
    expect(await sourceText(index, 'a')).toBe(source)
  })

  it('numbers with another spelling of the same value pass', async () => {
    const source = '{"a":1.0,"b":1.50,"c":1e3,"d":0.1,"e":-0.0,"f":"\\ud83d\\ude00"}'
    const { run } = await restore({ data: document('a', source) })
    expectWhole(run, 1)
  })

  it.each([
    ['both of the two', document('a', '{"n":9007199254740993}') + document('b', '{"n":"9007199254740993"}')],
    ['negative integers of 64 bits', document('a', '{"n":-9007199254740993}')],
    ['1e400', document('a', '{"n":1e400}')],
    ['long decimals', document('a', '{"n":0.12345678901234567890}')],
    ['a field called __proto__', document('a', '{"__proto__":{"a":1}}')],
    ['half of a surrogate pair', document('a', '{"s":"\\ud800"}')],
  ])('%s: elasticdump cannot carry it, and nothing is written; native can', async (_, data) => {
    const { index, run } = await restore({
      data:
        documents(5)
          .map((one) => lines([one]))
          .join('') + data,
      mapping: { dynamic: false },
    })
    if (isNative) {
      const sent = data.trimEnd().split('\n')
      expectWhole(run, 5 + sent.length)
      for (const line of sent) {
        const [, id = '', source = ''] = /"_id":"(\w)","_source":(.*)}$/.exec(line) ?? []
        expect(await sourceText(index, id)).toBe(source)
      }
      return
    }
    await expectNothingWritten(run, index, 'elasticdump cannot restore this dump unchanged')
    expect(run.report?.indices[0]?.failure?.code).toBe('ENGINE_CANNOT_CARRY')
    expect(run.annotations[0]?.message).toMatch(new RegExp(`${index}\\.json, line [67]`))
  })
})

describe('names', () => {
  it.each([
    ['digits only', digits],
    ['dots and hyphens', `${start}shop.orders-2026.01.04-at-06.54`],
    ['an ending that names a type', `${start}site-settings`],
  ])('%s', async (_, name) => {
    const mapping = { properties: { n: { type: 'short' } } }
    const alias = { [`${start}${name}-alias`]: {} }
    const { run } = await restore({ data: documents(7), mapping, alias }, {}, name)
    expectWhole(run, 7)
    expect(await count(name)).toBe(7)
    const mappings = await request('GET', `/${name}/_mapping`)
    expect(mappings.body).toEqual({ [name]: { mappings: mapping } })
  })
})

describe('forms of files', () => {
  let pretty: string

  beforeAll(() => {
    pretty = documents(12, (n) => ({ n, text: '}{"\\' }))
      .map((document) => JSON.stringify(document, null, 2))
      .join('\n')
  })

  it('a mapping of Elasticsearch 6, with a type', async () => {
    const mapping = { _doc: { properties: { n: { type: 'short' } } } }
    const { index, run } = await restore({ data: documents(3), mapping })
    expectWhole(run, 3)
    const mappings = await request('GET', `/${index}/_mapping`)
    expect(mappings.body).toEqual({ [index]: { mappings: mapping._doc } })
  })

  it('objects over many lines', async () => {
    const { index, run } = await restore({ data: pretty })
    expectWhole(run, 12)
    expect(JSON.parse(await sourceText(index, '11'))).toEqual({ n: 11, text: '}{"\\' })
  })

  it('an empty data file is an empty index', async () => {
    const mapping = { properties: { n: { type: 'short' } } }
    const index = `${start}${made++}`
    const dump = await dumpOf({ [index]: { data: '\n', mapping } })
    const run = await runAction({ dump, verify: 'full' })
    expectWhole(run, 0)
    expect(await count(index)).toBe(0)
    expect((await request('GET', `/${index}/_mapping`)).body).toEqual({ [index]: { mappings: mapping } })
  })
})
