import { describe, expect, it } from 'vitest'
import type { IndexMetadata } from '../../../src/dump/index.js'
import type { RestoreError } from '../../../src/errors.js'
import { shape } from '../../../src/plan/index.js'
import { readIndex } from './parts.js'

type Wanted = Parameters<typeof shape>[1]

const NOTHING: Wanted = { ignoreIndexSettings: [] }
const rename = (pattern: RegExp, ...replacement: string[]): Wanted => ({
  ...NOTHING,
  renameAlias: { pattern, replacement },
})
const index = (name: string, metadata: IndexMetadata) => readIndex(name, { metadata })
const withAliases = (name: string, ...aliases: string[]) =>
  index(name, {
    aliases: Object.fromEntries(aliases.map((alias) => [alias, { filter: { term: { alias } } }])),
  })

function shaped(metadata: IndexMetadata, wanted: Partial<Wanted>): IndexMetadata {
  const { indices } = shape([index('shop', metadata)], { ...NOTHING, ...wanted }, ['shop'])
  return JSON.parse(JSON.stringify(indices[0]?.metadata))
}

function faultOf(act: () => unknown): RestoreError {
  try {
    act()
  } catch (error) {
    return error as RestoreError
  }
  throw new Error('it did not fail')
}

describe('aliases', () => {
  it('get their new names, and keep what they are', () => {
    const { indices, warnings } = shape([withAliases('a', 'x', 'y')], rename(/^x$/gu, 'z'), ['a'])
    expect({ ...indices[0]?.metadata.aliases }).toEqual({
      z: { filter: { term: { alias: 'x' } } },
      y: { filter: { term: { alias: 'y' } } },
    })
    expect(warnings).toEqual([])
  })

  it('may be one of several indexes', () => {
    const { indices } = shape([withAliases('a', 'x1'), withAliases('b', 'x2')], rename(/\d$/gu, '-all'), [])
    expect(indices.map(({ metadata }) => Object.keys(metadata.aliases ?? {}))).toEqual([['x-all'], ['x-all']])
  })

  it.each<[string, Wanted]>([
    ['by itself', NOTHING],
    ['by its new name', rename(/^x$/gu, 'other')],
  ])('cannot have the name of an index of the restore, %s', (_, wanted) => {
    const alias = wanted === NOTHING ? 'other' : 'x'
    const fault = faultOf(() => shape([withAliases('a', alias)], wanted, ['a', 'other']))
    expect(fault.code).toBe('NAMES_CLASH')
    expect(fault.message).toContain(`- alias ${alias} of index a would have the name of the index other`)
    expect(fault.hint).toContain('rename-alias-pattern')
  })

  it('leave out that of the index’s own name, as an index has that was dumped through an alias', () => {
    expect(shaped({ aliases: { shop: {}, x: {} } }, {}).aliases).toEqual({ x: {} })
    const part = index('a', { aliases: { a: { filter: { term: { n: 1 } } } } })
    expect(faultOf(() => shape([part], NOTHING, ['a'])).code).toBe('NAMES_CLASH')
    expect(faultOf(() => shape([withAliases('a', 'x')], rename(/^x$/gu, 'a'), ['a'])).code).toBe(
      'NAMES_CLASH',
    )
  })

  it('cannot fall together in one index', () => {
    const fault = faultOf(() => shape([withAliases('a', 'x1', 'x2')], rename(/\d$/gu, ''), ['a']))
    expect(fault.code).toBe('NAMES_CLASH')
    expect(fault.message).toContain('alias x2 of index a, and another one of it, would become x')
  })

  it('cannot get a name that OpenSearch refuses, and may have upper case', () => {
    expect(faultOf(() => shape([withAliases('a', 'x')], rename(/x/gu, 'a b'), ['a']))).toMatchObject({
      code: 'INDEX_NAME_INVALID',
      message: expect.stringContaining('"a b" is no name for an alias: it has the character " "'),
    })
    expect(shape([withAliases('a', 'x')], rename(/x/gu, 'X'), ['a']).warnings).toEqual([])
  })

  it('are told where nothing is done with them', () => {
    expect(shape([withAliases('a', 'x')], rename(/z/gu, 'y'), ['a']).warnings).toEqual([
      '`rename-alias-pattern` matches none of the aliases: they keep their names.',
    ])
    expect(shape([index('a', {})], rename(/z/gu, 'y'), ['a']).warnings).toEqual([
      '`rename-alias-pattern` has no effect: no aliases are restored.',
    ])
    expect(shape([], rename(/z/gu, 'y'), ['a']).warnings).toEqual([])
  })
})

describe('index-settings', () => {
  it('leave what they do not name, whatever its form', () => {
    const settings = { codec: 'best_compression', mapping: { 'total_fields.limit': 5, depth: { limit: 3 } } }
    expect(
      shaped({ settings }, { indexSettings: { 'mapping.total_fields.limit': 2000, refresh_interval: '9s' } }),
    ).toEqual({
      settings: {
        codec: 'best_compression',
        mapping: { total_fields: { limit: 2000 }, depth: { limit: 3 } },
        refresh_interval: '9s',
      },
    })
  })

  it('are an index’s settings where the dump’s are not restored', () => {
    expect(shaped({ mappings: {} }, { indexSettings: { codec: 'default' } })).toEqual({
      mappings: {},
      settings: { codec: 'default' },
    })
    expect(shaped({ mappings: {} }, { indexSettings: {} })).toEqual({ mappings: {} })
  })

  it('lie over the analysis too, where it comes from another file than the settings', () => {
    const analysis = { analysis: { filter: { f: { type: 'ngram', max_gram: 4 } } }, max_ngram_diff: 2 }
    const indexSettings = { 'analysis.filter.f.max_gram': 9, max_ngram_diff: 8, codec: 'default' }
    const expected = { analysis: { filter: { f: { type: 'ngram', max_gram: 9 } } }, max_ngram_diff: 8 }
    const laid = shaped({ analysis }, { indexSettings })
    expect(laid.analysis).toEqual(expected)
    // What is created is the one spread over the other.
    expect({ ...laid.settings, ...laid.analysis }).toEqual({ ...expected, codec: 'default' })
  })

  it('hold with a number of replicas where the dump lets the cluster work it out', () => {
    const settings = { auto_expand_replicas: '0-all', number_of_replicas: 2 }
    expect(shaped({ settings }, { indexSettings: { number_of_replicas: 0 } }).settings).toEqual({
      auto_expand_replicas: false,
      number_of_replicas: 0,
    })
    const both = { number_of_replicas: 0, auto_expand_replicas: '0-1' }
    expect(shaped({ settings }, { indexSettings: both }).settings).toEqual(both)
    expect(shaped({ settings }, { indexSettings: { number_of_replicas: null } }).settings).toEqual({
      ...settings,
      number_of_replicas: null,
    })
  })
})

describe('ignore-index-settings', () => {
  const settings = {
    lifespan: { name: 'p', rollover_alias: 'a' },
    lifespans: 1,
    codec: 'default',
    analysis: { filter: { hun: { type: 'hunspell' }, stop: { type: 'stop' } } },
  }

  it.each<[string[], string[]]>([
    [['index.lifespan.*'], ['lifespans', 'codec', 'analysis']],
    [['lifespan.*'], ['lifespans', 'codec', 'analysis']],
    [['lifespan'], ['lifespans', 'codec', 'analysis']],
    [
      ['*.lifespan.*', 'index.codec'],
      ['lifespans', 'analysis'],
    ],
    [['lifespan*'], ['codec', 'analysis']],
    [['code'], ['lifespan', 'lifespans', 'codec', 'analysis']],
    [['c.dec'], ['lifespan', 'lifespans', 'codec', 'analysis']],
    [['*'], []],
  ])('%j leaves %j', (ignoreIndexSettings, left) => {
    expect(Object.keys(shaped({ settings }, { ignoreIndexSettings }).settings ?? {}).sort()).toEqual(
      left.sort(),
    )
  })

  it('leaves out of the analysis as well, in both places', () => {
    const { analysis } = settings
    const kept = { analysis: { filter: { stop: { type: 'stop' } } } }
    const ignored = { ignoreIndexSettings: ['analysis.filter.hun'] }
    expect(shaped({ settings: { analysis }, analysis: { analysis } }, ignored)).toEqual({
      settings: kept,
      analysis: kept,
    })
  })

  it('gives way to index-settings', () => {
    const both = { ignoreIndexSettings: ['codec'], indexSettings: { codec: 'zstd' } }
    expect(shaped({ settings }, both).settings).toMatchObject({ codec: 'zstd' })
  })

  it('makes no settings where none are restored', () => {
    expect(shaped({ mappings: {} }, { ignoreIndexSettings: ['codec'] })).toEqual({ mappings: {} })
  })

  it('is told where it fits nothing', () => {
    const ignoring = (metadata: IndexMetadata, ...ignoreIndexSettings: string[]) =>
      shape([index('a', metadata)], { ignoreIndexSettings }, ['a']).warnings
    expect(ignoring({ settings }, 'lifespan.*', 'ccr.*')).toEqual([
      '`ignore-index-settings`: no setting of the dump fits ccr.*.',
    ])
    expect(ignoring({ mappings: {} }, 'codec')).toEqual([
      '`ignore-index-settings`: no setting of the dump fits codec; `types` asks for no settings.',
    ])
    expect(ignoring({ settings }, 'codec')).toEqual([])
  })
})
