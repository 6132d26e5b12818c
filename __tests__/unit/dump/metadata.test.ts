import { describe, expect, it } from 'vitest'
import {
  type ClusterType,
  type DumpType,
  INDEX_TYPES,
  type IndexMetadata,
  readClusterMetadata,
  readIndexMetadata,
} from '../../../src/dump/index.js'
import { asString, Folder, faultOf } from './files.js'

const folder = new Folder().use()

async function metadataOf(
  parts: Partial<Record<DumpType, unknown>>,
  types: readonly DumpType[] = INDEX_TYPES,
): Promise<IndexMetadata> {
  return await readIndexMetadata(await folder.index('shop', parts), types)
}

const properties = { title: { type: 'text' } }
const mappings = { dynamic: 'strict', properties }
const analysis = { analyzer: { mine: { type: 'custom', tokenizer: 'standard' } } }
const index = { number_of_shards: '3', analysis }

describe('readIndexMetadata', () => {
  it('has nothing of a dump without metadata', async () => {
    expect(await metadataOf({ data: '' })).toEqual({})
  })

  describe.each<[string, (value: unknown) => unknown]>([
    ['plain objects', (value) => value],
    ["elasticdump's strings", asString],
    ['with a BOM and spaces', (value) => `\uFEFF \n${JSON.stringify(value, null, 2)}\r\n`],
  ])('in %s', (_, form) => {
    it.each<[string, Partial<Record<DumpType, unknown>>, IndexMetadata]>([
      ['a mapping', { mapping: { shop: { mappings } } }, { mappings }],
      [
        'settings',
        { settings: { shop: { settings: { index } } } },
        { settings: index, analysis: { analysis } },
      ],
      ['an analyzer file', { analyzer: { shop: { settings: { index } } } }, { analysis: { analysis } }],
      [
        'aliases',
        { alias: { shop: { aliases: { a: {}, b: { is_hidden: true } } } } },
        { aliases: { a: {}, b: { is_hidden: true } } },
      ],
      [
        'a definition',
        { index: { shop: { settings: { index }, mappings, aliases: { a: {} } } } },
        { settings: index, analysis: { analysis }, mappings, aliases: { a: {} } },
      ],
      [
        'nothing',
        { alias: {}, mapping: {}, settings: {} },
        { aliases: {}, mappings: {}, settings: {}, analysis: {} },
      ],
      ['an index without a mapping', { mapping: { shop: { mappings: {} } } }, { mappings: {} }],
      ['an index without aliases', { alias: { shop: { aliases: {} } } }, { aliases: {} }],
      ['an index that was called otherwise', { mapping: { 'shop-2019': { mappings } } }, { mappings }],
      ['one of several indexes', { mapping: { other: { mappings: {} }, shop: { mappings } } }, { mappings }],
      ['a mapping without its index', { mapping: { mappings } }, { mappings }],
      [
        'settings without their index',
        { settings: { settings: { index } } },
        { settings: index, analysis: { analysis } },
      ],
      [
        'an index that was called settings',
        { settings: { settings: { settings: { index } } } },
        { settings: index, analysis: { analysis } },
      ],
      ['an index called mappings', { mapping: { mappings: { mappings } } }, { mappings }],
      [
        'flat settings',
        {
          settings: {
            shop: {
              settings: {
                'index.number_of_shards': '3',
                'index.analysis.analyzer.mine.type': 'custom',
                'index.analysis.analyzer.mine.tokenizer': 'standard',
              },
            },
          },
        },
        { settings: index, analysis: { analysis } },
      ],
      [
        'settings that are partly flat',
        {
          settings: {
            settings: { index: { number_of_shards: '3', 'analysis.analyzer.mine': analysis.analyzer.mine } },
          },
        },
        { settings: index, analysis: { analysis } },
      ],
      [
        'settings without index',
        { settings: { settings: { number_of_shards: '3', analysis } } },
        { settings: index, analysis: { analysis } },
      ],
    ])('reads %s', async (_name, parts, expected) => {
      const written = Object.fromEntries(Object.entries(parts).map(([type, value]) => [type, form(value)]))
      expect(await metadataOf(written)).toEqual(expected)
    })
  })

  it('reads the types that are asked for, and no others', async () => {
    const parts = {
      settings: 'not JSON',
      mapping: { shop: { mappings } },
      alias: 'not JSON',
    }
    expect(await metadataOf(parts, ['mapping', 'data'])).toEqual({ mappings })
    const definition = { index: { shop: { settings: { index }, mappings, aliases: { a: {} } } } }
    expect(await metadataOf(definition, ['analyzer'])).toEqual({ analysis: { analysis } })
    expect(await metadataOf(definition, ['mapping'])).toEqual({})
  })

  it('takes analysis from the analyzer file, else the settings, else the definition', async () => {
    const of = (name: string) => ({ shop: { settings: { index: { analysis: { filter: { [name]: {} } } } } } })
    const types: DumpType[] = ['analyzer']
    const from = (name: string) => ({ analysis: { analysis: { filter: { [name]: {} } } } })
    expect(await metadataOf({ index: of('i'), settings: of('s'), analyzer: of('a') }, types)).toEqual(
      from('a'),
    )
    expect(await metadataOf({ index: of('i'), settings: of('s') }, types)).toEqual(from('s'))
    expect(await metadataOf({ index: of('i') }, types)).toEqual(from('i'))
  })

  it('takes the limits that analysis needs, and no other setting, with it', async () => {
    const limits = { max_ngram_diff: '20', max_shingle_diff: '5' }
    const settings = { shop: { settings: { index: { ...limits, ...index } } } }
    expect(await metadataOf({ settings }, ['analyzer'])).toEqual({ analysis: { analysis, ...limits } })
  })

  it('leaves out the settings that are the dumped index’s own', async () => {
    const own = {
      uuid: 'u',
      creation_date: '1',
      provided_name: '<shop-{now/d}>',
      version: { created: '7100299', upgraded: '1' },
      resize: { source: { name: 'x' } },
      verified_before_close: 'true',
    }
    const read = async (routing: object) =>
      (
        await metadataOf(
          { settings: { shop: { settings: { index: { ...own, refresh_interval: '5s', ...routing } } } } },
          ['settings'],
        )
      ).settings
    expect(await read({})).toEqual({ refresh_interval: '5s' })
    const recovery = { initial_recovery: { _id: 'node' } }
    expect(await read({ routing: { allocation: recovery } })).toEqual({ refresh_interval: '5s' })
    expect(await read({ routing: { rebalance: { enable: 'all' }, allocation: recovery } })).toEqual({
      refresh_interval: '5s',
      routing: { rebalance: { enable: 'all' } },
    })
    const tier = { include: { _tier_preference: 'data_content' } }
    expect(await read({ routing: { allocation: { ...recovery, ...tier } } })).toEqual({
      refresh_interval: '5s',
      routing: { allocation: tier },
    })
  })

  it('keeps numbers that JavaScript cannot hold, and fields with strange names', async () => {
    const text =
      '{"shop":{"mappings":{"properties":{"__proto__":{"type":"long","null_value":9007199254740993},"constructor":{"type":"double","null_value":0.5},"a":{"type":"double","null_value":1e400}}}}}'
    const { mappings: read } = await metadataOf({ mapping: text })
    expect(JSON.stringify(read)).toBe(
      '{"properties":{"__proto__":{"type":"long","null_value":"9007199254740993"},"constructor":{"type":"double","null_value":0.5},"a":{"type":"double","null_value":"1e400"}}}',
    )
  })

  it('takes a flat setting with a strange name for a setting', async () => {
    const settings =
      '{"shop":{"settings":{"index.__proto__.polluted":1,"__proto__.polluted":1,"constructor.prototype.polluted":1}}}'
    const { settings: read } = await metadataOf({ settings }, ['settings'])
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
    expect(JSON.stringify(read)).toContain('polluted')
  })

  it.each<[string, DumpType, string, RegExp]>([
    ['an empty file', 'mapping', '', /^shop-mapping\.json: it is empty$/],
    ['blank lines', 'mapping', ' \n\n', /it is empty/],
    ['no JSON', 'mapping', '{"shop":', /^shop-mapping\.json: it is not JSON: /],
    ['a string of no JSON', 'settings', '"{\\"shop\\":"', /it is not JSON/],
    ['an array', 'mapping', '[]', /it holds no JSON object/],
    ['a number', 'alias', '1', /it holds no JSON object/],
    ['a string of a string', 'alias', JSON.stringify(asString({})), /it holds no JSON object/],
    [
      'other indexes',
      'mapping',
      '{"a":{"mappings":{}},"b":{"mappings":{}}}',
      /it describes 2 indexes \(a, b…\), none of them shop/,
    ],
    ['a mapping without `mappings`', 'mapping', '{"properties":{"title":{"type":"text"}}}', /no `mappings`/],
    [
      'an index without `mappings`',
      'mapping',
      '{"shop":{"properties":{"title":{"type":"text"}}}}',
      /no `mappings`/,
    ],
    ['settings in place of a mapping', 'mapping', '{"shop":{"settings":{"index":{}}}}', /no `mappings`/],
    ['mappings that are no object', 'mapping', '{"shop":{"mappings":[]}}', /no `mappings`/],
    ['settings without `settings`', 'settings', '{"shop":{"index":{"number_of_shards":1}}}', /no `settings`/],
    ['an analyzer without `settings`', 'analyzer', '{"analysis":{"analyzer":{}}}', /no `settings`/],
    ['aliases without `aliases`', 'alias', '{"shop":{"now":{}}}', /no `aliases`/],
  ])('names the file and its fault: %s', async (_, type, content, message) => {
    const fault = await faultOf(metadataOf({ [type]: content }))
    expect(fault.code).toBe('DUMP_METADATA_INVALID')
    expect(fault.message).toMatch(message)
    expect(fault.message).toContain(`shop-${type}.json`)
  })
})

describe('readClusterMetadata', () => {
  const policy = { policy: { description: 'p', states: [] } }
  const script = { script: { lang: 'painless', source: '1' } }
  const body = { index_patterns: ['a-*'], template: { settings: {} } }

  const cases: [ClusterType, string, unknown, Record<string, unknown>][] = [
    ['template', 'by name', { a: body, b: {} }, { a: body, b: {} }],
    ['template', 'none', {}, {}],
    ['index_template', 'as a list', { index_templates: [{ name: 'a', index_template: body }] }, { a: body }],
    ['index_template', 'by name', { a: body }, { a: body }],
    ['index_template', 'none', { index_templates: [] }, {}],
    [
      'component_template',
      'as a list',
      { component_templates: [{ name: 'a', component_template: body }] },
      { a: body },
    ],
    ['component_template', 'by name', { a: body }, { a: body }],
    [
      'policy',
      'as a list',
      { policies: [{ _id: 'p', _version: 1, _seq_no: 2, ...policy }], total_policies: 1 },
      { p: policy },
    ],
    ['policy', 'alone', { _id: 'p', _version: 1, ...policy }, { p: policy }],
    ['policy', 'by name', { p: { version: 1, ...policy } }, { p: policy }],
    ['script', 'as a list', { stored_scripts: [{ _id: 's', found: true, ...script }] }, { s: script }],
    ['script', 'by name', { s: script }, { s: script }],
    ['script', 'none', { stored_scripts: [] }, {}],
  ]

  it.each(cases)('reads %s, %s', async (type, _, content, expected) => {
    for (const form of [content, asString(content)]) {
      const text = typeof form === 'string' ? form : JSON.stringify(form)
      expect(Object.fromEntries(await readClusterMetadata(type, [await folder.file(text)]))).toEqual(expected)
    }
  })

  it('reads several files, and none', async () => {
    const [first, same, other] = await Promise.all(
      ['{"a":{"order":1,"version":2}}', '{"a":{"version":2,"order":1},"b":{}}', '{"a":{"order":2}}'].map(
        (text) => folder.file(text),
      ),
    )
    if (!first || !same || !other) throw new Error('three texts give three files')
    expect([...(await readClusterMetadata('template', [first, same]))]).toEqual([
      ['a', { order: 1, version: 2 }],
      ['b', {}],
    ])
    const fault = await faultOf(readClusterMetadata('template', [first, other]))
    expect(fault.code).toBe('DUMP_AMBIGUOUS')
    expect(fault.message).toBe(
      `${other.name}: it has a template a, and the dump has another of this name, which differs`,
    )
    expect((await readClusterMetadata('template', [])).size).toBe(0)
  })

  it.each<[ClusterType, string]>([
    ['template', '{"a":1}'],
    ['index_template', '{"index_templates":[null]}'],
    ['index_template', '{"index_templates":[{"name":"a"}]}'],
    ['component_template', '{"component_templates":[{"component_template":{}}]}'],
    ['policy', '{"policies":["p"]}'],
    ['policy', '{"policies":[{"policy":{}}]}'],
    ['policy', '{"p":{"states":[]}}'],
    ['script', '{"stored_scripts":[{"_id":"s"}]}'],
    ['script', '[]'],
    ['script', ''],
  ])('names the file of a %s that is none: %s', async (type, text) => {
    const fault = await faultOf(readClusterMetadata(type, [await folder.file(text, 'cluster.json')]))
    expect(fault.code).toBe('DUMP_METADATA_INVALID')
    expect(fault.message).toMatch(/^cluster\.json: /)
  })
})

describe('metadata that is made to do harm', () => {
  const fault = (parts: Partial<Record<DumpType, unknown>>) => faultOf(metadataOf(parts))
  const nest = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`

  it.each<[string, () => Partial<Record<DumpType, unknown>>, string]>([
    ['spaces', () => ({ mapping: ' '.repeat(33 * 1024 * 1024) }), 'more than 32 MiB'],
    ['levels', () => ({ mapping: nest(501) }), 'deeper than 500'],
    ['levels in a string', () => ({ mapping: JSON.stringify(nest(501)) }), 'deeper than 500'],
    [
      'dots',
      () => ({ settings: { shop: { settings: { [`a${'.b'.repeat(500)}`]: 1 } } } }),
      'deeper than 500',
    ],
    ['values', () => ({ mapping: `[${'{},'.repeat(3_000_000)}{}]` }), 'too many values'],
    [
      'long names',
      () => ({
        mapping: {
          ['x'.repeat(1_000_000)]: Object.fromEntries(Array.from({ length: 300 }, (_, i) => [i, i])),
        },
      }),
      'too many values, or too long names',
    ],
    [
      'settings',
      () => ({
        settings: {
          shop: {
            settings: Object.fromEntries(
              Array.from({ length: 10_001 }, (_, i) => [`index.analysis.filter.f${i}.type`, 'x']),
            ),
          },
        },
      }),
      '10001 settings',
    ],
    [
      'an alias of another index',
      () => ({ alias: { shop: { aliases: { a: { index: 'other' } } } } }),
      'alias a of index shop',
    ],
    [
      'an alias of a list of indexes',
      () => ({ alias: { shop: { aliases: { a: { indices: ['*'] } } } } }),
      'alias a of index shop',
    ],
    [
      'an alias that is a text',
      () => ({ index: { shop: { aliases: { a: 'abc' } } } }),
      'alias a of index shop',
    ],
  ])('is cut off with an error of its file: %s', async (_, parts, message) => {
    const found = await fault(parts())
    expect(found).toMatchObject({ code: 'DUMP_METADATA_INVALID' })
    expect(found.message).toMatch(/^shop-(?:mapping|settings|alias|index)\.json: /)
    expect(found.message).toContain(message)
  })

  it('is refused where it is not UTF-8, as fields would get other names', async () => {
    const file = await folder.file(
      Buffer.from('{"shop":{"mappings":{"properties":{"\xff":{}}}}}', 'latin1'),
      'shop-mapping.json',
    )
    const found = await faultOf(readIndexMetadata({ name: 'shop', files: { mapping: [file] } }, INDEX_TYPES))
    expect(found.message).toContain('bytes that are not UTF-8')
  })

  it('may be large, deep and wide, as far as a cluster goes', async () => {
    const wide = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, i) => [
        `field-${i}`,
        { type: 'text', fields: { raw: { type: 'keyword' } } },
      ]),
    )
    const { mappings: found } = await metadataOf({
      mapping: asString({ shop: { mappings: { properties: wide } } }),
    })
    expect(Object.keys(found?.properties as object)).toHaveLength(100_000)
    const flat = Object.fromEntries(
      Array.from({ length: 9000 }, (_, i) => [`index.analysis.filter.f${i}`, `x${i}`]),
    )
    const { settings } = await metadataOf({ settings: { shop: { settings: flat } } })
    expect(Object.keys((settings as { analysis: { filter: object } }).analysis.filter)).toHaveLength(9000)
    expect(await metadataOf({ mapping: `{"shop":{"mappings":${nest(400)}}}` })).toHaveProperty('mappings')
  })

  it('describes an index that is called as what every object has', async () => {
    const content = { __proto__: null, a: { mappings: {} }, b: { mappings: {} } }
    for (const name of ['__proto__', 'constructor']) {
      const found = await faultOf(
        readIndexMetadata(await folder.index(name, { mapping: content }), INDEX_TYPES),
      )
      expect(found.message).toContain(`none of them ${name}`)
    }
  })

  it.each(['.', '..', '\ud800'])('names a template %j, which is no step of a path', async (name) => {
    const file = await folder.file(JSON.stringify({ [name]: { index_patterns: ['a'] } }), 'template.json')
    expect((await faultOf(readClusterMetadata('template', [file]))).message).toContain(
      'is no name for a template',
    )
  })
})
