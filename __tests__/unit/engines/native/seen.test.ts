import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scanData } from '../../../../src/dump/index.js'
import { Seen } from '../../../../src/engines/native/seen.js'
import { dumped } from '../../dump/anything.js'
import { Folder } from '../../dump/files.js'
import { documentOf, readAll } from './documents.js'

const folder = new Folder().use()
const NONE = { superseded: undefined, superseding: undefined }
const documents = fc.array(
  fc.oneof(
    dumped.filter(({ _id }) => _id !== ''),
    fc.record({ _id: fc.constantFrom('a', 'b'), _source: fc.constant({}) }),
  ),
)

describe('Seen', () => {
  it('says the same as a scan of the dump, told what is named twice', async () => {
    await fc.assert(
      fc.asyncProperty(documents, fc.array(fc.boolean()), async (values, routed) => {
        const lines = values.map((one, i) => JSON.stringify(routed[i] ? { ...one, _routing: 'r' } : one))
        const file = await folder.file(lines.map((line) => `${line}\n`).join(''))
        const seen = new Seen(1000, 1_000_000)
        for (const document of await readAll([file])) seen.see(document)
        const { sample, ...scan } = await scanData([file], { scratch: folder.path, sampleSize: 1000 })
        const { superseded, superseding } = scan
        const { sample: own, ...found } = seen.scan({ superseded, superseding })
        // What a document is in its file has its line feed in it, the document itself has not.
        expect(found).toEqual({ ...scan, bytes: scan.bytes - lines.length })
        expect(own).toEqual(sample.map((one) => ({ ...one, bytes: one.bytes - 1 })))
      }),
      { numRuns: 30 },
    )
  })

  it('draws no more than it was told, and evenly', () => {
    const drawn = new Array<number>(40).fill(0)
    for (let round = 0; round < 400; round++) {
      const seen = new Seen(10, 1000)
      for (let i = 0; i < 40; i++) seen.see(documentOf({ _id: String(i), _source: {} }, i))
      const { sample } = seen.scan(NONE)
      expect(sample).toHaveLength(10)
      for (const { id } of sample) drawn[Number(id)] = (drawn[Number(id)] ?? 0) + 1
    }
    // Each is drawn 100 times on average; 40 is seven deviations away.
    for (const times of drawn) expect(Math.abs(times - 100)).toBeLessThan(60)
  })

  it('draws nothing that no request can carry, and counts it', () => {
    const seen = new Seen(10, 100)
    seen.see(documentOf({ _id: 'a', _source: { x: 'x'.repeat(100) } }, 0))
    seen.see(documentOf({ _id: 'b', _source: {} }, 1))
    const { lines, distinct, sample } = seen.scan(NONE)
    expect({ lines, distinct }).toEqual({ lines: 2, distinct: 2 })
    expect(sample.map(({ id }) => id)).toEqual(['b'])
  })
})
