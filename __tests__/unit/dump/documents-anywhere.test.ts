import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { DumpFile, RawDocument } from '../../../src/dump/index.js'
import { dumped, layout, write } from './anything.js'
import { collect, faultOf } from './files.js'

// Files of which a test says where each piece ends, by the file's path.
const pieces = new Map<string, Buffer[]>()
vi.mock('../../../src/dump/open.js', () => ({
  async *readBytes({ path }: DumpFile) {
    yield* pieces.get(path) ?? []
  },
}))

/** @param ends where pieces end, as offsets */
async function read(content: string | Buffer, ends: number[] = []): Promise<RawDocument[]> {
  const bytes = Buffer.from(content as string)
  pieces.set(
    '/file',
    [0, ...ends].map((from, i) => bytes.subarray(from, ends[i])),
  )
  return await collect({ path: '/file', name: 'data.json', bytes: bytes.length })
}

describe('readDocuments of anything', () => {
  it('reads back what was written, in every layout, with the right lines', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(dumped, { maxLength: 6 }), layout, async (documents, how) => {
        const { text, places } = write(documents, how)
        const found = await read(text)
        expect(found.map(({ value }) => JSON.stringify(value))).toEqual(
          documents.map((one) => JSON.stringify(one)),
        )
        expect(found.map(({ text: own }) => own)).toEqual(
          places.map(({ start, end }) => text.slice(start, end)),
        )
        expect(found.map(({ line }) => line)).toEqual(places.map(({ line }) => line))
      }),
    )
  })

  it('reads the same wherever the pieces of a file end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(dumped, { minLength: 1, maxLength: 4 }),
        layout,
        fc.array(fc.nat(), { maxLength: 8 }),
        async (documents, how, cuts) => {
          const bytes = Buffer.from(write(documents, how).text)
          const ends = cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b)
          expect(await read(bytes, ends)).toEqual(await read(bytes))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('reads the same in pieces of a byte', async () => {
    const document = '{"_id":"ü\\\\","_source":{"a":["}{"]}}'
    const bytes = Buffer.from(`\uFEFF${document}\r\n\n${JSON.stringify(JSON.parse(document), null, 1)}`)
    const ends = Array.from(bytes, (_, i) => i + 1)
    expect((await read(bytes, ends)).map(({ line }) => line)).toEqual([1, 3])
  })

  it('gives a file that is cut anywhere a fault, or all documents before the cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(dumped, { minLength: 1, maxLength: 4 }),
        layout,
        fc.nat(),
        async (documents, how, at) => {
          const { text, places } = write(documents, how)
          const bytes = Buffer.from(text)
          const end = at % (bytes.length + 1)
          const cut = bytes.subarray(0, end)
          const ends = places.map((place) => Buffer.byteLength(text.slice(0, place.end)))
          const starts = places.map((place) => Buffer.byteLength(text.slice(0, place.start)))
          const isInside = starts.some((start, i) => start < end && end < (ends[i] ?? 0))
          if (isInside) {
            expect(await faultOf(read(cut))).toMatchObject({ code: 'DUMP_DOCUMENT_INVALID' })
          } else {
            expect(await read(cut)).toHaveLength(ends.filter((one) => one <= end).length)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it('never takes a file with a cut in its middle for a whole one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(dumped, { minLength: 2, maxLength: 4 }),
        layout,
        fc.nat(),
        fc.nat(),
        async (documents, how, at, gone) => {
          const { text, places } = write(documents, how)
          const [first] = places
          const start = 1 + (at % ((first?.end ?? 0) - 1))
          // From inside the first document to its end, and the space behind it, if not more.
          const end = (places[1]?.start ?? 0) + (gone % 3 === 0 ? 0 : -1)
          if (end <= start || end < (first?.end ?? 0)) return
          const cut = text.slice(0, start) + text.slice(end)
          expect(await faultOf(read(cut))).toMatchObject({ code: 'DUMP_DOCUMENT_INVALID' })
        },
      ),
      { numRuns: 300 },
    )
  })
})
