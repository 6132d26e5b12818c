import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DataScan, type RawDocument, scanData } from '../../../src/dump/index.js'
import { RestoreError } from '../../../src/errors.js'
import { Folder, faultOf } from './files.js'

const folder = new Folder().use()

async function scan(
  files: unknown[][],
  sampleSize = 100,
  observer?: { see(one: RawDocument): void },
): Promise<DataScan> {
  const written = await Promise.all(
    files.map((documents, i) =>
      folder.file(documents.map((one) => `${JSON.stringify(one)}\n`).join(''), `${i}.json`),
    ),
  )
  const scratch = await folder.inner()
  const result = await scanData(written, { scratch, sampleSize, observer })
  expect(readdirSync(scratch)).toEqual([])
  return result
}

const ordinalsOf = ({ superseded, lines }: DataScan) =>
  Array.from({ length: lines }, (_, i) => i).filter((i) => superseded?.has(i))
const one = (id: string, source: object = {}, meta: object = {}) => ({ _id: id, _source: source, ...meta })

describe('scanData', () => {
  it('counts nothing in no files, and in empty ones', async () => {
    const nothing = { lines: 0, distinct: 0, bytes: 0, routed: 0, superseded: undefined, sample: [] }
    expect(await scan([])).toEqual(nothing)
    expect(await scan([[], []])).toEqual(nothing)
  })

  it('counts a document that is named twice once: the last line wins', async () => {
    const found = await scan([
      [one('a', { v: 1 }), one('b'), one('a', { v: 2 })],
      [one('c'), one('a', { v: 3 })],
    ])
    expect(found).toMatchObject({ lines: 5, distinct: 3, routed: 0 })
    expect(ordinalsOf(found)).toEqual([0, 2])
    const sampled = Object.fromEntries(
      found.sample.map(({ id, file, line, source }) => [id, { file, line, source }]),
    )
    expect(sampled).toEqual({
      a: { file: '1.json', line: 2, source: '{"v":3}' },
      b: { file: '0.json', line: 2, source: '{}' },
      c: { file: '1.json', line: 1, source: '{}' },
    })
  })

  it('tells one id under several routings apart', async () => {
    const routed = (routing: string) => one('a', {}, { _routing: routing })
    const found = await scan([[routed('r'), routed('s'), one('a'), routed('r'), one('ar'), one('a\0r')]])
    expect(found).toMatchObject({ lines: 6, distinct: 5, routed: 3 })
    expect(ordinalsOf(found)).toEqual([0])
  })

  it('counts documents without an id each', async () => {
    const found = await scan([[{ _source: {} }, { _source: {} }, { _id: null, _source: {} }]])
    expect(found).toMatchObject({ lines: 3, distinct: 3, superseded: undefined })
    expect(new Set(found.sample.map(({ id }) => id)).size).toBe(3)
  })

  it('counts the bytes that it has read', async () => {
    const file = await folder.file('{"_id":"ü","_source":{}}\r\n\n {"_source":\n{}}\n')
    const { bytes } = await scanData([file], { scratch: folder.path, sampleSize: 0 })
    expect(bytes).toBeGreaterThan(file.bytes - 5)
    expect(bytes).toBeLessThanOrEqual(file.bytes)
  })

  it('draws as many as it is asked for', async () => {
    const many = Array.from({ length: 50 }, (_, i) => one(String(i)))
    expect((await scan([many], 7)).sample).toHaveLength(7)
    expect((await scan([many], 0)).sample).toEqual([])
  })

  it('shows every document to the observer, in order', async () => {
    const seen: unknown[] = []
    await scan([[one('b'), one('a')], [one('b')]], 0, { see: ({ value }) => seen.push(value._id) })
    expect(seen).toEqual(['b', 'a', 'b'])
  })

  it('ends with what the observer throws', async () => {
    const see = () => {
      throw new RestoreError('ENGINE_CANNOT_CARRY', 'no')
    }
    expect(await faultOf(scan([[one('a')]], 0, { see }))).toMatchObject({ code: 'ENGINE_CANNOT_CARRY' })
  })

  it.each([
    ['none', {}],
    ['null', { _source: null }],
    ['a list', { _source: [] }],
    ['text', { _source: 'x' }],
    ['fields in its place', { fields: { a: [1] } }],
  ])('fails for a document whose source is %s', async (_, document) => {
    const fault = await faultOf(scan([[one('a')], [one('b'), { _id: 'c', ...document }]]))
    expect(fault.code).toBe('DUMP_DOCUMENT_INVALID')
    expect(fault.message).toBe('1.json, line 2: a document without an object in _source')
  })

  it('fails for an id that OpenSearch does not take, and takes the longest that it does', async () => {
    expect(await scan([[one('é'.repeat(256))]])).toMatchObject({ distinct: 1 })
    expect((await faultOf(scan([[one('')]]))).message).toContain('line 1: an id of 0 bytes')
    const fault = await faultOf(scan([[one('a'), one('é'.repeat(257))]]))
    expect(fault.code).toBe('DUMP_DOCUMENT_INVALID')
    expect(fault.message).toBe('0.json, line 2: an id of 514 bytes; OpenSearch takes 1 to 512')
  })

  it('agrees with a map for any ids and routings in any files', async () => {
    const id = fc.constantFrom('a', 'b', 'c', '0', null)
    const routing = fc.constantFrom(undefined, 'r', 's')
    const document = fc.record({ _id: id, _source: fc.constant({}), _routing: routing })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(document, { maxLength: 10 }), { maxLength: 3 }), async (files) => {
        const all = files.flat()
        const last = new Map(
          all.map(({ _id, _routing }, i) => [_id === null ? i : `${_id}/${_routing ?? ''}`, i]),
        )
        const found = await scan(files)
        expect(found.distinct).toBe(last.size)
        const kept = new Set(last.values())
        expect(ordinalsOf(found)).toEqual(all.map((_, i) => i).filter((i) => !kept.has(i)))
        expect(found.sample).toHaveLength(last.size)
        expect(found.routed).toBe(all.filter(({ _routing }) => _routing !== undefined).length)
      }),
      { numRuns: 50 },
    )
  })
})

it.each(['_id', '_routing'])(
  'refuses half of a surrogate pair in %s, of which the cluster makes one and the same',
  async (name) => {
    const fault = await faultOf(scan([[one('a'), { _id: 'b', _source: {}, [name]: '\ud800' }]]))
    expect(fault.message).toMatch(/^0\.json, line 2: half of a surrogate pair in the (?:id|routing)$/)
  },
)
