import { isObject } from '../json/objects.js'

// What OpenSearch 3.7 does to a mapping before it gives it back: leaves out defaults, respells values.
// __tests__/integration/mapping-defaults.test.ts holds this to a real server.

type Params = Record<string, unknown>

/** The level of a mapping that has no type: its root. */
export const ROOT = '(root)'

/** Where a type is not named in EXCEPTIONS, or does not name the parameter. */
const DEFAULTS: Params = {
  type: 'object',
  properties: {},
  fields: {},
  meta: {},
  copy_to: [],
  enabled: true,
  index: true,
  doc_values: true,
  store: false,
  boost: 1,
  skip_list: false,
  include_in_parent: false,
  include_in_root: false,
  // text and its kin
  analyzer: 'default',
  index_options: 'positions',
  norms: true,
  term_vector: 'no',
  eager_global_ordinals: false,
  position_increment_gap: -1,
  index_phrases: false,
  fielddata: false,
  fielddata_frequency_filter: { min: 0, max: 2147483647, min_segment_size: 0 },
  max_shingle_size: 3,
  enable_position_increments: true,
  // keyword, wildcard
  normalizer: 'default',
  ignore_above: 2147483647,
  split_queries_on_whitespace: false,
  use_similarity: false,
  // dates
  format: 'strict_date_optional_time||epoch_millis',
  print_format: 'strict_date_optional_time',
  locale: '',
  // geo_shape with prefix trees, of old
  tree: 'quadtree',
  strategy: 'recursive',
  distance_error_pct: 0.025,
  positive_score_impact: true,
}

const EXCEPTIONS: Record<string, Params> = {
  [ROOT]: {
    _source: { enabled: true, includes: [], excludes: [] },
    _routing: { required: false },
    _data_stream_timestamp: { enabled: false },
    _field_names: {},
  },
  keyword: { index_options: 'docs', norms: false },
  match_only_text: { index_options: 'docs', norms: false },
  search_as_you_type: { doc_values: false },
  binary: { doc_values: false },
  hll: { index: false, precision: 14 },
  join: { eager_global_ordinals: true },
  completion: {
    analyzer: 'simple',
    preserve_separators: true,
    preserve_position_increments: true,
    max_input_length: 50,
  },
}

/** @returns what a parameter of a field means where the mapping is silent, or undefined where nothing is known. */
export function defaultOf(field: Params, param: string, type: string): unknown {
  // An index that defines default_search searches every field with it.
  if (param.startsWith('search_') && field[param] === 'default_search') return 'default_search'
  if (param === 'search_analyzer') return field.analyzer ?? defaultOf(field, 'analyzer', type)
  if (param === 'search_quote_analyzer')
    return field.search_analyzer ?? defaultOf(field, 'search_analyzer', type)
  if (param === 'points_only') return field.strategy === 'term'
  const exceptions = Object.hasOwn(EXCEPTIONS, type) ? EXCEPTIONS[type] : undefined
  const table = exceptions && Object.hasOwn(exceptions, param) ? exceptions : DEFAULTS
  return Object.hasOwn(table, param) ? table[param] : undefined
}

const METRES: Record<string, number> = {
  mm: 0.001,
  cm: 0.01,
  m: 1,
  km: 1000,
  in: 0.0254,
  ft: 0.3048,
  yd: 0.9144,
  mi: 1609.344,
}

const SPELLINGS: Record<string, (value: unknown) => unknown> = {
  copy_to: list,
  dynamic_date_formats: list,
  relations: (value) =>
    isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([parent, children]) => [parent, list(children).sort()]))
      : value,
  contexts: (value) =>
    list(value).map((context) =>
      isObject(context) ? { ...context, type: String(context.type).toUpperCase() } : context,
    ),
  orientation: (value) => (/^(right|ccw|counterclockwise)$/i.test(String(value)) ? 'RIGHT' : 'LEFT'),
  locale: (value) => (value === 'ROOT' ? '' : String(value).replaceAll('-', '_')),
  null_value: point,
  precision: distance,
}

/** @returns the value of a parameter as OpenSearch spells it. */
export function respelled(param: string, value: unknown, type: string): unknown {
  if ((param === 'null_value' && type !== 'geo_point') || (param === 'precision' && type !== 'geo_shape'))
    return value
  const spell = Object.hasOwn(SPELLINGS, param) ? SPELLINGS[param] : undefined
  return spell && value !== undefined ? spell(value) : value
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? [...value] : [value]
}

function point(value: unknown): unknown {
  if (Array.isArray(value)) return { lat: value[1], lon: value[0] }
  const [, lat, lon] = /^\s*([-\d.]+)\s*,\s*([-\d.]+)\s*$/.exec(String(value)) ?? []
  return lat === undefined ? value : { lat: Number(lat), lon: Number(lon) }
}

function distance(value: unknown): unknown {
  const [, length, unit = 'm'] = /^([\d.]+)([a-z]*)$/.exec(String(value)) ?? []
  const metres = METRES[unit || 'm']
  return length === undefined || metres === undefined ? value : Number(length) * metres
}
