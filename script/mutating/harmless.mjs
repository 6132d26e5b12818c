// Variations that leave the index what the dump says: none of them may fail.
import { stringify } from 'lossless-json'

/** Every member of every object in another order. */
function turned(value) {
  if (Array.isArray(value)) return value.map(turned)
  if (value === null || typeof value !== 'object' || 'isLosslessNumber' in value) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, turned(inner)]),
  )
}

/** Every number and flag as text. */
function asText(value) {
  if (Array.isArray(value)) return value.map(asText)
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asText(inner)]))
  return String(value)
}

function asNumbers(value) {
  if (value !== null && typeof value === 'object' && !Array.isArray(value))
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asNumbers(inner)]))
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
}

/** Writes each document of the cluster anew, in another spelling. */
const respelled =
  (spell) =>
  async ({ cluster, index }) => {
    const documents = await cluster.documents(index.name)
    const spelled = documents.map((one) => ['index', { ...one, _source: spell(one._source) }])
    await cluster.change(index.name, spelled)
  }

const template = (body) => ({
  before: ({ index: { name } }) => [
    `/_index_template/${name}`,
    { index_patterns: [name], priority: 900, template: body(name) },
  ],
})

/** By kind: `vary` is done to the index before it is dumped, `before` puts a template, `apply` is done before it is verified. */
export const HARMLESS = {
  'nothing at all': {},
  'a template adds a setting': template(() => ({
    settings: { max_inner_result_window: 77, 'sort.field': ['n'] },
  })),
  'a template has other settings': template(() => ({
    settings: { refresh_interval: '9s', max_result_window: 12 },
  })),
  'a template expands replicas': template(() => ({ settings: { auto_expand_replicas: '0-1' } })),
  'a template adds an analyzer': template(() => ({
    settings: { analysis: { analyzer: { added: { type: 'custom', tokenizer: 'keyword' } } } },
  })),
  'a template adds fields': template(() => ({
    mappings: { properties: { added: { type: 'ip' }, deep: { properties: { added: { type: 'keyword' } } } } },
  })),
  'a template adds to the mapping’s root': template(() => ({
    mappings: {
      date_detection: false,
      _meta: { added: true },
      dynamic_templates: [{ added: { match: 'x_*', mapping: { type: 'keyword' } } }],
    },
  })),
  'a template adds an alias': template((name) => ({ aliases: { [`${name}-added`]: {} } })),
  'a legacy template adds a parameter': {
    before: ({ index: { name } }) => [
      `/_template/${name}`,
      { index_patterns: [name], mappings: { properties: { seldom: { type: 'keyword', ignore_above: 9 } } } },
    ],
  },
  'documents add fields': {
    isFor: ({ dynamic }) => dynamic === undefined,
    vary(index) {
      for (const { _source } of index.lines) {
        _source.fresh = 'a text'
        _source.deep.fresh = { n: 1, code_x: 'x' }
      }
    },
  },
  'settings as numbers': {
    vary: (index) => {
      index.settings = asNumbers(index.settings)
    },
  },
  'mapping as text': {
    vary: (index) => {
      index.mappings.properties = asText(index.mappings.properties)
    },
  },
  'settings dotted': {
    vary(index) {
      const { mapping, ...settings } = index.settings
      index.settings = { ...settings, 'mapping.total_fields.limit': mapping.total_fields.limit }
    },
  },
  'metadata in another order': {
    vary(index) {
      for (const part of ['settings', 'mappings', 'aliases']) index[part] = turned(index[part])
    },
  },
  'documents in another order': {
    vary: (index) => {
      index.lines = turned(index.lines)
    },
  },
  'routing of an alias in one word': {
    vary: (index) => {
      index.aliases[`${index.name}-part`] = { routing: 1 }
    },
  },
  'members in another order in the cluster': { apply: respelled(turned) },
  'numbers spelled otherwise in the cluster': {
    apply: respelled((source) =>
      stringify(source)
        .replace(/("n":)(\d+)/, '$1$2.0')
        .replace(/("price":)(\d)([\d.]*)/, '$1$2$3e0'),
    ),
  },
  'spaces and escapes in the cluster': {
    apply: respelled((source) =>
      stringify(source).replace('"Größe', '"\\u0047rö\\u00dfe').replaceAll('":', '" : '),
    ),
  },
}
