import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { contentOf, mappingContent } from '../../../src/baseline/index.js'
import { type DumpFile, readBytes, SameContent } from '../../../src/dump/index.js'
import { Folder } from '../dump/files.js'
import { SCAN } from '../plan/parts.js'

const folder = new Folder().use()
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

async function fileOf(content: string | Buffer, isRead = true): Promise<DumpFile> {
  const file = { ...(await folder.file(content)), content: new SameContent(false) }
  if (isRead) for await (const _ of readBytes(file));
  return file
}

describe('contentOf', () => {
  const dumped = (data: DumpFile[] | undefined, mapping: DumpFile[] = []) => ({
    files: { ...(data && { data }), ...(mapping.length > 0 && { mapping }) },
    mapping: null,
    isDataAsked: true,
  })

  it('is of what the files hold, packed or not', async () => {
    const plain = contentOf(dumped([await fileOf('one\n')], [await fileOf('{}')]), SCAN)
    expect(plain).toEqual({
      documents: 3,
      bytes: 4,
      digests: [
        { type: 'data', sha256: sha256('one\n') },
        { type: 'mapping', sha256: sha256('{}') },
      ],
      mapping: null,
    })
    expect(contentOf(dumped([await fileOf(gzipSync('one\n'))], [await fileOf('{}')]), SCAN)).toEqual(plain)
  })

  it('is of all split files, in their order', async () => {
    const [one, two] = [await fileOf('one\n'), await fileOf('two\n')]
    const both = contentOf(dumped([one, two]), SCAN)
    expect(both.bytes).toBe(8)
    expect(both.digests).toEqual([{ type: 'data', sha256: sha256(sha256('one\n') + sha256('two\n')) }])
    expect(contentOf(dumped([two, one]), SCAN).digests).not.toEqual(both.digests)
  })

  it('has nothing of a file that was not read to its end', async () => {
    const [one, two] = [await fileOf('one\n'), await fileOf('two\n', false)]
    expect(contentOf(dumped([one, two]), undefined)).toEqual({
      documents: null,
      bytes: null,
      digests: [],
      mapping: null,
    })
  })

  it('has no documents where data was asked for and the dump has none', () => {
    expect(contentOf(dumped(undefined), undefined)).toMatchObject({ documents: 0, bytes: 0 })
    expect(contentOf({ ...dumped(undefined), isDataAsked: false }, undefined)).toMatchObject({
      documents: null,
      bytes: null,
    })
  })
})

describe('mappingContent', () => {
  const properties = {
    title: { type: 'text', fields: { raw: { type: 'keyword' } } },
    price: { properties: { net: { type: 'long' } } },
    lines: { type: 'nested', properties: { sku: { type: 'keyword' } } },
    any: { dynamic: true },
    odd: 5,
  }

  it('names every field with its type, below those of one type too', () => {
    const fields = [
      'any: object',
      'lines.sku: keyword',
      'lines: nested',
      'price.net: long',
      'title.raw: keyword',
      'title: text',
    ]
    expect(mappingContent({ mappings: { properties } })?.fields).toEqual(fields)
    expect(mappingContent({ mappings: { _doc: { properties } } })?.fields).toEqual(fields)
  })

  it('is the same in another order, and another with another parameter', () => {
    const of = (mappings: Record<string, unknown>) => mappingContent({ mappings })?.sha256
    const one = of({ dynamic: false, properties: { a: { type: 'text', index: false }, b: { type: 'long' } } })
    expect(
      of({ properties: { b: { type: 'long' }, a: { index: false, type: 'text' } }, dynamic: false }),
    ).toBe(one)
    expect(
      of({ properties: { b: { type: 'long' }, a: { index: true, type: 'text' } }, dynamic: false }),
    ).not.toBe(one)
  })

  it('does not name the fields where there are too many, and is null where there is no mapping', () => {
    const many = (count: number, name = 'f') =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`${name}${n}`, { type: 'long' }]))
    expect(mappingContent({ mappings: { properties: many(2000) } })?.fields).toHaveLength(2000)
    expect(mappingContent({ mappings: { properties: many(2001) } })?.fields).toBeNull()
    expect(mappingContent({ mappings: { properties: many(300, 'x'.repeat(1000)) } })?.fields).toBeNull()
    expect(mappingContent({})).toBeNull()
  })
})
