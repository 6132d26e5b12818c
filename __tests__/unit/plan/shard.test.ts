import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Dump, DumpIndex, DumpType } from '../../../src/dump/index.js'
import { printShard, type Selection, select } from '../../../src/plan/index.js'
import { spread, type Weighed } from '../../../src/plan/shard.js'

const placed = (parts: Weighed[], of: number) => Object.fromEntries(spread(parts, of))

describe('spread', () => {
  it('puts the largest first, each into the lightest shard', () => {
    const parts = Object.entries({ a: 10, b: 70, c: 40, d: 30, e: 10 }).map(([name, bytes]) => ({
      name,
      bytes,
    }))
    expect(placed(parts, 2)).toEqual({ b: 1, c: 2, d: 2, a: 1, e: 2 })
  })

  it('gives each shard its share of what has no bytes', () => {
    const parts = ['d', 'a', 'c', 'b'].map((name) => ({ name, bytes: 0 }))
    expect(placed(parts, 2)).toEqual({ a: 1, b: 2, c: 1, d: 2 })
  })

  const sizes = fc.uniqueArray(fc.record({ name: fc.string({ minLength: 1 }), bytes: fc.nat(1000) }), {
    selector: ({ name }) => name,
  })

  it('has each part in one shard, the same whatever their order, and no shard far over the others', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 8 }), fc.func(fc.nat()), (parts, of, order) => {
        const places = spread(parts, of)
        const shuffled = parts.toSorted((a, b) => order(a.name) - order(b.name))
        expect(new Map([...spread(shuffled, of)].sort())).toEqual(new Map([...places].sort()))
        expect([...places.keys()].sort()).toEqual(parts.map(({ name }) => name).sort())
        const loads = Array.from({ length: of }, (_, i) =>
          parts.filter(({ name }) => places.get(name) === i + 1).reduce((sum, { bytes }) => sum + bytes, 0),
        )
        const largest = Math.max(0, ...parts.map(({ bytes }) => bytes))
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(largest)
      }),
    )
  })
})

describe('select with a shard', () => {
  const file = (name: string, bytes: number) => [{ path: `/dump/${name}`, name, bytes }]
  const indexOf = (name: string, files: Partial<Record<DumpType, number>>): DumpIndex => ({
    name,
    files: Object.fromEntries(
      Object.entries(files).map(([type, bytes]) => [type, file(`${name}-${type}`, bytes)]),
    ),
  })
  const dump: Dump = {
    path: '/dump',
    ignored: [],
    indices: [
      indexOf('a', { data: 10, mapping: 1, alias: 1000, template: 5 }),
      indexOf('b', { data: 90, mapping: 1 }),
      indexOf('c', { data: 50, mapping: 1, settings: 1 }),
      indexOf('cluster', { policy: 1 }),
    ],
  }
  const wanted = (number: number, of: number) =>
    ({
      types: ['mapping', 'data', 'template', 'policy'],
      typesAreDefault: false,
      shard: { number, of },
    }) as const
  const names = (some: Selection['indices']) => some.map(({ index }) => index.name)

  it('splits by the bytes of what is restored', () => {
    const [one, two] = [select(dump, wanted(1, 2)), select(dump, wanted(2, 2))]
    expect([names(one.indices), names(one.otherShards)]).toEqual([['b'], ['a', 'c']])
    expect([names(two.indices), names(two.otherShards)]).toEqual([['a', 'c'], ['b']])
  })

  it('has templates, policies and scripts in the first alone', () => {
    const [one, two] = [select(dump, wanted(1, 2)), select(dump, wanted(2, 2))]
    expect(one.clusterTypes).toEqual(['template', 'policy'])
    expect(one.clusterFiles.map(({ name }) => name)).toEqual(['a', 'cluster'])
    expect(two).toMatchObject({ clusterTypes: [], clusterFiles: [] })
  })

  it('lists what nobody asked for with the index that has it', () => {
    expect(select(dump, wanted(1, 2)).notRestored).toEqual([])
    expect(select(dump, wanted(2, 2)).notRestored).toEqual([
      { type: 'settings', indices: ['c'] },
      { type: 'alias', indices: ['a'] },
    ])
  })

  it('leaves a shard empty where there are more of them than indexes, and misses nothing there', () => {
    const none = select(dump, { ...wanted(4, 4), types: ['alias', 'data'] })
    expect(none).toMatchObject({ indices: [], clusterTypes: [], warnings: [] })
    expect(names(none.otherShards)).toEqual(['a', 'b', 'c'])
  })

  it('finds a clash in every shard, also of indexes in two of them', () => {
    const rename = { pattern: /^[ab]$/gu, replacement: ['x'] }
    for (const number of [1, 2, 3])
      expect(() => select(dump, { ...wanted(number, 3), rename })).toThrow(
        'indexes a, b would all become "x"',
      )
  })

  it('is in the log', () => {
    const { otherShards } = select(dump, wanted(1, 2))
    expect(printShard(otherShards, { number: 1, of: 2 })).toEqual([
      'shard 1/2: left to the other shards: a, c',
    ])
    expect(printShard([], { number: 1, of: 1 })).toEqual(['shard 1/1: nothing is left to others'])
    expect(printShard([], undefined)).toEqual([])
  })
})
