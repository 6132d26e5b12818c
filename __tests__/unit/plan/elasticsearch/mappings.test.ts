import { describe, expect, it } from 'vitest'
import { untyped } from '../../../../src/plan/elasticsearch/mappings.js'

const properties = { title: { type: 'text' } }
const mappings = { dynamic: 'strict', properties }

describe('the level of types', () => {
  it.each<[string, Record<string, unknown>, unknown, string[]]>([
    ['a type', { doc: mappings }, mappings, []],
    ['the type _doc', { _doc: mappings }, mappings, []],
    ['a type beside _default_', { _default_: {}, doc: mappings }, mappings, ['mappings._default_']],
    ['only _default_', { _default_: mappings }, mappings, []],
    ['a type without fields', { doc: {} }, {}, []],
    ['a type that is called like a part of a description', { settings: mappings }, mappings, []],
    ['no type', mappings, mappings, []],
    ['nothing', {}, {}, []],
    [
      'no type and a field called doc',
      { properties: { doc: { properties } } },
      { properties: { doc: { properties } } },
      [],
    ],
    ['only root parameters', { _source: { enabled: false } }, { _source: { enabled: false } }, []],
    ['only runtime fields', { runtime: { a: { type: 'long' } } }, { runtime: { a: { type: 'long' } } }, []],
    ['only templates', { dynamic_templates: [] }, { dynamic_templates: [] }, []],
    ['only an unknown scalar', { some: true }, { some: true }, []],
  ])('is taken off a mapping with %s', (_, given, expected, leftOut) => {
    expect(untyped('shop', given)).toEqual({ mappings: expected, leftOut })
  })

  it('cannot be taken off where there are several', () => {
    expect(() => untyped('shop', { a: {}, b: {}, _default_: {} })).toThrow('index shop has 2 types (a, b)')
  })
})

describe('what OpenSearch refuses', () => {
  it('is left out at every level, and named', () => {
    const given = {
      doc: {
        _all: { enabled: false },
        include_in_all: true,
        dynamic_templates: [{ strings: { match: '*', mapping: { type: 'keyword', include_in_all: false } } }],
        properties: {
          title: {
            type: 'text',
            include_in_all: false,
            fields: { raw: { type: 'keyword', include_in_all: true } },
          },
          author: { properties: { name: { type: 'text', include_in_all: false } } },
        },
      },
    }
    const { mappings: kept, leftOut } = untyped('shop', given)
    expect(kept).toEqual({
      dynamic_templates: [{ strings: { match: '*', mapping: { type: 'keyword' } } }],
      properties: {
        title: { type: 'text', fields: { raw: { type: 'keyword' } } },
        author: { properties: { name: { type: 'text' } } },
      },
    })
    expect(leftOut.sort()).toEqual([
      'mappings._all',
      'mappings.dynamic_templates.strings.mapping.include_in_all',
      'mappings.include_in_all',
      'mappings.properties.author.properties.name.include_in_all',
      'mappings.properties.title.fields.raw.include_in_all',
      'mappings.properties.title.include_in_all',
    ])
  })

  it('is told from fields of that name', () => {
    const fields = { include_in_all: { type: 'boolean' }, _all: { type: 'text' } }
    const given = { properties: { ...fields, inner: { properties: fields } } }
    expect(untyped('shop', given)).toEqual({ mappings: given, leftOut: [] })
  })

  it('leaves fields with strange names', () => {
    const given = JSON.parse('{"properties":{"__proto__":{"type":"long"},"constructor":{"type":"text"}}}')
    expect(JSON.stringify(untyped('shop', { doc: given }).mappings)).toBe(JSON.stringify(given))
  })
})
