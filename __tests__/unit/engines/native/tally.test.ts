import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Tally } from '../../../../src/engines/native/tally.js'
import { documentOf, FILE } from './documents.js'

const rejected = (ordinal: number) => ({ id: `d${ordinal}`, file: FILE, line: ordinal + 1, ordinal })
const ordinals = fc.uniqueArray(fc.nat({ max: 20_000 }))

describe('Tally', () => {
  it('names the rejected in the order of the dump, whatever the order of the answers', () => {
    fc.assert(
      fc.property(ordinals, (places) => {
        const tally = new Tally()
        for (const place of places) tally.reject(rejected(place), 400, 'no')
        expect(tally.rejected.size).toBe(places.length)
        expect(tally.rejections()).toEqual(
          [...places]
            .sort((a, b) => a - b)
            .map((place) => ({
              id: `d${place}`,
              status: 400,
              reason: 'no',
              file: 'data.json',
              line: place + 1,
            })),
        )
      }),
    )
  })

  it('counts all and names a thousand', () => {
    const tally = new Tally()
    for (let i = 0; i < 1500; i++) tally.reject(rejected(i), 400, 'no')
    expect(tally.rejected.size).toBe(1500)
    expect(tally.rejections()).toHaveLength(1000)
    expect(tally.rejections().at(-1)?.id).toBe('d999')
  })

  it('forgets all rejections, says which they were, and names anew', () => {
    fc.assert(
      fc.property(ordinals, ordinals, (places, later) => {
        const tally = new Tally()
        for (const place of places) tally.reject(rejected(place), 429, 'busy')
        const forgotten = tally.forgetRejections()
        expect(forgotten.size).toBe(places.length)
        expect(places.every((place) => forgotten.has(place))).toBe(true)
        expect(tally.rejections()).toEqual([])
        for (const place of later) tally.reject(rejected(place), 400, 'no')
        expect(tally.rejected.size).toBe(later.length)
        expect(tally.rejections().map(({ id, status }) => [id, status])).toEqual(
          [...later].sort((a, b) => a - b).map((place) => [`d${place}`, 400]),
        )
      }),
    )
  })

  it('names a document that was never sent', () => {
    const tally = new Tally()
    tally.rejectUnsent(documentOf('{"_id":"\\u00fc","_source":{}}', 4), 413, 'too large')
    expect(tally.rejected.has(4)).toBe(true)
    expect(tally.rejections()).toEqual([
      { id: 'ü', status: 413, reason: 'too large', file: 'data.json', line: 5 },
    ])
  })
})
