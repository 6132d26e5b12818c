import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { type Dump, discover } from '../../../src/dump/index.js'
import { asString, Folder, faultOf } from './files.js'

const folder = new Folder().use()

const DOCUMENT = '{"_index":"i","_id":"1","_source":{"a":1}}\n'
const documentOf = (index: string) => DOCUMENT.replace('"i"', JSON.stringify(index))
const MAPPING = '{"i":{"mappings":{"properties":{}}}}'
const SETTINGS = asString({ i: { settings: { index: { number_of_shards: '1' } } } })
const LEGACY = asString({ logs: { index_patterns: ['logs-*'], settings: {} } })
const COMPOSABLE = asString({ index_templates: [{ name: 'logs', index_template: {} }] })

async function dumpOf(files: Record<string, string | Buffer>): Promise<Dump> {
  const path = await folder.inner()
  for (const [name, content] of Object.entries(files)) await writeFile(join(path, name), content)
  return await discover(path)
}

/** What was found, short: `{ shop: { data: ['shop.json'] } }`. */
function found({ indices }: Dump): Record<string, Record<string, string[]>> {
  return Object.fromEntries(
    indices.map(({ name, files }) => [
      name,
      Object.fromEntries(Object.entries(files).map(([type, list]) => [type, list.map((file) => file.name)])),
    ]),
  )
}

describe('discover', () => {
  it('says where templates are not what the name of their file says, or only it tells', async () => {
    const dump = await dumpOf({
      'x.index_template.json': '{"logs":{"index_patterns":["logs-*"],"version":1}}',
      'y.template.json': '{"logs":{"index_patterns":["logs-*"]}}',
      'z.template.json': '{"logs":{"index_patterns":["logs-*"],"template":{"settings":{}}}}',
    })
    expect(found(dump)).toEqual({
      x: { index_template: ['x.index_template.json'] },
      y: { template: ['y.template.json'] },
      z: { index_template: ['z.template.json'] },
    })
    expect(dump.notes).toEqual([
      expect.stringMatching(
        /^x\.index_template\.json has nothing .* taken for `index_template`.* x\.template\.json\.$/,
      ),
      'z.template.json holds composable templates: it is taken for `index_template`, not for `template`.',
    ])
  })

  it('finds the documented files and those of multielasticdump, in one folder', async () => {
    const dump = await dumpOf({
      'a-analyzers.json': SETTINGS,
      'a-mappings.json': MAPPING,
      'a-data.json': documentOf('a'),
      'a-aliases.json': '"{}"',
      'b.c-1.json': documentOf('b.c-1'),
      'b.c-1.mapping.json': MAPPING,
      'b.c-1.settings.json.gz': gzipSync(SETTINGS),
    })
    expect(found(dump)).toEqual({
      a: {
        analyzer: ['a-analyzers.json'],
        mapping: ['a-mappings.json'],
        data: ['a-data.json'],
        alias: ['a-aliases.json'],
      },
      'b.c-1': {
        data: ['b.c-1.json'],
        mapping: ['b.c-1.mapping.json'],
        settings: ['b.c-1.settings.json.gz'],
      },
    })
    expect(dump.ignored).toEqual([])
    expect(dump.indices.map(({ fault }) => fault)).toEqual([undefined, undefined])
  })

  it.each<[string, string, string | Buffer, Record<string, Record<string, string[]>>]>([
    [
      'data of an index called like settings',
      'site-settings.json',
      documentOf('site-settings'),
      { 'site-settings': { data: ['site-settings.json'] } },
    ],
    ['settings', 'site-settings.json', SETTINGS, { site: { settings: ['site-settings.json'] } }],
    [
      'data of an index called like data',
      'shop-data.json',
      documentOf('shop-data'),
      { 'shop-data': { data: ['shop-data.json'] } },
    ],
    ['documented data', 'shop-data.json', documentOf('shop'), { shop: { data: ['shop-data.json'] } }],
    ['data without its index', 'shop-data.json', '{"_source":{}}', { shop: { data: ['shop-data.json'] } }],
    [
      'data of an index called index',
      'my-index.json',
      documentOf('my-index'),
      { 'my-index': { data: ['my-index.json'] } },
    ],
    ['a definition', 'my-index.json', SETTINGS, { my: { index: ['my-index.json'] } }],
    [
      'data of an index called template',
      'logs-template.json',
      documentOf('logs-template'),
      { 'logs-template': { data: ['logs-template.json'] } },
    ],
    ['templates', 'logs-template.json', LEGACY, { logs: { template: ['logs-template.json'] } }],
    [
      'composable templates',
      'x-index-templates.json',
      COMPOSABLE,
      { x: { index_template: ['x-index-templates.json'] } },
    ],
    [
      'legacy templates of an index called index',
      'x-index-templates.json',
      LEGACY,
      { 'x-index': { template: ['x-index-templates.json'] } },
    ],
    [
      'composable templates by name',
      'x.index_template.json',
      JSON.stringify({ logs: { index_patterns: ['logs-*'], template: { settings: {} } } }),
      { x: { index_template: ['x.index_template.json'] } },
    ],
    [
      'a data stream of little else',
      'x-index-templates.json.gz',
      gzipSync(asString({ logs: { index_patterns: ['logs-*'], data_stream: {} } })),
      { x: { index_template: ['x-index-templates.json.gz'] } },
    ],
    [
      'component templates by name',
      'x-component-template.json',
      asString({ part: { template: { settings: {} } } }),
      { x: { component_template: ['x-component-template.json'] } },
    ],
    [
      'legacy templates with a pattern of old',
      'x.index_template.json',
      JSON.stringify({ logs: { template: 'logs-*', version: 3 } }),
      { 'x.index': { template: ['x.index_template.json'] } },
    ],
    [
      'composable templates under a legacy name',
      'x.template.json',
      asString({ logs: { index_patterns: ['logs-*'], template: { settings: {} } } }),
      { x: { index_template: ['x.template.json'] } },
    ],
    [
      'legacy templates of a field that is called like a member of others',
      'x.template.json',
      asString({ logs: { index_patterns: ['l'], mappings: { properties: { priority: { type: 'byte' } } } } }),
      { x: { template: ['x.template.json'] } },
    ],
    [
      'no templates at all',
      'x.index_template.json',
      '"{}"',
      { x: { index_template: ['x.index_template.json'] } },
    ],
    [
      'data that is packed',
      'site-settings.json',
      gzipSync(documentOf('site-settings')),
      { 'site-settings': { data: ['site-settings.json'] } },
    ],
    [
      'data whose source comes last and is long',
      'a-mapping.json',
      `{"_index":"a-mapping","_id":"1","x":"${'y'.repeat(300_000)}","_source":{}}`,
      { 'a-mapping': { data: ['a-mapping.json'] } },
    ],
  ])('tells by its content: %s', async (_, name, content, expected) => {
    expect(found(await dumpOf({ [name]: content }))).toEqual(expected)
  })

  it.each(['', '\n  \n'])(
    'takes an empty file for the data of an index that other files name (%j)',
    async (empty) => {
      const dump = await dumpOf({
        'my-index.json': empty,
        'my-index.mapping.json': MAPPING,
        'site-settings.json': empty,
        'site-settings.settings.json': SETTINGS,
        'shop-data.json': empty,
        'shop-data.mapping.json': MAPPING,
        'plain.json': empty,
      })
      expect(found(dump)).toEqual({
        'my-index': { data: ['my-index.json'], mapping: ['my-index.mapping.json'] },
        plain: { data: ['plain.json'] },
        'shop-data': { data: ['shop-data.json'], mapping: ['shop-data.mapping.json'] },
        'site-settings': { data: ['site-settings.json'], settings: ['site-settings.settings.json'] },
      })
    },
  )

  it('takes an empty file for what its name says where nothing else names its index', async () => {
    const dump = await dumpOf({
      'shop-settings.json': '',
      'shop-data.json': '',
      'shop-mappings.json': MAPPING,
    })
    expect(found(dump)).toEqual({
      shop: {
        settings: ['shop-settings.json'],
        data: ['shop-data.json'],
        mapping: ['shop-mappings.json'],
      },
    })
  })

  it('takes a damaged file for what its name says, so that its fault is told', async () => {
    const dump = await dumpOf({
      'shop-mappings.json': 'no JSON',
      'shop-data.json': gzipSync(documentOf('shop')).subarray(0, 12),
      'other.json': 'no JSON either',
    })
    expect(found(dump)).toEqual({
      shop: { mapping: ['shop-mappings.json'], data: ['shop-data.json'] },
      other: { data: ['other.json'] },
    })
  })

  it('ignores what is no part of a dump, and lists it', async () => {
    const path = await folder.inner()
    await mkdir(join(path, 'older'))
    await writeFile(join(path, 'older', 'a.json'), DOCUMENT)
    await writeFile(join(path, 'package.json'), '{"name":"x","version":"1.0.0"}')
    await writeFile(join(path, 'README.md'), '# Hello')
    await writeFile(join(path, 'a.json'), DOCUMENT)
    const dump = await discover(path)
    expect(found(dump)).toEqual({ a: { data: ['a.json'] } })
    expect([...dump.ignored].sort()).toEqual(['README.md', 'older/', 'package.json'])
  })

  it('takes what may be documents with a damaged beginning for data, which fails when it is read', async () => {
    const torn = DOCUMENT.slice(1)
    const refused = '{"error":{"type":"x"},"status":503}'
    const dump = await dumpOf({
      'alone.json': torn + DOCUMENT,
      'half.json': '{"_index":"',
      'empty-object.json': `{}\n${DOCUMENT}`,
      'bulk.json': '{"index":{"_id":"1"}}\n{"a":1}\n',
      'refused.json': refused,
      'zipped.json.gz': gzipSync(DOCUMENT.repeat(500)).subarray(0, 40),
      'parts.split-0.json': DOCUMENT,
      'parts.split-1.json': '{"other":1}',
      'beside.json': '{"other":1}',
      'beside.mapping.json': MAPPING,
      'other.json': '{\n  "lines": [\n    1\n  ]\n}\n',
    })
    const data = (...files: string[]) => ({ data: files })
    expect(found(dump)).toEqual({
      alone: data('alone.json'),
      beside: { data: ['beside.json'], mapping: ['beside.mapping.json'] },
      bulk: data('bulk.json'),
      'empty-object': data('empty-object.json'),
      half: data('half.json'),
      parts: data('parts.split-0.json', 'parts.split-1.json'),
      refused: data('refused.json'),
      zipped: data('zipped.json.gz'),
    })
    expect(dump.ignored).toEqual(['other.json'])
  })

  it('ignores what macOS puts beside files, and nothing else that is called so', async () => {
    const apple = Buffer.from([0, 5, 0x16, 7, 0, 2, 0, 0])
    const dump = await dumpOf({
      'a.json': DOCUMENT,
      '._a.json': 'something of macOS',
      '._gone.json': apple,
      '._mine.json': DOCUMENT,
      '._torn.json': '{"_id":"1","_sou',
      'mine.json': DOCUMENT,
    })
    expect(Object.keys(found(dump))).toEqual(['._mine', '._torn', 'a', 'mine'])
    expect(dump.ignored).toEqual(['._a.json', '._gone.json'])
  })

  it('finds a file in both spellings of its ending to be one too many', async () => {
    const dump = await dumpOf({
      'a.json': DOCUMENT,
      'a.JSON': DOCUMENT,
      'export.NDJSON': '{"type":"search"}',
    })
    expect(dump.indices).toMatchObject([{ name: 'a', fault: { code: 'DUMP_AMBIGUOUS' } }])
    expect(dump.ignored).toEqual(['export.NDJSON'])
  })

  it('takes a single file', async () => {
    const file = await folder.file(DOCUMENT, 'some-data.json')
    const dump = await discover(file.path)
    expect(dump).toMatchObject({ path: file.path, ignored: [] })
    expect(dump.indices.map(({ files }) => files.data?.map(({ path }) => path))).toEqual([[file.path]])
  })

  it('puts split files into the order of their numbers', async () => {
    const names = Array.from({ length: 12 }, (_, i) => `s.split-${i}.json`)
    const dump = await dumpOf(Object.fromEntries(names.map((name) => [name, documentOf('s')])))
    expect(found(dump)).toEqual({ s: { data: names } })
    expect(dump.indices[0]?.fault).toBeUndefined()
  })

  it.each<[string, string[], string, string]>([
    [
      'a gap',
      ['s.split-0.json', 's.split-2.json'],
      'DUMP_UNREADABLE',
      'split file 1 of the data of index s is missing',
    ],
    ['no beginning', ['s.split-1.json'], 'DUMP_UNREADABLE', 'split file 0 of the data of index s is missing'],
    ['one number twice', ['s.split-0.json', 's.json.split-0.gz'], 'DUMP_AMBIGUOUS', 's.json.split-0.gz'],
    ['whole and split', ['s.json', 's.split-0.json'], 'DUMP_AMBIGUOUS', 's.split-0.json'],
    ['two names', ['s-data.json', 's.json'], 'DUMP_AMBIGUOUS', 's-data.json, s.json'],
    ['packed and not', ['s.json', 's.json.gz'], 'DUMP_AMBIGUOUS', 's.json, s.json.gz'],
  ])('finds a fault of one index alone: %s', async (_, names, code, message) => {
    const files = Object.fromEntries(names.map((name) => [name, documentOf('s')]))
    const dump = await dumpOf({ ...files, 'other.json': documentOf('other') })
    const faults = Object.fromEntries(dump.indices.map(({ name, fault }) => [name, fault]))
    expect(faults).toMatchObject({ s: { code }, other: undefined })
    expect(faults.s?.message).toContain(message)
  })

  it.each<[string, Record<string, string>, Record<string, Record<string, string[]>>]>([
    [
      'of the index that has metadata and no other data',
      { 'log.mapping.json': MAPPING, 'log-data.mapping.json': MAPPING, 'log-data.json': documentOf('l-01') },
      {
        log: { mapping: ['log.mapping.json'] },
        'log-data': { data: ['log-data.json'], mapping: ['log-data.mapping.json'] },
      },
    ],
    [
      'of its own index beside the data of the other',
      {
        'log.json': documentOf('l-01'),
        'log.mapping.json': MAPPING,
        'log-data.mapping.json': MAPPING,
        'log-data.json': documentOf('d-01'),
      },
      {
        log: { data: ['log.json'], mapping: ['log.mapping.json'] },
        'log-data': { data: ['log-data.json'], mapping: ['log-data.mapping.json'] },
      },
    ],
    [
      'of the documented procedure where nothing else is of its whole name',
      { 'log-mappings.json': MAPPING, 'log-data.json': documentOf('l-01') },
      { log: { data: ['log-data.json'], mapping: ['log-mappings.json'] } },
    ],
    [
      'of the documented procedure where the other index has its own',
      {
        'log-mappings.json': MAPPING,
        'log-data.json': documentOf('l-01'),
        'log-data-mappings.json': MAPPING,
        'log-data-data.json': documentOf('d-01'),
      },
      {
        log: { data: ['log-data.json'], mapping: ['log-mappings.json'] },
        'log-data': { data: ['log-data-data.json'], mapping: ['log-data-mappings.json'] },
      },
    ],
  ])('takes data that was dumped through an alias for that %s', async (_, files, expected) => {
    const dump = await dumpOf(files)
    expect(found(dump)).toEqual(expected)
    expect(dump.indices.map(({ fault }) => fault?.message)).toEqual(dump.indices.map(() => undefined))
  })

  it.each<[string, Record<string, string>, string]>([
    [
      'a split file among others',
      { 's.split-0.json': documentOf('s'), 's.split-1.json': '', 's.split-2.json': documentOf('s') },
      's.split-1.json',
    ],
    ['the only split file', { 's.split-0.json': '' }, 's.split-0.json'],
    ['a file that is called gzip', { 's.json.gz': '' }, 's.json.gz'],
  ])('finds %s of no bytes to be cut', async (_, files, name) => {
    const [index] = (await dumpOf(files)).indices
    expect(index?.fault).toMatchObject({ code: 'DUMP_UNREADABLE' })
    expect(index?.fault?.message).toContain(name)
  })

  it('takes a whole data file of no bytes for an empty index', async () => {
    const dump = await dumpOf({ 's.json': '' })
    expect(found(dump)).toEqual({ s: { data: ['s.json'] } })
    expect(dump.indices[0]?.fault).toBeUndefined()
  })

  it('fails for an empty folder, and says what it has else', async () => {
    const empty = await faultOf(discover(await folder.inner()))
    expect(empty).toMatchObject({ code: 'DUMP_EMPTY', message: expect.stringContaining('it is empty') })
    const other = await faultOf(dumpOf({ 'README.md': 'x', 'package.json': '{"name":"x"}' }))
    expect(other.code).toBe('DUMP_EMPTY')
    expect(other.message).toContain('it has README.md, package.json')
  })

  it('hints at folders below that hold data, where it holds none', async () => {
    const path = await folder.inner()
    const { hint: none } = await faultOf(discover(path))
    expect(none).toContain('Give `dump` the directory')
    for (const name of ['some', 'none', 'most']) await mkdir(join(path, name))
    await writeFile(join(path, 'none', 'package.json'), '{"name":"x"}')
    await writeFile(join(path, 'some', 'a.json'), DOCUMENT)
    for (const name of ['a.json', 'b-data.json']) await writeFile(join(path, 'most', name), DOCUMENT)
    const { hint } = await faultOf(discover(path))
    const to = `…/${basename(path)}/most`
    expect(hint).toBe(
      `\`most/\` has 2 data files, \`some/\` has 1 data file: set \`dump: ${to}\`, or another of them.`,
    )
  })

  it('fails for a path that is not there', async () => {
    const fault = await faultOf(discover(join(folder.path, 'nowhere')))
    expect(fault).toMatchObject({ code: 'DUMP_UNREADABLE', message: expect.stringContaining('nowhere') })
  })
})
