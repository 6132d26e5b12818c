import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareMappings } from '../../../src/verify/index.js'

const field = (params: Record<string, unknown>) => ({ properties: { title: params } })
const template = (name: string, body: object) => ({ [name]: { mapping: { type: 'keyword' }, ...body } })

describe('compareMappings', () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown>, string[]]>([
    ['a field', field({ type: 'text' }), {}, ['`title`: {"type":"text"} in the dump, absent in the cluster']],
    [
      'a type',
      field({ type: 'text', norms: false }),
      field({ type: 'keyword' }),
      ['`title.type`: "text" in the dump, "keyword" in the cluster'],
    ],
    [
      'an object that became a field',
      field({ properties: {} }),
      field({ type: 'text' }),
      ['`title.type`: "object" in the dump, "text" in the cluster'],
    ],
    [
      'a parameter',
      field({ type: 'keyword', ignore_above: 256 }),
      field({ type: 'keyword' }),
      ['`title.ignore_above`: 256 in the dump, absent in the cluster'],
    ],
    [
      'a multi-field',
      field({ type: 'text', fields: { raw: { type: 'keyword' } } }),
      field({ type: 'text' }),
      ['`title.raw`: {"type":"keyword"} in the dump, absent in the cluster'],
    ],
    [
      'a default that the cluster overrides',
      field({ type: 'text', index: true }),
      field({ type: 'text', index: false }),
      ['`title.index`: true in the dump, false in the cluster'],
    ],
    [
      'a name that objects inherit',
      { properties: { constructor: { type: 'keyword' } } },
      { properties: {} },
      ['`constructor`: {"type":"keyword"} in the dump, absent in the cluster'],
    ],
    [
      'an unknown parameter',
      field({ type: 'knn_vector', dimension: 2, method: { name: 'hnsw' } }),
      field({ type: 'knn_vector', dimension: 2 }),
      ['`title.method`: {"name":"hnsw"} in the dump, absent in the cluster'],
    ],
    [
      'a list of a new kind',
      { dynamic_templates: [template('a', { match: ['*_s'] })] },
      { dynamic_templates: [template('a', { match: '[*_s]' })] },
      ['`dynamic_templates.a.match`: ["*_s"] in the dump, "[*_s]" in the cluster'],
    ],
    [
      'the order of templates',
      { dynamic_templates: [template('a', {}), template('b', {})] },
      { dynamic_templates: [template('b', {}), template('a', {})] },
      ['`dynamic_templates`: ["a","b"] in the dump, ["b","a"] in the cluster'],
    ],
  ])('notices %s', (_, expected, actual, differences) => {
    expect(compareMappings(expected, actual)).toMatchObject({ name: 'mappings', ok: false, differences })
  })

  it.each<[string, Record<string, unknown>, Record<string, unknown>, string[]]>([
    ['fields', {}, field({ type: 'text', fields: { raw: { type: 'keyword' } } }), ['title']],
    [
      'multi-fields',
      field({ type: 'text' }),
      field({ type: 'text', fields: { raw: { type: 'keyword' } } }),
      ['title.raw'],
    ],
    [
      'parameters',
      field({ type: 'keyword' }),
      field({ type: 'keyword', doc_values: false, meta: { a: 'b' } }),
      ['title.doc_values', 'title.meta'],
    ],
    ['inner fields', field({ properties: {} }), field({ properties: { a: { type: 'long' } } }), ['title.a']],
    [
      'templates',
      { dynamic_templates: [template('b', {})] },
      { dynamic_templates: [template('a', {}), template('b', {})] },
      ['dynamic_templates.a'],
    ],
    ['root parameters', {}, { dynamic: 'strict', _meta: { a: 1 } }, ['dynamic', '_meta']],
    ['members', { _meta: { a: 1 } }, { _meta: { a: 1, b: 2 } }, ['_meta.b']],
  ])('lists %s that only the cluster has', (_, expected, actual, extra) => {
    expect(compareMappings(expected, actual)).toMatchObject({ ok: true, extra })
  })

  it.each(['__proto__', 'constructor', 'a.__proto__'])('has no trouble with a field named %s', (name) => {
    const mapping = { properties: Object.fromEntries([[name, { type: 'keyword' }]]) }
    expect(compareMappings(mapping, mapping).ok).toBe(true)
    expect(compareMappings(mapping, { properties: {} }).ok).toBe(false)
  })

  it('says how much it compared', () => {
    const mapping = field({ type: 'text', fields: { raw: { type: 'keyword' } } })
    expect(compareMappings(mapping, mapping).detail).toBe('mapping of 2 fields: as in the dump')
    expect(compareMappings({}, {}).detail).toBe('mapping of 0 fields: as in the dump')
  })

  const name = fc.stringMatching(/^[a-z_]{1,6}$/)
  const leaf = fc.record({
    type: fc.constantFrom('text', 'keyword', 'long'),
    store: fc.boolean(),
    boost: fc.integer(),
  })
  const { tree } = fc.letrec<{ tree: { properties: Record<string, unknown> } }>((tie) => ({
    tree: fc.record({
      properties: fc.dictionary(name, fc.oneof({ maxDepth: 3 }, leaf, tie('tree')), { maxKeys: 4 }),
    }),
  }))

  it('finds any mapping in itself, and none of its fields in an empty one', () => {
    fc.assert(
      fc.property(tree, (mapping) => {
        expect(compareMappings(mapping, structuredClone(mapping))).toMatchObject({ ok: true, extra: [] })
        expect(compareMappings(mapping, {}).ok).toBe(Object.keys(mapping.properties).length === 0)
      }),
    )
  })
})

it('takes a null within a list for what it is', () => {
  const mappings = (r: unknown) => ({ _meta: { r: [{ s: r }] } })
  expect(compareMappings(mappings(null), mappings(null)).ok).toBe(true)
  expect(compareMappings(mappings(null), mappings(1)).ok).toBe(false)
})

describe('compareMappings with what a new index was before its data', () => {
  const dumped = { properties: { title: { type: 'text' }, deep: { properties: { n: { type: 'long' } } } } }
  const late = (place: string) => `\`${place}\`: absent in the dump, added in the cluster`

  it.each<[string, Record<string, unknown>, string]>([
    ['a parameter', { properties: { title: { type: 'text', norms: false } } }, 'title.norms'],
    [
      'a field within a field',
      { properties: { title: { type: 'text', fields: { raw: { type: 'keyword' } } } } },
      'title.raw',
    ],
    ['a parameter of the root', { date_detection: false }, 'date_detection'],
    ['a closed mapping', { dynamic: 'strict' }, 'dynamic'],
    ['templates', { dynamic_templates: [template('late', {})] }, 'dynamic_templates'],
  ])('notices %s that came later', (_, added, place) => {
    const { properties, ...root } = added
    const actual = { ...root, properties: { ...dumped.properties, ...(properties as object) } }
    expect(compareMappings(dumped, actual, dumped)).toMatchObject({ ok: false, differences: [late(place)] })
    expect(compareMappings(dumped, actual, actual)).toMatchObject({ ok: true, extra: [place] })
    expect(compareMappings(dumped, actual)).toMatchObject({ ok: true, extra: [place] })
  })

  const grown = {
    properties: {
      ...dumped.properties,
      fresh: { type: 'keyword' },
      deep: { properties: { n: { type: 'long' }, fresh: { type: 'keyword' } } },
    },
  }

  it('lists fields that documents may have added', () => {
    const check = compareMappings(dumped, grown, dumped)
    expect(check).toMatchObject({ ok: true, extra: ['deep.fresh', 'fresh'] })
  })

  it.each(['strict', 'false', false])('notices fields where documents add none: dynamic %s', (dynamic) => {
    const check = compareMappings({ dynamic, ...dumped }, { dynamic, ...grown }, { dynamic, ...dumped })
    expect(check).toMatchObject({ ok: false, differences: [late('deep.fresh'), late('fresh')], extra: [] })
  })

  it('knows which objects are open, and which are closed', () => {
    const deep = (dynamic: string, more = {}) => ({
      deep: { dynamic, properties: { n: { type: 'long' }, ...more } },
    })
    const fresh = { fresh: { type: 'long' } }
    const open = { dynamic: 'strict', properties: deep('true') }
    const opened = { dynamic: 'strict', properties: deep('true', fresh) }
    expect(compareMappings(open, opened, open)).toMatchObject({ ok: true, extra: ['deep.fresh'] })
    const closed = { properties: deep('strict') }
    const pried = { properties: deep('strict', fresh) }
    expect(compareMappings(closed, pried, closed)).toMatchObject({
      ok: false,
      differences: [late('deep.fresh')],
    })
  })
})
