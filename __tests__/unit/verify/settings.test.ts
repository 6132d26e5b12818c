import { describe, expect, it } from 'vitest'
import { compareSettings, flatten } from '../../../src/verify/index.js'

describe('flatten', () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['nested', { index: { blocks: { write: true } } }, { 'blocks.write': 'true' }],
    ['dotted', { 'index.blocks.write': true }, { 'blocks.write': 'true' }],
    ['without the level index', { number_of_shards: 2 }, { number_of_shards: '2' }],
    ['null', { index: { blocks: { write: null } } }, {}],
    ['a list', { sort: { field: ['a', 1, true] } }, { 'sort.field': ['a', '1', 'true'] }],
    [
      'an empty list',
      { analysis: { filter: { s: { stopwords: [] } } } },
      { 'analysis.filter.s.stopwords': [] },
    ],
    ['a list of objects', { analysis: { filter: [{ type: 'stop' }] } }, { 'analysis.filter.0.type': 'stop' }],
    ['an empty object', { routing: { allocation: {} } }, {}],
    [
      'a name with a dot',
      { analysis: { analyzer: { 'x.y': { type: 'stop' } } } },
      { 'analysis.analyzer.x.y.type': 'stop' },
    ],
    [
      'a key that only begins like index',
      { index_name: 'a', indexing: { x: 1 } },
      { index_name: 'a', 'indexing.x': '1' },
    ],
  ])('takes %s', (_, settings, flat) => {
    expect(flatten(settings)).toEqual(flat)
  })
})

/** What OpenSearch 3.7 gives every index. */
const BARE = {
  creation_date: '1795390020144',
  number_of_replicas: '1',
  number_of_shards: '1',
  provided_name: 'x',
  replication: { type: 'DOCUMENT' },
  uuid: 'NPzpqFm_TUysMNVzozkLug',
  version: { created: '137287827' },
}

describe('compareSettings', () => {
  it.each<[Record<string, unknown>, Record<string, unknown>]>([
    [{ refresh_interval: '1000ms' }, { refresh_interval: '1000ms' }],
    [{ hidden: false }, { hidden: 'false' }],
    [{ max_result_window: 5000 }, { max_result_window: '5000' }],
    [
      { analysis: { analyzer: { a: { filter: 'lowercase' } } } },
      { analysis: { analyzer: { a: { filter: ['lowercase'] } } } },
    ],
    [{ similarity: { s: { k1: 1e-7 } } }, { similarity: { s: { k1: '1.0E-7' } } }],
    [{ blocks: { write: null } }, {}],
  ])('finds %j in %j', (expected, actual) => {
    expect(compareSettings(expected, { index: { ...BARE, ...actual } }, 'settings')).toMatchObject({
      ok: true,
      extra: [],
    })
  })

  it.each<[Record<string, unknown>, Record<string, unknown>, string]>([
    [
      { refresh_interval: '1s' },
      { refresh_interval: '1000ms' },
      '`refresh_interval`: "1s" in the dump, "1000ms" in the cluster',
    ],
    [{ hidden: true }, {}, '`hidden`: "true" in the dump, absent in the cluster'],
    [
      { sort: { field: ['a', 'b'] } },
      { sort: { field: ['b', 'a'] } },
      '`sort.field`: ["a","b"] in the dump, ["b","a"] in the cluster',
    ],
    [{ number_of_shards: 2 }, {}, '`number_of_shards`: "2" in the dump, "1" in the cluster'],
    [{ x: [] }, { x: '' }, '`x`: [] in the dump, "" in the cluster'],
    [{ x: '1.0' }, { x: '1' }, '`x`: "1.0" in the dump, "1" in the cluster'],
  ])('notices %j against %j', (expected, actual, difference) => {
    const check = compareSettings(expected, { index: { ...BARE, ...actual } }, 'settings')
    expect(check).toMatchObject({ name: 'settings', ok: false, differences: [difference] })
  })

  it('lists what only the cluster has, but neither what it gives every index nor the other check’s part', () => {
    const actual = {
      index: {
        ...BARE,
        codec: 'best_compression',
        resize: { source: { name: 'y' } },
        analysis: { filter: { f: { type: 'stop' } } },
      },
    }
    expect(compareSettings({}, actual, 'settings').extra).toEqual(['codec'])
    expect(compareSettings({}, actual, 'analyzers').extra).toEqual(['analysis.filter.f.type'])
  })

  it('keeps twenty differences, shortened, and says how many there are', () => {
    const expected = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`s${i}`, 'x'.repeat(100)]))
    const check = compareSettings(expected, BARE, 'settings')
    expect(check.differences).toHaveLength(20)
    expect(check.differences[0]).toBe(`\`s0\`: "${'x'.repeat(58)}… in the dump, absent in the cluster`)
    expect(check.detail).toBe('30 settings: 30 not as in the dump')
  })
})

describe('compareSettings, of a part more than in the dump', () => {
  const analyzer = { type: 'custom', tokenizer: 'standard' }
  const dumped = { analysis: { analyzer: { x: analyzer } } }

  it.each(['analyzers', 'settings'] as const)('finds another analyzer in it, as %s', (name) => {
    const actual = { analysis: { analyzer: { x: { ...analyzer, filter: ['uppercase'] } } } }
    const { ok, differences, extra } = compareSettings(dumped, actual, name)
    expect({ ok, differences, extra }).toEqual({
      ok: false,
      differences: ['`analysis.analyzer.x.filter`: absent in the dump, ["uppercase"] in the cluster'],
      extra: [],
    })
  })

  it('lists a whole analyzer, and a filter of the same name', () => {
    const more = {
      analyzer: { x: analyzer, xy: { ...analyzer, filter: ['x'] } },
      filter: { x: { type: 'stop' } },
    }
    const { ok, extra } = compareSettings(dumped, { analysis: more }, 'analyzers')
    expect(ok).toBe(true)
    expect(extra).toEqual([
      'analysis.analyzer.xy.type',
      'analysis.analyzer.xy.tokenizer',
      'analysis.analyzer.xy.filter',
      'analysis.filter.x.type',
    ])
  })
})

describe('compareSettings with what a new index was before its data', () => {
  const dumped = { analysis: { filter: { few: { type: 'stop' } } }, refresh_interval: '5s' }
  const added = { analysis: { analyzer: { default: { type: 'keyword' } } } }
  const actual = {
    ...dumped,
    analysis: { ...dumped.analysis, ...added.analysis },
    final_pipeline: 'late',
    max_inner_result_window: '7',
  }

  it('notices a setting that came later, and lists what templates brought', () => {
    const made = { ...dumped, ...BARE, max_inner_result_window: '7' }
    expect(compareSettings(dumped, { ...BARE, ...actual }, 'settings', made)).toMatchObject({
      ok: false,
      differences: ['`final_pipeline`: absent in the dump, "late" in the cluster'],
      extra: ['max_inner_result_window'],
    })
  })

  it('notices an analyzer that came later', () => {
    const differences = ['`analysis.analyzer.default.type`: absent in the dump, "keyword" in the cluster']
    expect(compareSettings(dumped, actual, 'analyzers', dumped)).toMatchObject({ ok: false, differences })
    expect(compareSettings(dumped, actual, 'analyzers', actual)).toMatchObject({ ok: true })
  })

  it('takes the block of a full disk for what it is', () => {
    const blocked = { ...dumped, blocks: { read_only_allow_delete: 'true' } }
    const extra = ['blocks.read_only_allow_delete']
    expect(compareSettings(dumped, blocked, 'settings', dumped)).toMatchObject({ ok: true, extra })
  })
})
