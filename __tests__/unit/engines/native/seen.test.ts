import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scanData } from '../../../../src/dump/index.js'
import { Seen } from '../../../../src/engines/native/seen.js'
import { dumped } from '../../dump/anything.js'
import { Folder } from '../../dump/files.js'
import { documentOf, readAll } from './documents.js'

const folder = new Folder().use()
const distinct = fc.uniqueArray(
  dumped.filter(({ _id }) => _id !== ''),
  { selector: ({ _id }) => _id },
)

describe('Seen', () => {
  it('says the same as a scan of the dump', async () => {
    await fc.assert(
      fc.asyncProperty(distinct, fc.array(fc.boolean()), async (documents, routed) => {
        const lines = documents.map((one, i) => JSON.stringify(routed[i] ? { ...one, _routing: 'r' } : one))
        const file = await folder.file(lines.map((line) => `${line}\n`).join(''))
        const seen = new Seen(1000)
        for (const document of await readAll([file])) seen.see(document)
        const { sample, ...scan } = await scanData([file], { scratch: folder.path, sampleSize: 1000 })
        const { sample: own, ...found } = seen.scan()
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
      const seen = new Seen(10)
      for (let i = 0; i < 40; i++) seen.see(documentOf({ _id: String(i), _source: {} }, i))
      const { sample } = seen.scan()
      expect(sample).toHaveLength(10)
      for (const { id } of sample) drawn[Number(id)] = (drawn[Number(id)] ?? 0) + 1
    }
    // Each is drawn 100 times on average; 40 is seven deviations away.
    for (const times of drawn) expect(Math.abs(times - 100)).toBeLessThan(60)
  })
})
