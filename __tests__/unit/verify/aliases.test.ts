import { describe, expect, it } from 'vitest'
import { compareAliases } from '../../../src/verify/index.js'

type Aliases = Record<string, unknown>

describe('compareAliases', () => {
  it.each<[string, Aliases, Aliases]>([
    ['no alias', {}, {}],
    ['routing for both', { a: { routing: '1' } }, { a: { index_routing: '1', search_routing: '1' } }],
    [
      'routing for both but one',
      { a: { routing: '1', search_routing: '2' } },
      { a: { index_routing: '1', search_routing: '2' } },
    ],
    ['routing as a number', { a: { routing: 1 } }, { a: { index_routing: '1', search_routing: '1' } }],
    ['an empty filter', { a: { filter: {} } }, { a: {} }],
    ['null', { a: { filter: null, routing: null, is_write_index: null } }, { a: {} }],
    ['an alias that is not hidden', { a: { is_hidden: false } }, { a: {} }],
    [
      'keys in another order',
      { a: { filter: { term: { f: { value: 1, boost: 2 } } } } },
      { a: { filter: { term: { f: { boost: 2, value: 1 } } } } },
    ],
    ['flags as text', { a: { is_write_index: 'true' } }, { a: { is_write_index: true } }],
  ])('finds %s', (_, expected, actual) => {
    expect(compareAliases(expected, actual)).toMatchObject({ name: 'aliases', ok: true, extra: [] })
  })

  it.each<[string, Aliases, Aliases, string]>([
    ['an alias', { a: {} }, {}, '`a`: {} in the dump, absent in the cluster'],
    [
      'a filter',
      { a: { filter: { term: { f: 1 } } } },
      { a: {} },
      '`a.filter`: {"term":{"f":1}} in the dump, absent in the cluster',
    ],
    [
      'a filter of the cluster',
      { a: {} },
      { a: { filter: { term: { f: 1 } } } },
      '`a.filter`: absent in the dump, {"term":{"f":1}} in the cluster',
    ],
    [
      'a number for a text',
      { a: { filter: { term: { f: 1 } } } },
      { a: { filter: { term: { f: '1' } } } },
      '`a.filter`: {"term":{"f":1}} in the dump, {"term":{"f":"1"}} in the cluster',
    ],
    [
      'half a routing',
      { a: { routing: '1' } },
      { a: { index_routing: '1' } },
      '`a.search_routing`: "1" in the dump, absent in the cluster',
    ],
    [
      'an index that is not written',
      { a: { is_write_index: false } },
      { a: {} },
      '`a.is_write_index`: "false" in the dump, absent in the cluster',
    ],
    [
      'a hidden alias',
      { a: { is_hidden: true } },
      { a: {} },
      '`a.is_hidden`: "true" in the dump, absent in the cluster',
    ],
    ['an inherited name', { toString: {} }, {}, '`toString`: {} in the dump, absent in the cluster'],
  ])('notices %s', (_, expected, actual, difference) => {
    expect(compareAliases(expected, actual)).toMatchObject({ ok: false, differences: [difference] })
  })

  it('lists aliases that only the cluster has', () => {
    expect(compareAliases({ a: {} }, { a: {}, b: {} })).toMatchObject({ ok: true, extra: ['b'] })
  })

  it('notices those that a new index did not have from its templates', () => {
    const check = compareAliases({ a: {} }, { a: {}, b: {}, c: { is_hidden: true } }, { b: {} })
    const differences = ['`c`: absent in the dump, {"is_hidden":true} in the cluster']
    expect(check).toMatchObject({ ok: false, differences, extra: ['b'] })
  })
})
