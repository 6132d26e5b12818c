import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Fingerprints, Ordinals } from '../../../src/dump/fingerprints.js'
import { Folder } from './files.js'

const folder = new Folder().use()

/** What plain maps say: the ordinals whose key comes again later. */
function oracle(keys: string[]): number[] {
  const last = new Map(keys.map((key, ordinal) => [key, ordinal]))
  return keys.flatMap((key, ordinal) => (last.get(key) === ordinal ? [] : [ordinal]))
}

/** The ordinals whose key came before. */
function supersedingOracle(keys: string[]): number[] {
  return keys.flatMap((key, ordinal) => (keys.indexOf(key) < ordinal ? [ordinal] : []))
}

function supersededOf(keys: string[], scratch: string, capacity?: number): number[] {
  return repeatedOf(keys, scratch, capacity).superseded
}

function repeatedOf(keys: string[], scratch: string, capacity?: number) {
  const fingerprints = new Fingerprints(scratch, capacity)
  keys.forEach((key, ordinal) => {
    fingerprints.add(key, ordinal)
  })
  const found = fingerprints.repeated()
  const inSet = (set: Ordinals | undefined) => {
    const ordinals = keys.flatMap((_, ordinal) => (set?.has(ordinal) ? [ordinal] : []))
    expect(set?.size ?? 0).toBe(ordinals.length)
    return ordinals
  }
  return { superseded: inSet(found.superseded), superseding: inSet(found.superseding) }
}

describe('Fingerprints', () => {
  it.each<[string, string[], number[]]>([
    ['nothing', [], []],
    ['one document', ['a'], []],
    ['different ones', ['a', 'b', 'c'], []],
    ['a document named three times', ['a', 'b', 'a', 'a'], [0, 2]],
    ['an empty key', ['', 'a', ''], [0]],
  ])('looks at %s', (_, keys, expected) => {
    expect(supersededOf(keys, folder.path)).toEqual(expected)
  })

  const keys = fc.array(fc.oneof(fc.integer({ min: 0, max: 40 }).map(String), fc.string()), {
    maxLength: 120,
  })

  it('agrees with a map, in memory and from partition files', () => {
    fc.assert(
      fc.property(keys, fc.integer({ min: 1, max: 60 }), (given, capacity) => {
        const expected = oracle(given)
        const both = { superseded: expected, superseding: supersedingOracle(given) }
        expect(repeatedOf(given, folder.path)).toEqual(both)
        expect(repeatedOf(given, folder.path, capacity)).toEqual(both)
      }),
      // Each of these opens 256 files where it spills.
      { numRuns: 30 },
    )
    expect(readdirSync(folder.path)).toEqual([])
  })

  it('agrees with a map for many documents, whether they fit or not', () => {
    const many = Array.from({ length: 50_000 }, (_, i) => `id-${(i * 7919) % 45_000}`)
    const expected = oracle(many)
    expect(expected).toHaveLength(5000)
    expect(supersededOf(many, folder.path)).toEqual(expected)
    expect(supersededOf(many, folder.path, 6000)).toEqual(expected)
  })

  it('keeps what does not fit in files only as long as it is needed', () => {
    const fingerprints = new Fingerprints(folder.path, 10)
    for (let i = 0; i < 10; i++) fingerprints.add(String(i), i)
    expect(readdirSync(folder.path)).toEqual([])
    fingerprints.add('10', 10)
    expect(readdirSync(folder.path)).toHaveLength(1)
    expect(fingerprints.repeated()).toEqual({ superseded: undefined, superseding: undefined })
    expect(readdirSync(folder.path)).toEqual([])
  })

  it.skipIf(process.platform !== 'linux')('closes its files where it is given up', () => {
    const before = readdirSync('/proc/self/fd').length
    const fingerprints = new Fingerprints(folder.path, 10)
    for (let i = 0; i < 50; i++) fingerprints.add(String(i), i)
    expect(readdirSync('/proc/self/fd').length).toBeGreaterThan(before + 200)
    fingerprints.dispose()
    fingerprints.dispose()
    expect(readdirSync(folder.path)).toEqual([])
    expect(readdirSync('/proc/self/fd').length).toBeLessThan(before + 50)
  })
})

describe('Ordinals', () => {
  it('is a set of numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 100_000 })), fc.array(fc.nat({ max: 200_000 })), (added, asked) => {
        const ordinals = new Ordinals()
        const set = new Set(added)
        for (const ordinal of added) ordinals.add(ordinal)
        expect(ordinals.size).toBe(set.size)
        for (const ordinal of [...added, ...asked]) expect(ordinals.has(ordinal)).toBe(set.has(ordinal))
      }),
    )
  })

  it('has room for the ordinals of a very large dump', () => {
    const ordinals = new Ordinals()
    ordinals.add(3_000_000_000)
    expect([2_999_999_999, 3_000_000_000, 3_000_000_001].map((one) => ordinals.has(one))).toEqual([
      false,
      true,
      false,
    ])
  })
})
