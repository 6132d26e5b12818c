import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseMetadataJson } from '../../src/json/lossless.js'
import { compareMappings } from '../../src/verify/index.js'
import { cleanUp, prefix, request } from '../support/opensearch.js'

type Mapping = Record<string, unknown>

const start = prefix('vfy')
let made = 0

/** @returns the mapping as the cluster gives it back from an index that was made with it. */
async function roundTrip(mappings: Mapping, analysis: Mapping = {}): Promise<Mapping> {
  const index = `${start}${made++}`
  const settings = { number_of_replicas: 0, ...analysis }
  const created = await request('PUT', `/${index}`, { settings, mappings })
  expect(created.status, created.text).toBe(200)
  const { text } = await request('GET', `/${index}/_mapping`)
  await request('DELETE', `/${index}`)
  return (parseMetadataJson(text) as Record<string, { mappings: Mapping }>)[index]?.mappings ?? {}
}

const COMMON = { index: true, doc_values: true, store: false, meta: {} }
const NUMERIC = {
  ...COMMON,
  coerce: true,
  ignore_malformed: false,
  null_value: null,
  skip_list: false,
  copy_to: [],
}
const DATE = {
  ...COMMON,
  boost: 1,
  format: 'strict_date_optional_time||epoch_millis',
  print_format: 'strict_date_optional_time',
  locale: '',
  ignore_malformed: false,
}
const RANGE = { ...COMMON, coerce: true, boost: 1 }
const TEXT = {
  index: true,
  store: false,
  meta: {},
  index_options: 'positions',
  term_vector: 'no',
  norms: true,
  analyzer: 'default',
  search_analyzer: 'default',
  search_quote_analyzer: 'default',
  similarity: null,
}
const FIELDDATA = { min: 0, max: 2147483647, min_segment_size: 0 }
const OBJECT = { enabled: true, dynamic: true, properties: {} }

/** Every default of every type, spelled out. */
const FIELDS: Record<string, Mapping> = {
  text: {
    ...TEXT,
    boost: 1,
    eager_global_ordinals: false,
    position_increment_gap: -1,
    fielddata: false,
    fielddata_frequency_filter: FIELDDATA,
    index_prefixes: null,
    index_phrases: false,
    fields: {},
    copy_to: [],
  },
  match_only_text: { ...TEXT, index_options: 'docs', norms: false },
  search_as_you_type: { ...TEXT, doc_values: false, max_shingle_size: 3 },
  keyword: {
    ...COMMON,
    boost: 1,
    null_value: null,
    eager_global_ordinals: false,
    ignore_above: 2147483647,
    index_options: 'docs',
    norms: false,
    similarity: null,
    use_similarity: false,
    normalizer: 'default',
    split_queries_on_whitespace: false,
  },
  ...Object.fromEntries(
    ['long', 'integer', 'short', 'byte', 'double', 'float', 'half_float', 'unsigned_long'].map((type) => [
      type,
      NUMERIC,
    ]),
  ),
  scaled_float: { ...NUMERIC, scaling_factor: 100 },
  date: DATE,
  date_nanos: DATE,
  boolean: { ...COMMON, boost: 1, null_value: null },
  ip: { ...COMMON, ignore_malformed: false, null_value: null },
  geo_point: { ...COMMON, boost: 1, ignore_malformed: false, ignore_z_value: true },
  geo_shape: { ...COMMON, coerce: false, ignore_malformed: false, ignore_z_value: true, orientation: 'ccw' },
  nested: { ...OBJECT, include_in_parent: false, include_in_root: false },
  object: OBJECT,
  join: { eager_global_ordinals: true, relations: { question: ['answer'] } },
  completion: {
    analyzer: 'simple',
    search_analyzer: 'simple',
    preserve_separators: true,
    preserve_position_increments: true,
    max_input_length: 50,
    meta: {},
  },
  token_count: {
    ...COMMON,
    analyzer: 'standard',
    null_value: null,
    enable_position_increments: true,
    skip_list: false,
  },
  percolator: {},
  binary: { meta: {}, store: false, doc_values: false },
  ...Object.fromEntries(['integer', 'long', 'float', 'double', 'ip'].map((type) => [`${type}_range`, RANGE])),
  date_range: { ...RANGE, format: DATE.format, locale: '' },
  alias: { path: 'keyword' },
  flat_object: {},
  rank_feature: { positive_score_impact: true, meta: {} },
  rank_features: { positive_score_impact: true, meta: {} },
  constant_keyword: { value: 'x' },
  wildcard: { null_value: null, ignore_above: 2147483647, normalizer: 'default', doc_values: true, meta: {} },
  version: COMMON,
  hll: { precision: 14, index: false, store: false, doc_values: true, meta: {} },
}

const WIDE: Mapping = {
  dynamic: true,
  date_detection: true,
  numeric_detection: false,
  dynamic_date_formats: 'yyyy',
  dynamic_templates: [
    { all: { match: '*', match_pattern: 'simple', mapping: { type: 'keyword', index: true } } },
  ],
  _source: { enabled: true, includes: [], excludes: [] },
  _routing: { required: false },
  _data_stream_timestamp: { enabled: false },
  _field_names: {},
  _meta: {},
  properties: Object.fromEntries(Object.entries(FIELDS).map(([type, params]) => [type, { type, ...params }])),
}

beforeAll(() => cleanUp(start))
afterAll(() => cleanUp(start))

describe('defaults', () => {
  it('holds every default that the cluster leaves out', async () => {
    const check = compareMappings(WIDE, await roundTrip(WIDE))
    expect(check.differences).toEqual([])
    expect(check.extra).toEqual([])
    expect(check.ok).toBe(true)
  })

  it('lists as extra nothing of what the cluster adds to bare fields', async () => {
    const needed: Record<string, Mapping> = {
      scaled_float: { scaling_factor: 100 },
      token_count: { analyzer: 'standard' },
      alias: { path: 'keyword' },
      constant_keyword: { value: 'x' },
      join: { relations: { question: 'answer' } },
    }
    const properties = Object.keys(FIELDS).map((type) => [type, { type, ...needed[type] }])
    const bare = { properties: Object.fromEntries(properties) }
    expect(compareMappings(bare, await roundTrip(bare))).toMatchObject({ ok: true, extra: [] })
  })
})

// [type, the dump's parameters, the cluster's]
const CHANGES: [string, Mapping, Mapping][] = [
  ['text', { norms: true }, { norms: false }],
  ['text', { norms: false }, {}],
  ['text', { analyzer: 'standard' }, { analyzer: 'simple' }],
  ['text', { analyzer: 'simple', search_analyzer: 'standard' }, { analyzer: 'simple' }],
  [
    'text',
    { analyzer: 'simple', search_analyzer: 'simple' },
    { analyzer: 'simple', search_analyzer: 'standard' },
  ],
  ['text', { index_options: 'docs' }, {}],
  ['text', { term_vector: 'no' }, { term_vector: 'yes' }],
  ['text', { fields: { raw: { type: 'keyword' } } }, {}],
  [
    'text',
    { fields: { raw: { type: 'keyword', ignore_above: 256 } } },
    { fields: { raw: { type: 'keyword' } } },
  ],
  ['text', { index_prefixes: { min_chars: 2, max_chars: 5 } }, {}],
  ['text', { copy_to: 'a' }, { copy_to: ['a', 'b'] }],
  ['text', { similarity: 'boolean' }, { similarity: 'BM25' }],
  ['text', { boost: 2 }, {}],
  ['keyword', { norms: true }, {}],
  ['keyword', { index_options: 'freqs' }, {}],
  ['keyword', { doc_values: true }, { doc_values: false }],
  ['keyword', { ignore_above: 256 }, {}],
  ['keyword', { normalizer: 'lowercase' }, {}],
  ['keyword', { null_value: '' }, {}],
  ['keyword', { null_value: '1.0' }, { null_value: '1' }],
  ['keyword', { meta: { unit: 'm' } }, {}],
  ['long', { coerce: true }, { coerce: false }],
  ['long', { coerce: true }, {}],
  ['long', { index: false }, {}],
  ['long', { null_value: 1 }, { null_value: 2 }],
  ['unsigned_long', { null_value: '18446744073709551615' }, { null_value: '18446744073709551614' }],
  ['date', { format: 'yyyy' }, {}],
  ['date', { locale: 'de' }, {}],
  ['binary', { doc_values: true }, {}],
  ['search_as_you_type', { max_shingle_size: 3 }, { max_shingle_size: 2 }],
  ['completion', { max_input_length: 50 }, { max_input_length: 20 }],
  ['join', { relations: { q: ['a', 'b'] } }, { relations: { q: 'a' } }],
  ['geo_shape', { orientation: 'left' }, { orientation: 'right' }],
  ['geo_shape', { orientation: 'left' }, {}],
  ['nested', { include_in_root: true }, {}],
  ['nested', { dynamic: 'strict' }, { dynamic: true }],
  ['object', { enabled: false }, {}],
  ['object', { properties: { a: { type: 'keyword' } } }, { properties: { a: { type: 'text' } } }],
  ['rank_feature', { positive_score_impact: false }, {}],
]

describe('changes', () => {
  it.each(CHANGES)('notices on %s the change from %j to %j', async (type, dumped, changed) => {
    const needed = type === 'join' ? { relations: { q: 'a' } } : {}
    const of = (params: Mapping) => ({ properties: { field: { type, ...needed, ...params } } })
    expect(compareMappings(of(dumped), await roundTrip(of(dumped))).differences).toEqual([])
    const check = compareMappings(of(dumped), await roundTrip(of(changed)))
    expect(check.ok).toBe(false)
    expect(check.differences[0]).toMatch(/^`field\..* in the dump, .* in the cluster$/)
  })

  it.each<[Mapping, Mapping]>([
    [{ dynamic: 'strict' }, { dynamic: true }],
    [{ dynamic: true }, {}],
    [{ numeric_detection: true }, {}],
    [{ _routing: { required: true } }, {}],
    [{ _source: { excludes: ['secret'] } }, {}],
    [{ _source: { enabled: true } }, { _source: { enabled: false } }],
    [{ _meta: { version: 1 } }, { _meta: { version: 2 } }],
    [{ dynamic_date_formats: [] }, {}],
    [{ dynamic_templates: [{ a: { match: '*', mapping: { type: 'text' } } }] }, {}],
    [{ properties: { 'a.b': { type: 'keyword' } } }, { properties: { a: { properties: {} } } }],
  ])('notices at the root the change from %j to %j', async (dumped, changed) => {
    expect(compareMappings(dumped, await roundTrip(dumped)).differences).toEqual([])
    expect(compareMappings(dumped, await roundTrip(changed)).ok).toBe(false)
  })
})

describe('respellings', () => {
  it.each<[Mapping]>([
    [{ type: 'text', analyzer: 'simple', search_analyzer: 'standard', search_quote_analyzer: 'standard' }],
    [{ type: 'keyword', boost: '1.0', doc_values: 'true', ignore_above: '256', copy_to: 'a' }],
    [{ type: 'double', null_value: '1.0', index: 'false' }],
    [{ type: 'unsigned_long', null_value: '18446744073709551615' }],
    [{ type: 'date', locale: 'en-US', null_value: 0 }],
    [{ type: 'date', locale: 'ROOT' }],
    [{ type: 'geo_point', null_value: '1.5,2' }],
    [{ type: 'geo_point', null_value: [2, 1.5] }],
    [{ type: 'geo_shape', tree: 'quadtree', precision: '1km', points_only: false, orientation: 'clockwise' }],
    [{ type: 'geo_shape', strategy: 'term', points_only: true }],
    [{ type: 'join', relations: { q: ['c', 'a'], a: 'b' } }],
    [
      {
        type: 'completion',
        analyzer: 'standard',
        search_analyzer: 'standard',
        contexts: { name: 'p', type: 'category' },
      },
    ],
    [
      {
        type: 'object',
        properties: { 'a.b': { type: 'keyword' }, a: { properties: { c: { type: 'long' } } } },
      },
    ],
    [{ disable_objects: true, properties: { 'a.b': { type: 'keyword' } } }],
  ])('takes %j as it comes back', async (field) => {
    const mapping = { properties: { field } }
    expect(compareMappings(mapping, await roundTrip(mapping))).toMatchObject({ ok: true, extra: [] })
  })

  it('knows the search analyzer that an index defines for all its fields', async () => {
    const analysis = { analysis: { analyzer: { default_search: { type: 'simple' } } } }
    const mapping = {
      properties: { field: { type: 'text', analyzer: 'standard', search_analyzer: 'default_search' } },
    }
    expect(compareMappings(mapping, await roundTrip(mapping, analysis)).differences).toEqual([])
  })
})
