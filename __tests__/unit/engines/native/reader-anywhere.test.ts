import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { DumpFile } from '../../../../src/dump/index.js'
import { RestoreError } from '../../../../src/errors.js'
import { dumped, layout, write } from '../../dump/anything.js'
import { faultOf } from '../../dump/files.js'
import { readAll, type Shown, shown, shownParsed } from './documents.js'

// Files of which a test says where each piece ends, by the file's path.
const pieces = new Map<string, Buffer[]>()
vi.mock('../../../../src/dump/open.js', () => ({
  async *readBytes({ path }: DumpFile) {
    yield* pieces.get(path) ?? []
  },
}))

/** @param ends where pieces end, as offsets */
function fileOf(content: string | Buffer, ends: number[] = [], name = 'data.json'): DumpFile {
  const bytes = Buffer.from(content as string)
  const cuts = ends.map((end) => end % (bytes.length + 1)).sort((a, b) => a - b)
  pieces.set(
    name,
    [0, ...cuts].map((from, i) => bytes.subarray(from, cuts[i])),
  )
  return { path: name, name, bytes: bytes.length }
}

const read = async (content: string | Buffer, ends: number[] = []) =>
  (await readAll([fileOf(content, ends)])).map(shown)

/** The documents of a file, or where its fault is. */
async function outcome(
  reading: Promise<Shown[]>,
): Promise<Shown[] | { code: string; line: number; byte: number }> {
  try {
    return await reading
  } catch (error) {
    if (!(error instanceof RestoreError)) throw error
    const [, line, byte] = /^data\.json, line (\d+): (?:.*? \(byte (\d+)\))?/.exec(error.message) ?? []
    return { code: error.code, line: Number(line), byte: Number(byte) }
  }
}

const documents = fc.array(
  fc.oneof(
    dumped.filter(({ _id }) => _id !== ''),
    fc.record({ _source: fc.constant({ n: 1 }) }),
  ),
  { maxLength: 5 },
)
const cuts = fc.array(fc.nat(), { maxLength: 8 })
const mutation = fc.record({
  how: fc.constantFrom('remove', 'change', 'insert', 'cut'),
  at: fc.nat(),
  byte: fc.oneof(fc.constantFrom(...Buffer.from('{}[]",:\\ \r\n')), fc.nat({ max: 255 })),
})

function mutated(bytes: Buffer, { how, at, byte }: { how: string; at: number; byte: number }): Buffer {
  const place = at % (bytes.length + 1)
  const [before, here, after] = [
    bytes.subarray(0, place),
    bytes.subarray(place, place + 1),
    bytes.subarray(place + 1),
  ]
  if (how === 'cut') return before
  if (how === 'remove') return Buffer.concat([before, after])
  const other = Buffer.from([byte])
  return how === 'change'
    ? Buffer.concat([before, other, after])
    : Buffer.concat([before, other, here, after])
}

describe('readByteDocuments of anything', () => {
  it('reads back what was written, in every layout, wherever the pieces end', async () => {
    await fc.assert(
      fc.asyncProperty(documents, layout, cuts, fc.boolean(), async (values, how, ends, hasMark) => {
        const { text, places } = write(values, how)
        const found = await read((hasMark ? '\uFEFF' : '') + text, ends)
        expect(found.map((one) => one.text)).toEqual(places.map(({ start, end }) => text.slice(start, end)))
        expect(found.map(({ line }) => line)).toEqual(places.map(({ line }) => line))
        expect(found.map(({ ordinal }) => ordinal)).toEqual(values.map((_, i) => i))
      }),
      { numRuns: 300 },
    )
  })

  it('agrees with readDocuments on several files', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(documents, layout, cuts), { maxLength: 3 }), async (all) => {
        const files = all.map(([values, how, ends], i) => fileOf(write(values, how).text, ends, `${i}.json`))
        expect((await readAll(files)).map(shown)).toEqual(await shownParsed(files))
      }),
    )
  })

  it('fails on a damaged file where readDocuments does, and gives the same documents where neither does', async () => {
    await fc.assert(
      fc.asyncProperty(documents, layout, mutation, async (values, how, mutate) => {
        const bytes = mutated(Buffer.from(write(values, how).text), mutate)
        const file = fileOf(bytes)
        const parsed = await outcome(shownParsed([file]))
        const found = await outcome(readAll([file]).then((list) => list.map(shown)))
        if (Array.isArray(parsed) && parsed.every(isRestorable)) expect(found).toEqual(parsed)
        else expect(found).toMatchObject({ code: 'DUMP_DOCUMENT_INVALID' })
      }),
      { numRuns: 2000 },
    )
  })

  it('finds the same fault wherever the pieces end, and at the first byte that cannot be right', async () => {
    await fc.assert(
      fc.asyncProperty(documents, layout, mutation, cuts, async (values, how, mutate, ends) => {
        const bytes = mutated(Buffer.from(write(values, how).text), mutate)
        const found = await outcome(read(bytes))
        expect(await outcome(read(bytes, ends))).toEqual(found)
        expect(await outcome(read(bytes, [...bytes.keys()]))).toEqual(found)
        if (Array.isArray(found) || Number.isNaN(found.byte)) return
        // Up to that byte the file is good, or ends in the middle of a document; with that byte it is not.
        const before = await outcome(read(bytes.subarray(0, found.byte)))
        if (!Array.isArray(before)) expect(before.byte).toBe(found.byte)
        if (found.byte === bytes.length) return
        const after = await outcome(read(bytes.subarray(0, found.byte + 1)))
        expect(after).toMatchObject({ byte: expect.any(Number) })
      }),
      { numRuns: 500 },
    )
  })

  it('gives a file that is cut anywhere a fault, or all documents before the cut', async () => {
    await fc.assert(
      fc.asyncProperty(documents, layout, fc.nat(), cuts, async (values, how, at, ends) => {
        const { text, places } = write(values, how)
        const bytes = Buffer.from(text)
        const end = at % (bytes.length + 1)
        const offset = (place: number) => Buffer.byteLength(text.slice(0, place))
        const inside = places.find((place) => offset(place.start) < end && end < offset(place.end))
        const found = await outcome(read(bytes.subarray(0, end), ends))
        if (inside) expect(found).toEqual({ code: 'DUMP_DOCUMENT_INVALID', line: inside.line, byte: end })
        else expect(found).toHaveLength(places.filter((place) => offset(place.end) <= end).length)
      }),
      { numRuns: 300 },
    )
  })

  it('never takes a file with a cut in its middle for a whole one', async () => {
    const several = fc.array(dumped, { minLength: 2, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(
        several,
        layout,
        fc.nat(),
        fc.boolean(),
        cuts,
        async (values, how, at, isMore, ends) => {
          const { text, places } = write(values, how)
          const [first, second] = places
          const start = 1 + (at % ((first?.end ?? 0) - 1))
          // From inside the first document to its end, and the space behind it, if not more.
          const end = (second?.start ?? 0) + (isMore ? 0 : -1)
          if (end <= start || end < (first?.end ?? 0)) return
          const reading = read(text.slice(0, start) + text.slice(end), ends)
          expect(await faultOf(reading)).toMatchObject({ code: 'DUMP_DOCUMENT_INVALID' })
        },
      ),
      { numRuns: 300 },
    )
  })

  it('takes a byte order mark that comes in pieces, and none but at the beginning', async () => {
    const line = '{"_id":"a","_source":{}}\n'
    for (const ends of [[], [line.length], [line.length, line.length + 1]]) {
      expect(await outcome(read(`${line}\uFEFF${line}`, ends))).toMatchObject({ line: 2, byte: line.length })
    }
    expect(await read('\uFEFF{"_id":"a","_source":{}}', [1, 2])).toHaveLength(1)
    expect(await read('\uFEFF', [1, 2])).toEqual([])
    expect(await outcome(read(Buffer.from([0xef, 0xbb]), [1]))).toMatchObject({ line: 1, byte: 0 })
  })
})

/** Whether it can be put into an index: readDocuments leaves that to others. */
function isRestorable({ id, source }: Shown): boolean {
  return String(source).startsWith('{') && id !== '' && Buffer.byteLength(id) <= 512 && id.isWellFormed()
}
