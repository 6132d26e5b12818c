import { describe, expect, it } from 'vitest'
import type { Dump, DumpIndex, DumpType } from '../../../src/dump/index.js'
import type { RestoreError } from '../../../src/errors.js'
import { type Selection, select } from '../../../src/plan/index.js'

type Wanted = Parameters<typeof select>[1]

const PATH = '/dump'
const ALL_OF_ONE: DumpType[] = ['analyzer', 'mapping', 'data', 'settings', 'alias']
const DEFAULT: Wanted = { types: ['analyzer', 'mapping', 'data'], typesAreDefault: true }
const asked = (...types: DumpType[]): Wanted => ({ types, typesAreDefault: false })
const everything: Wanted = { types: 'all', typesAreDefault: false }

function indexOf(name: string, types: DumpType[], path?: string): DumpIndex {
  const files = types.map((type) => {
    const file = `${name}-${type}.json`
    return [type, [{ path: path ?? `${PATH}/${file}`, name: file, bytes: 1 }]]
  })
  return { name, files: Object.fromEntries(files) }
}

const dumpOf = (...indices: DumpIndex[]): Dump => ({ path: PATH, indices, ignored: ['README.md'] })
const chosen = ({ indices }: Selection) =>
  Object.fromEntries(indices.map(({ index, types }) => [index.name, types]))

function faultOf(act: () => unknown): RestoreError {
  try {
    act()
  } catch (error) {
    return error as RestoreError
  }
  throw new Error('it did not fail')
}

const shop = dumpOf(
  indexOf('shop', ALL_OF_ONE),
  indexOf('Shop.Orders-2026', ['mapping', 'data']),
  indexOf('logs', ['settings', 'mapping', 'data']),
)

describe('select by types', () => {
  it('takes the default ones, analyzers also from settings, and lists what nobody asked for', () => {
    const selection = select(shop, DEFAULT)
    expect(chosen(selection)).toEqual({
      shop: ['analyzer', 'mapping', 'data'],
      'Shop.Orders-2026': ['mapping', 'data'],
      logs: ['analyzer', 'mapping', 'data'],
    })
    expect(selection.indices.map(({ target }) => target)).toEqual(['shop', 'Shop.Orders-2026', 'logs'])
    expect(selection.notRestored).toEqual([
      { type: 'settings', indices: ['shop', 'logs'] },
      { type: 'alias', indices: ['shop'] },
    ])
    expect(selection.warnings).toEqual([])
  })

  it('takes what is asked for, whatever its order', () => {
    const selection = select(shop, asked('data', 'alias', 'settings'))
    expect(chosen(selection).shop).toEqual(['settings', 'data', 'alias'])
    expect(select(shop, asked('alias', 'settings', 'data'))).toEqual(selection)
  })

  it('takes no index that has nothing of what is asked for', () => {
    expect(chosen(select(shop, asked('alias')))).toEqual({ shop: ['alias'] })
  })

  it('takes an index without its data where data is asked for: that is told with the index', () => {
    const dump = dumpOf(indexOf('a', ['mapping']), indexOf('b', ['data']), indexOf('c', ['alias']))
    expect(chosen(select(dump, DEFAULT))).toEqual({ a: ['mapping'], b: ['data'], c: [] })
  })

  it('takes all that there is', () => {
    const dump = dumpOf(indexOf('a', ['mapping']), indexOf('b', ['data', 'alias', 'template']))
    const selection = select(dump, everything)
    expect(chosen(selection)).toEqual({ a: ['mapping'], b: ['data', 'alias'] })
    expect(selection).toMatchObject({
      notRestored: [],
      warnings: [expect.stringContaining('no data file for a,')],
    })
    expect(selection.clusterTypes).toContain('template')
    expect(selection.clusterFiles.map(({ name }) => name)).toEqual(['b'])
  })

  it('says of a missing type what files are taken for', () => {
    const dump = {
      ...dumpOf(indexOf('a', ['data', 'index_template'])),
      notes: ['a.template.json holds others.'],
    }
    const hintOf = (type: DumpType) => {
      try {
        select(dump, asked(type))
      } catch (error) {
        return (error as RestoreError).hint
      }
      throw new Error('nothing is missing')
    }
    expect(hintOf('template')).toMatch(/take a dump that has it\..* a\.template\.json holds others\.$/)
    expect(hintOf('alias')).not.toContain('holds others')
  })

  it('warns of a default type that no index has', () => {
    const { warnings, isMappingMissing } = select(dumpOf(indexOf('a', ['data'])), DEFAULT)
    expect(warnings).toEqual(['The dump has no analyzer file; none is restored.'])
    expect(isMappingMissing).toBe(true)
    expect(select(dumpOf(indexOf('a', ['data', 'mapping'])), DEFAULT).isMappingMissing).toBe(false)
    expect(select(dumpOf(indexOf('a', ['data'])), asked('data')).isMappingMissing).toBe(false)
  })

  it.each<[string, Wanted, DumpIndex[], string]>([
    [
      'a type that no index has',
      asked('alias', 'data'),
      [indexOf('a', ['data'])],
      'no file for the type alias',
    ],
    [
      'the same type as by default',
      asked('mapping'),
      [indexOf('a', ['data'])],
      'no file for the type mapping',
    ],
    [
      'data that is asked for by default',
      DEFAULT,
      [indexOf('a', ['mapping'])],
      'no file for the type data of a',
    ],
    [
      'data of a chosen index',
      { ...DEFAULT, match: /a/i },
      [indexOf('a', ['mapping', 'analyzer']), indexOf('b', ['data'])],
      'the type data',
    ],
    ['a cluster type', asked('policy'), [indexOf('a', ['data'])], 'no file for the type policy'],
  ])('fails for %s', (_, wanted, indices, message) => {
    const fault = faultOf(() => select(dumpOf(...indices), wanted))
    expect(fault.code).toBe('DUMP_TYPE_MISSING')
    expect(fault.message).toContain(message)
    expect(fault.hint).toContain('README.md')
  })
})

describe('select by match', () => {
  it.each<[string, RegExp, string[]]>([
    ['anywhere in the name', /ho/i, ['shop', 'Shop.Orders-2026']],
    ['whatever the case', /SHOP/i, ['shop', 'Shop.Orders-2026']],
    ['anchored', /^shop$/i, ['shop']],
    ['with choices', /orders|logs/i, ['Shop.Orders-2026', 'logs']],
    ['everything', /.*/i, ['shop', 'Shop.Orders-2026', 'logs']],
  ])('finds names: %s', (_, match, names) => {
    expect(Object.keys(chosen(select(shop, { ...DEFAULT, match })))).toEqual(names)
  })

  it('fails where it matches nothing, and says what there is', () => {
    const fault = faultOf(() => select(shop, { ...DEFAULT, match: /^orders/i }))
    expect(fault.code).toBe('DUMP_NO_MATCH')
    expect(fault.message).toBe(
      'no index of the dump matches "^orders"; /dump has shop, Shop.Orders-2026, logs',
    )
  })

  it('names twenty of many indexes', () => {
    const many = Array.from({ length: 25 }, (_, i) => indexOf(`i${i}`, ['data']))
    const fault = faultOf(() => select(dumpOf(...many), { ...DEFAULT, match: /x/ }))
    expect(fault.message).toMatch(/i19 and 5 more$/)
  })
})

describe('select by index', () => {
  it('takes the one of that name, exactly', () => {
    const selection = select(shop, { ...DEFAULT, index: 'shop' })
    expect(selection.indices.map(({ index, target }) => [index.name, target])).toEqual([['shop', 'shop']])
    // Others' files are no part of it.
    expect(selection.notRestored).toEqual([
      { type: 'settings', indices: ['shop'] },
      { type: 'alias', indices: ['shop'] },
    ])
  })

  it.each(['SHOP', 'sho', 'shop*', 'shop.orders-2026', ''])('fails for %j', (index) => {
    const fault = faultOf(() => select(shop, { ...DEFAULT, index }))
    expect(fault.code).toBe('DUMP_NO_MATCH')
    expect(fault.message).toContain(`no index ${JSON.stringify(index)}`)
  })

  it('is the target for a single data file, whatever that is called', () => {
    const file = dumpOf(indexOf('export', ['data'], PATH))
    const { indices } = select(file, { ...DEFAULT, index: 'shop' })
    expect(indices.map(({ index, target }) => [index.name, target])).toEqual([['export', 'shop']])
  })

  it('is not the target for the only index of a folder', () => {
    const folder = dumpOf(indexOf('export', ['data']))
    expect(faultOf(() => select(folder, { ...DEFAULT, index: 'shop' })).code).toBe('DUMP_NO_MATCH')
  })
})

describe('select cluster files', () => {
  const dump = dumpOf(
    indexOf('a', ['mapping', 'data', 'template']),
    indexOf('b', ['mapping', 'data', 'template']),
    indexOf('cluster', ['index_template', 'policy']),
  )

  it('takes those beside the chosen indexes, and those of none', () => {
    const selection = select(dump, { ...asked('data', 'template', 'policy'), match: /a/i })
    expect(selection.clusterFiles.map(({ name }) => name)).toEqual(['a', 'cluster'])
    expect(selection.clusterTypes).toEqual(['template', 'policy'])
    expect(chosen(selection)).toEqual({ a: ['data'] })
    expect(selection.notRestored).toEqual([
      { type: 'index_template', indices: ['cluster'] },
      { type: 'mapping', indices: ['a'] },
    ])
  })

  it('takes them alone', () => {
    const selection = select(dump, asked('policy'))
    expect(selection.indices).toEqual([])
    expect(selection.clusterTypes).toEqual(['policy'])
  })

  it('leaves them where they are by default', () => {
    const selection = select(dump, DEFAULT)
    expect(selection.clusterTypes).toEqual([])
    expect(selection.notRestored.map(({ type }) => type)).toEqual(['template', 'index_template', 'policy'])
  })
})

describe('indexes whose names begin with a dot', () => {
  const dotted = dumpOf(
    indexOf('.kibana_1', ['mapping', 'data']),
    indexOf('.plugins-x', ['settings', 'data']),
    indexOf('shop', ['mapping', 'data']),
  )
  const namesWith = (wanted: Partial<Wanted>) =>
    select(dotted, { ...everything, ...wanted }).indices.map(({ index }) => index.name)

  it('are left out, and it is said', () => {
    const selection = select(dotted, asked('data'))
    expect(Object.keys(chosen(selection))).toEqual(['shop'])
    expect(selection.warnings).toEqual([
      'Left out, as their names begin with a dot: .kibana_1, .plugins-x. Name one that you want with `index`, or with a `match` that begins with a dot, such as ^\\.my-index.',
    ])
    expect(selection.notRestored).toEqual([
      { type: 'settings', indices: ['.plugins-x'] },
      { type: 'mapping', indices: ['shop', '.kibana_1'] },
      { type: 'data', indices: ['.kibana_1', '.plugins-x'] },
    ])
  })

  it.each<[Partial<Wanted>, string[]]>([
    [{}, ['shop']],
    [{ match: /./i }, ['shop']],
    [{ match: /.*/i }, ['shop']],
    [{ match: /shop|\.kibana/i }, ['shop']],
    [{ match: /^\.kibana/i }, ['.kibana_1']],
    [{ match: /\.(kibana|plugins)/i }, ['.kibana_1', '.plugins-x']],
    [{ match: /^(\.kibana|shop)/i }, ['.kibana_1', 'shop']],
    [{ match: /^(?:[.]kibana_1)$/i }, ['.kibana_1']],
    [{ index: '.plugins-x' }, ['.plugins-x']],
  ])('are restored where they are named: %j', (wanted, names) => {
    expect(namesWith(wanted)).toEqual(names)
  })

  it('are all that is left, or all that `match` chooses', () => {
    const fault = faultOf(() => select(dotted, { ...everything, match: /plugins/i }))
    expect(fault.code).toBe('DUMP_NO_MATCH')
    expect(fault.message).toContain('.plugins-x')
    expect(fault.hint).toContain('`match` that begins with a dot')
    const templates = indexOf('cluster', ['index_template'])
    const only = dumpOf(indexOf('.kibana_1', ['data']), templates)
    expect(select(only, everything)).toMatchObject({ indices: [], clusterFiles: [templates] })
  })

  it('are named by the file that is the dump', () => {
    const file = '/dump/.kibana_1-data.json'
    const dump = { path: file, indices: [indexOf('.kibana_1', ['data'], file)], ignored: [] }
    expect(select(dump, everything).indices).toHaveLength(1)
  })

  it('are told by the first shard alone', () => {
    const of = (number: number) => select(dotted, { ...everything, shard: { number, of: 2 } })
    expect(of(1).notRestored).not.toEqual([])
    expect(of(2).notRestored).toEqual([])
  })
})
