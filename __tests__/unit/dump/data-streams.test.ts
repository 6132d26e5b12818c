import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { backingOf, discover, newestBacking, readIndexMetadata } from '../../../src/dump/index.js'
import { asString, Folder } from './files.js'

const folder = new Folder().use()

it.each([
  ['.ds-logs-000001', { stream: 'logs', generation: 1 }],
  ['.ds-logs-app-000012', { stream: 'logs-app', generation: 12 }],
  ['.ds-logs-app-2026.01.31-000003', { stream: 'logs-app', generation: 3 }],
  ['.ds-logs-1000000', { stream: 'logs', generation: 1_000_000 }],
  ['ds-logs-000001', undefined],
  ['.ds-logs-00001', undefined],
  ['.ds--000001', undefined],
  ['my.ds-logs-000001', undefined],
])('%s is behind the data stream %j', (name, expected) => {
  expect(backingOf(name)).toEqual(expected)
})

it('knows the newest index behind a data stream', () => {
  const names = ['.ds-a-000009', '.ds-a-000010', '.ds-b-000011', 'a']
  expect(newestBacking(names, 'a')).toBe('.ds-a-000010')
  expect(newestBacking(names, 'c')).toBeUndefined()
})

async function dumpWith(files: Record<string, string>): Promise<string> {
  const path = await folder.inner()
  for (const [name, content] of Object.entries(files)) await writeFile(join(path, name), content)
  return path
}

const documentOf = (index: string) => `${JSON.stringify({ _index: index, _id: '1', _source: {} })}\n`

it('takes the files of its indexes together: all data, the oldest first, and the newest of the rest', async () => {
  const path = await dumpWith({
    '.ds-logs-2026.02.01-000002.json': documentOf('.ds-logs-2026.02.01-000002'),
    '.ds-logs-2026.02.01-000002.mapping.json':
      '{".ds-logs-2026.02.01-000002": {"mappings": {"_meta": {"n": 2}}}}',
    '.ds-logs-2026.12.01-000001.split-0.json': documentOf('.ds-logs-2026.12.01-000001'),
    '.ds-logs-2026.12.01-000001.split-1.json': documentOf('.ds-logs-2026.12.01-000001'),
    '.ds-logs-2026.12.01-000001.mapping.json':
      '{".ds-logs-2026.12.01-000001": {"mappings": {"_meta": {"n": 1}}}}',
    'other.json': documentOf('other'),
  })
  const { indices } = await discover(path)
  expect(indices.map(({ name }) => name)).toEqual(['logs', 'other'])
  const [logs] = indices
  expect(logs?.files.data?.map(({ name }) => name)).toEqual([
    '.ds-logs-2026.12.01-000001.split-0.json',
    '.ds-logs-2026.12.01-000001.split-1.json',
    '.ds-logs-2026.02.01-000002.json',
  ])
  if (logs) expect((await readIndexMetadata(logs, ['mapping'])).mappings).toEqual({ _meta: { n: 2 } })
})

it('knows data streams by the names of files, and by what documents were dumped from', async () => {
  const path = await dumpWith({
    '.ds-a-000001.json': documentOf('other'),
    'b-data.json': documentOf('.ds-b-000003'),
    'c.json': documentOf('.ds-other-000001'),
    'd.json': documentOf('d'),
  })
  const { indices } = await discover(path)
  expect(indices.map(({ name, isDataStream = false }) => [name, isDataStream])).toEqual([
    ['a', true],
    ['b', true],
    ['c', false],
    ['d', false],
  ])
  const [alone] = (await discover(`${path}/.ds-a-000001.json`)).indices
  expect(alone).toMatchObject({ name: 'a', isDataStream: true })
})

it('keeps the fault of one of its indexes', async () => {
  const path = await dumpWith({
    '.ds-logs-000001.split-1.json': documentOf('.ds-logs-000001'),
    '.ds-logs-000002.json': documentOf('.ds-logs-000002'),
  })
  const { indices } = await discover(path)
  expect(indices).toMatchObject([{ name: 'logs', fault: { code: 'DUMP_UNREADABLE' } }])
})

it('leaves them apart where the dump has the data stream itself', async () => {
  const path = await dumpWith({
    'logs-data.json': documentOf('.ds-logs-000001'),
    '.ds-logs-000001.json': documentOf('.ds-logs-000001'),
  })
  expect((await discover(path)).indices.map(({ name }) => name)).toEqual(['.ds-logs-000001', 'logs'])
})

it('reads what elasticdump says of a data stream by the newest index behind it', async () => {
  const settings = (refresh_interval: string) => ({ settings: { index: { refresh_interval } } })
  const index = await folder.index('logs', {
    settings: asString({ '.ds-logs-000002': settings('2s'), '.ds-logs-000001': settings('1s'), logs: {} }),
    mapping: {
      '.ds-logs-000001': { mappings: { _meta: { n: 1 } } },
      '.ds-logs-000002': { mappings: { _meta: { n: 2 } } },
    },
  })
  expect(await readIndexMetadata(index, ['settings', 'mapping'])).toMatchObject({
    settings: { refresh_interval: '2s' },
    mappings: { _meta: { n: 2 } },
  })
})
