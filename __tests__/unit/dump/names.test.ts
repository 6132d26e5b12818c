import { describe, expect, it } from 'vitest'
import { readName } from '../../../src/dump/names.js'
import type { DumpType } from '../../../src/dump/types.js'

const INDEXES = ['shop', 'shop.orders-2026.01.04-at-06.54', 'a_b', '.kibana_1', 'x-y.z_w', 'data', 'größe']
const FORMS: [string, DumpType][] = [
  ['-analyzers', 'analyzer'],
  ['-mappings', 'mapping'],
  ['-data', 'data'],
  ['-settings', 'settings'],
  ['-aliases', 'alias'],
  ['-templates', 'template'],
  ['.mapping', 'mapping'],
  ['.analyzer', 'analyzer'],
  ['.settings', 'settings'],
  ['.alias', 'alias'],
  ['.template', 'template'],
  ['.index', 'index'],
  ['_mapping', 'mapping'],
  ['-mapping', 'mapping'],
  ['_data', 'data'],
  ['.data', 'data'],
  ['_setting', 'settings'],
  ['-analyzer', 'analyzer'],
  ['_aliases', 'alias'],
  ['.component_template', 'component_template'],
  ['-component-templates', 'component_template'],
  ['.index_template', 'index_template'],
  ['-index-templates', 'index_template'],
  ['.policy', 'policy'],
  ['-policies', 'policy'],
  ['.script', 'script'],
  ['_scripts', 'script'],
  ['.MAPPING', 'mapping'],
  ['-Data', 'data'],
]
const ENDINGS = ['.json', '.json.gz', '.gz.json', '.JSON', '.JSON.GZ', '.ndjson', '.NDJSON.gz']

describe('readName', () => {
  describe.each(FORMS)('<index>%s.json', (suffix, type) => {
    it.each(INDEXES)('of %s', (index) => {
      for (const ending of ENDINGS) {
        expect(readName(index + suffix + ending)).toMatchObject({ stem: index + suffix, split: undefined })
        // A longer type comes first: an index template's name ends like a template's.
        expect(readName(index + suffix + ending)?.typed[0]).toEqual({ index, type })
      }
    })
  })

  it.each(INDEXES)("knows multielasticdump's data file of %s", (index) => {
    for (const ending of ENDINGS) {
      expect(readName(index + ending)).toEqual({ stem: index, split: undefined, typed: [] })
    }
  })

  it.each<[string, string, number, DumpType | undefined]>([
    ['shop.split-0.json', 'shop', 0, undefined],
    ['shop.split-12.json.gz', 'shop', 12, undefined],
    ['shop.json.split-0.gz', 'shop', 0, undefined],
    ['shop.json.split-3', 'shop', 3, undefined],
    ['shop.mapping.split-0.json.gz', 'shop', 0, 'mapping'],
    ['shop.mapping.json.split-0.gz', 'shop', 0, 'mapping'],
    ['shop-data.split-7.json', 'shop', 7, 'data'],
    ['shop.orders-2026.01.04-at-06.54.split-1.json', 'shop.orders-2026.01.04-at-06.54', 1, undefined],
  ])('reads the split file %s', (name, index, split, type) => {
    const read = readName(name)
    expect(read?.split).toBe(split)
    if (type) expect(read?.typed[0]).toEqual({ index, type })
    else expect(read).toMatchObject({ stem: index, typed: [] })
  })

  it('gives every reading of a name, the longest type first', () => {
    expect(readName('logs-index-templates.json')?.typed).toEqual([
      { index: 'logs', type: 'index_template' },
      { index: 'logs-index', type: 'template' },
    ])
    expect(readName('my-settings.mapping.json')?.typed).toEqual([{ index: 'my-settings', type: 'mapping' }])
  })

  it.each(['README.md', 'shop', 'shop.txt', 'shop.csv.gz', '.json', '.json.gz', 'shop.gz', '.NDJSON', ''])(
    'leaves %j alone',
    (name) => {
      expect(readName(name)).toBeUndefined()
    },
  )

  it.each(['mapping.json', '-data.json', '.settings.json', '_index.json'])(
    'makes no index without a name of %s',
    (name) => {
      expect(readName(name)?.typed).toEqual([])
    },
  )
})
