// Changes of what an index is: mapping, analysis, aliases, settings.

/** One of several changes. */
const oneOf = (changes) => ({ apply: (mutation) => mutation.chance.oneOf(changes)(mutation) })
const mapping =
  (change) =>
  async ({ cluster, index }) =>
    cluster.putMapping(index.name, change(index))
const closed =
  (settings) =>
  async ({ cluster, index }) =>
    cluster.putClosed(index.name, settings)
const settings =
  (change) =>
  async ({ cluster, index }) =>
    cluster.putSettings(index.name, change)
const remade =
  (change) =>
  async ({ cluster, index }) =>
    cluster.remake(index.name, change)
const field = (name, parameters) => mapping(() => ({ properties: { [name]: parameters } }))
const added =
  (alias, body) =>
  async ({ cluster, index: { name } }) =>
    cluster.alias({ add: { index: name, alias: `${name}-${alias}`, ...body } })
const removed =
  (alias) =>
  async ({ cluster, index: { name } }) =>
    cluster.alias({ remove: { index: name, alias: `${name}-${alias}` } })

/**
 * By kind. `isFor` tells which indexes it can be done to; `isListed`: by the contract it is told, and does not fail, as
 * it might come of a document; `at: 'aliases'`: aliases are put and verified last.
 */
export const DEFINITION_MUTATIONS = {
  'a field mapped that documents cannot add': {
    isFor: ({ dynamic }) => dynamic !== undefined,
    ...oneOf([
      field('added', { type: 'keyword' }),
      field('deep', { properties: { added: { type: 'integer' } } }),
      field('added', { type: 'alias', path: 'n' }),
    ]),
  },
  'a field mapped that a document might have added': {
    isFor: ({ dynamic }) => dynamic === undefined,
    isListed: true,
    ...oneOf([
      field('added', { type: 'keyword' }),
      field('deep', { properties: { added: { type: 'long' } } }),
    ]),
  },
  'a field with another parameter': oneOf([
    field('seldom', { type: 'keyword', ignore_above: 5 }),
    field('tags', { type: 'keyword', ignore_above: 7 }),
    field('n', { type: 'integer', coerce: false }),
    field('n', { type: 'integer', ignore_malformed: true }),
    field('price', { type: 'double', coerce: false }),
    field('day', { type: 'date', format: 'yyyy-MM-dd', ignore_malformed: true }),
    field('flag', { type: 'boolean', boost: 3 }),
    field('text', { type: 'text', analyzer: 'own', search_analyzer: 'standard' }),
    field('text', { type: 'text', analyzer: 'own', fielddata: true }),
    field('tags', { type: 'keyword', eager_global_ordinals: true }),
    field('deep', { type: 'object', dynamic: 'strict' }),
  ]),
  'a field within a field': oneOf([
    field('text', { type: 'text', analyzer: 'own', fields: { added: { type: 'keyword' } } }),
    field('n', { type: 'integer', fields: { added: { type: 'keyword' } } }),
    field('text', { type: 'text', analyzer: 'own', fields: { raw: { type: 'keyword', ignore_above: 60 } } }),
  ]),
  'the mapping’s root': oneOf([
    mapping(({ dynamic }) => ({ dynamic: dynamic === 'strict' ? 'false' : 'strict' })),
    mapping(({ mappings }) => ({ _meta: { ...mappings._meta, version: 10 } })),
    mapping(({ mappings }) => ({ _meta: { ...mappings._meta, added: 1 } })),
    mapping(() => ({ _meta: { version: 1 } })),
    mapping(() => ({ date_detection: false })),
    mapping(({ mappings }) => ({ dynamic_templates: [...mappings.dynamic_templates].reverse() })),
    mapping(({ mappings }) => ({ dynamic_templates: mappings.dynamic_templates.slice(1) })),
    mapping(({ mappings }) => ({
      dynamic_templates: [{ all: { match: '*', mapping: { type: 'text' } } }, ...mappings.dynamic_templates],
    })),
  ]),
  'a field of another type, index made anew': oneOf([
    remade(({ mappings }) => {
      mappings.properties.n.type = 'long'
    }),
    remade(({ mappings }) => {
      mappings.properties.tags = { type: 'text' }
    }),
    remade(({ mappings }) => {
      delete mappings.properties.seldom
    }),
    remade(({ mappings }) => {
      delete mappings.properties.text.fields
    }),
    remade(({ mappings }) => {
      mappings.properties.text.analyzer = 'standard'
    }),
    remade(({ mappings }) => {
      mappings.properties.deep.type = 'nested'
    }),
  ]),
  'an analyzer': oneOf([
    closed({ analysis: { filter: { few: { stopwords: ['the', 'of', 'and'] } } } }),
    closed({ analysis: { filter: { few: { stopwords: ['the'] } } } }),
    closed({ analysis: { filter: { few: { ignore_case: true } } } }),
    closed({ analysis: { analyzer: { own: { filter: ['few', 'lowercase'] } } } }),
    closed({ analysis: { analyzer: { own: { tokenizer: 'whitespace' } } } }),
    closed({ analysis: { analyzer: { default: { type: 'keyword' } } } }),
    closed({ analysis: { filter: { added: { type: 'lowercase' } } } }),
    remade(({ settings }) => {
      settings.analysis.filter.few.stopwords = []
    }),
  ]),
  'an alias': {
    at: 'aliases',
    ...oneOf([
      added('more', {}),
      added('more', { filter: { term: { n: 1 } } }),
      removed('all'),
      removed('flagged'),
      added('flagged', { filter: { term: { flag: false } } }),
      added('flagged', {}),
      added('part', { index_routing: '1', search_routing: '2' }),
      added('part', {}),
      added('all', { is_write_index: true }),
      added('all', { filter: { match_all: {} } }),
      added('all', { is_hidden: true }),
    ]),
  },
  'a setting': oneOf([
    settings({ refresh_interval: '7s' }),
    settings({ refresh_interval: null }),
    settings({ number_of_replicas: 2 }),
    settings({ max_result_window: 9999 }),
    settings({ max_result_window: null }),
    settings({ 'mapping.total_fields.limit': 1999 }),
    settings({ 'search.slowlog.threshold.query.warn': '11s' }),
    settings({ 'search.slowlog.threshold.query.info': '5s' }),
    settings({ auto_expand_replicas: '0-1' }),
    settings({ final_pipeline: 'added' }),
    closed({ codec: 'default' }),
    remade(({ settings }) => {
      settings.number_of_shards = '3'
    }),
  ]),
}
