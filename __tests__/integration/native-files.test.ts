import { appendFile, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { isNative, runAction } from '../support/action.js'
import { type DumpedIndex, documents, dumpOf, removeDumps } from '../support/dump-folder.js'
import { cleanUp, prefix, request } from '../support/opensearch.js'
import { annotationOf, expectFailed, resultOf } from '../support/outcome.js'

const start = prefix('files')
const SMALL = { types: 'data', 'batch-size': '20kb', concurrency: '2', verify: 'full' }
let made = 0

afterAll(async () => {
  await cleanUp(start)
  await removeDumps()
})

async function dumpWith(data: object[]): Promise<{ dump: string; index: string; file: string }> {
  const index = `${start}${made++}`
  const dump = await dumpOf({ [index]: { data } })
  return { dump, index, file: join(dump, `${index}.json`) }
}

async function expectNothingLeft(index: string): Promise<void> {
  const { text } = await request('GET', `/_cat/indices/${index}*?h=index&expand_wildcards=all`)
  expect(text.trim()).toBe('')
}

describe.runIf(isNative)('a file that is damaged after much of it has been sent', () => {
  // What does not pack well, so that the gzip file is large too.
  const data = documents(8000, (n) => ({
    n,
    text: Math.sin(n + 1)
      .toString(36)
      .repeat(8),
  }))

  interface Damage {
    does(file: string): Promise<void>
    code: string
    says: string
  }
  const damages: Record<string, Damage> = {
    'cut-gzip': {
      does: async (file) => {
        const packed = gzipSync(await readFile(file))
        await writeFile(file, packed.subarray(0, packed.length * 0.9))
      },
      code: 'DUMP_UNREADABLE',
      says: 'gzip data is cut or damaged after',
    },
    'wrong-checksum': {
      does: async (file) => {
        const packed = gzipSync(await readFile(file))
        packed.writeUInt32LE(1, packed.length - 8)
        await writeFile(file, packed)
      },
      code: 'DUMP_UNREADABLE',
      says: 'gzip data is cut or damaged after',
    },
    'cut-line': {
      does: async (file) => truncate(file, (await stat(file)).size - 30),
      code: 'DUMP_DOCUMENT_INVALID',
      says: 'line 8000: the file ends in the middle of this document',
    },
    'no-document': {
      does: (file) => appendFile(file, '{"_id":"x"}\n'),
      code: 'DUMP_DOCUMENT_INVALID',
      says: 'line 8001: a document without an object in _source',
    },
    'no-utf8': {
      does: (file) => appendFile(file, Buffer.from('{"_id":"x","_source":{"a":"\xff"}}\n', 'latin1')),
      code: 'DUMP_DOCUMENT_INVALID',
      says: 'line 8001: bytes that are not UTF-8',
    },
  }

  it('its index fails, and nothing is left', async () => {
    const names = Object.keys(damages).map((name) => `${start}${name}`)
    const dump = await dumpOf(Object.fromEntries(names.map((name) => [name, { data }])))
    for (const [name, { does }] of Object.entries(damages)) await does(join(dump, `${start}${name}.json`))
    const run = await runAction({ dump, ...SMALL })
    expectFailed(run)
    for (const [name, { code, says }] of Object.entries(damages)) {
      const index = `${start}${name}`
      expect(resultOf(run, index).failure?.code, name).toBe(code)
      expect(annotationOf(run, index)).toContain(says)
      expect(annotationOf(run, index)).toContain(`${index}.json`)
      await expectNothingLeft(index)
    }
  })
})

describe.runIf(isNative)('several indexes at a time', () => {
  it('one that is large and many that are small', async () => {
    const indices: Record<string, DumpedIndex> = {}
    const sizes: Record<string, number> = {}
    const add = (name: string, count: number, text: string) => {
      sizes[`${start}${name}`] = count
      indices[`${start}${name}`] = { data: documents(count, (n) => ({ n, text })) }
    }
    add('many-large', 9000, 'x'.repeat(300))
    for (let i = 0; i < 16; i++) add(`many-${i}`, i * 3, `of ${i}`)
    const dump = await dumpOf(indices)
    const run = await runAction({
      dump,
      types: 'data',
      parallel: '5',
      concurrency: '3',
      'batch-size': '30kb',
      verify: 'full',
    })
    expect(run.code, run.shown).toBe(0)
    expect(run.outputs).toMatchObject({ status: 'restored', verified: 'true', rejected: '0' })
    for (const [name, count] of Object.entries(sizes)) {
      expect(resultOf(run, name)).toMatchObject({
        status: 'ok',
        documents: { dump: count, indexed: count, rejected: 0, cluster: count },
      })
      expect((await request('GET', `/${name}/_count`)).body.count, name).toBe(count)
    }
    await cleanUp(`${start}many-`)
  })
})

describe.runIf(isNative)('an index that has documents', () => {
  const bulk = (index: string, some: object[]) =>
    request(
      'POST',
      `/${index}/_bulk?refresh=true`,
      some
        .map((source, id) => `${JSON.stringify({ index: { _id: String(id) } })}\n${JSON.stringify(source)}\n`)
        .join(''),
    )

  async function indexWith(index: string): Promise<void> {
    const mappings = { properties: { n: { type: 'integer' }, from: { type: 'keyword' } } }
    await request('PUT', `/${index}`, { settings: { number_of_replicas: 0 }, mappings })
    const held = await bulk(
      index,
      Array.from({ length: 500 }, (_, n) => ({ n, from: 'before' })),
    )
    expect(held.body.errors).toBe(false)
  }

  const line = (id: number | undefined, from: string, n: unknown = id) => ({
    ...(id === undefined ? {} : { _id: String(id) }),
    _source: { n, from },
  })

  it('keeps what the dump does not name, and a second run changes nothing', async () => {
    const data = [
      ...Array.from({ length: 700 }, (_, i) => line(i + 300, 'dump, older')),
      ...Array.from({ length: 700 }, (_, i) => line(i + 300, 'dump')),
      ...Array.from({ length: 60 }, () => line(undefined, 'dump', 1)),
    ]
    const { dump, index } = await dumpWith(data)
    await indexWith(index)
    for (let i = 0; i < 2; i++) {
      const run = await runAction({ dump, ...SMALL, 'if-exists': 'append' })
      expect(run.code, run.shown).toBe(0)
      expect(run.outputs).toMatchObject({ status: 'restored', verified: 'true' })
      expect(resultOf(run, index)).toMatchObject({
        action: 'appended',
        documents: { dump: 760, indexed: 760, rejected: 0, cluster: 1060 },
        superseded: 700,
      })
      const count = async (query: string) => (await request('GET', `/${index}/_count?q=${query}`)).body.count
      expect(await count('from:before')).toBe(300)
      expect(await count('from:dump')).toBe(760)
    }
  })

  it('keeps its own document where the dump’s is rejected', async () => {
    const data = [line(1, 'dump'), line(2, 'dump', 'bad'), line(900, 'dump'), line(900, 'dump', 'bad')]
    const { dump, index } = await dumpWith(data)
    await indexWith(index)
    const run = await runAction({ dump, ...SMALL, 'if-exists': 'append', 'max-rejected': '2' })
    expect(run.code, run.shown).toBe(0)
    expect(resultOf(run, index)).toMatchObject({
      documents: { dump: 3, indexed: 1, rejected: 2, cluster: 500 },
      superseded: 1,
      rejections: [
        { id: '2', line: 2, status: 400 },
        { id: '900', line: 4, status: 400 },
      ],
    })
    expect((await request('GET', `/${index}/_source/2`)).body).toEqual({ n: 2, from: 'before' })
    expect((await request('HEAD', `/${index}/_doc/900`)).status).toBe(404)
  })

  it('is left as it is where the dump cannot be read', async () => {
    const { dump, index, file } = await dumpWith(Array.from({ length: 900 }, (_, n) => line(n, 'dump')))
    await indexWith(index)
    await truncate(file, (await stat(file)).size - 20)
    const run = await runAction({ dump, ...SMALL, 'if-exists': 'append' })
    expectFailed(run)
    expect((await request('GET', `/${index}/_count?q=from:before`)).body.count).toBe(500)
    await rm(dump, { recursive: true })
  })
})
