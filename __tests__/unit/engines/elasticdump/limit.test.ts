import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BatchSizes } from '../../../../src/engines/elasticdump/limit.js'

const MB = 1_000_000
const REQUEST_LIMIT = 100 * MB

function sizesOf(list: Iterable<number>): BatchSizes {
  const sizes = new BatchSizes()
  for (const bytes of list) sizes.add(bytes)
  return sizes
}

/** The most bytes of any so many consecutive documents. */
function largestWindow(list: number[], count: number): number {
  let sum = 0
  let largest = 0
  list.forEach((bytes, i) => {
    sum += bytes - (list[i - count] ?? 0)
    largest = Math.max(largest, sum)
  })
  return largest
}

describe('BatchSizes', () => {
  it.each([100, 500, 5000, 80_000, MB])('makes about 5 MB of documents of %i bytes', (bytes) => {
    const limit = sizesOf(Array.from({ length: 200_000 }, () => bytes)).limit(5 * MB, REQUEST_LIMIT)
    expect(limit * bytes).toBeGreaterThan(2.5 * MB)
    expect(limit * bytes).toBeLessThanOrEqual(6 * MB)
  })

  it.each<[string, number[], number]>([
    ['no documents', [], 1],
    ['one document', [500], 1],
    ['documents of more than a batch', [20 * MB, 20 * MB, 20 * MB], 1],
    ['documents of about the request limit', [95 * MB, 95 * MB], 1],
  ])('has a limit for %s', (_, list, least) => {
    const limit = sizesOf(list).limit(5 * MB, REQUEST_LIMIT)
    expect(limit).toBeGreaterThanOrEqual(least)
    expect(Number.isInteger(limit)).toBe(true)
    expect(largestWindow(list, limit)).toBeLessThanOrEqual(Math.max(20 * MB, ...list, 0))
  })

  it('heeds 24 documents of 5 MB among 40,000 small ones', () => {
    const small = Array.from({ length: 20_000 }, () => 500)
    const list = [...small, ...Array.from({ length: 24 }, () => 5 * MB), ...small]
    const limit = sizesOf(list).limit(5 * MB, REQUEST_LIMIT)
    expect(largestWindow(list, limit)).toBeLessThanOrEqual(20 * MB)
    expect(limit).toBeGreaterThan(1)
  })

  it('heeds large documents at the very end', () => {
    const list = [...Array.from({ length: 999 }, () => 1), 5000, 5000]
    const limit = sizesOf(list).limit(2000, REQUEST_LIMIT)
    expect(largestWindow(list, limit)).toBeLessThanOrEqual(8000)
  })

  it('lets no run of that many documents go beyond its bound, whatever their sizes', () => {
    const runs = fc.array(
      fc.tuple(fc.oneof(fc.nat({ max: 50 }), fc.nat({ max: 5000 })), fc.nat({ max: 300 })),
      { maxLength: 12 },
    )
    const some = fc.oneof(
      runs.map((list) => list.flatMap(([bytes, times]) => Array.from({ length: times }, () => bytes))),
      fc.array(fc.nat({ max: 5000 }), { maxLength: 400 }),
    )
    fc.assert(
      fc.property(
        some,
        fc.integer({ min: 1, max: 20_000 }),
        fc.integer({ min: 6000, max: 50_000 }),
        (list, batch, request) => {
          const limit = sizesOf(list).limit(batch, request)
          const largest = list.reduce((a, b) => Math.max(a, b), 0)
          const window = largestWindow(list, limit)
          expect(window).toBeLessThanOrEqual(Math.max(4 * batch, largest))
          expect(window).toBeLessThanOrEqual(Math.max(0.9 * request, largest))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('stays within the request limit where a batch would be larger', () => {
    const list = Array.from({ length: 10_000 }, () => 1000)
    expect(sizesOf(list).limit(50 * MB, MB) * 1000).toBeLessThanOrEqual(MB)
  })
})
