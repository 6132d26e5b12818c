import { describe, expect, it } from 'vitest'
import { leavesOf, nested } from '../../../src/json/leaves.js'

describe('leavesOf', () => {
  it('names every value, through objects and dots, and takes a list for one', () => {
    expect(leavesOf({ a: { b: 1, 'c.d': [1, { e: 2 }] }, 'f.g': null, h: {} })).toEqual([
      ['a.b', 1],
      ['a.c.d', [1, { e: 2 }]],
      ['f.g', null],
    ])
  })
})

describe('nested', () => {
  it.each<[string, [string, unknown][], object]>([
    [
      'groups',
      [
        ['a.b.c', 1],
        ['a.b.d', 2],
        ['e', [3]],
      ],
      { a: { b: { c: 1, d: 2 } }, e: [3] },
    ],
    [
      'what is below a value',
      [
        ['m.p.max', 1],
        ['m.p', 'tiered'],
      ],
      { m: { p: 'tiered', 'p.max': 1 } },
    ],
    [
      'what is below a null',
      [
        ['a', null],
        ['a.b', 1],
      ],
      { a: null, 'a.b': 1 },
    ],
  ])('puts together %s', (_, leaves, expected) => {
    expect(JSON.parse(JSON.stringify(nested(leaves)))).toEqual(expected)
    expect(leavesOf(nested(leaves)).sort()).toEqual(leaves.sort())
  })

  it('has no prototype to change', () => {
    expect(
      JSON.stringify(
        nested([
          ['__proto__.x', 1],
          ['a.__proto__', 2],
        ]),
      ),
    ).toBe('{"__proto__":{"x":1},"a":{"__proto__":2}}')
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })
})
