import fc, { type JsonValue } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sourceDigest } from '../../../src/dump/sample.js'
import { firstDifference, sameRouting, sameSource } from '../../../src/verify/index.js'

describe('sameRouting', () => {
  it.each<[string | undefined, string | undefined, string | undefined]>([
    [undefined, undefined, undefined],
    ['a', 'a', undefined],
    ['a', 'b', 'the routing: "a" in the dump, "b" in the cluster'],
    ['a', undefined, 'the routing: "a" in the dump, absent in the cluster'],
    [undefined, '', 'the routing: absent in the dump, "" in the cluster'],
  ])('compares %j with %j', (expected, actual, difference) => {
    expect(sameRouting(expected, actual)).toBe(difference)
  })
})

describe('firstDifference', () => {
  it.each([
    ['1', '1.0'],
    ['1', '10e-1'],
    ['0', '-0'],
    ['1e400', '1.0E+400'],
    ['{"a":1,"b":2}', '{ "b": 2, "a": 1 }'],
    ['"é"', '"\\u00e9"'],
    ['{"a":1,"a":2}', '{"a":2}'],
  ])('takes %s for %s', (expected, actual) => {
    expect(firstDifference(expected, actual)).toBeUndefined()
  })

  it.each([
    [
      '{"a":{"b":[1,2,9007199254740993]}}',
      '{"a":{"b":[1,2,"9007199254740993"]}}',
      'field `a.b[2]`: 9007199254740993 in the dump, "9007199254740993" in the cluster',
    ],
    [
      '{"a":9007199254740993}',
      '{"a":9007199254740992}',
      'field `a`: 9007199254740993 in the dump, 9007199254740992 in the cluster',
    ],
    ['{"a":1e400}', '{"a":null}', 'field `a`: 1e400 in the dump, null in the cluster'],
    ['{"a":1}', '{}', 'field `a`: 1 in the dump, absent in the cluster'],
    ['{}', '{"a":null}', 'field `a`: absent in the dump, null in the cluster'],
    ['{"a":[1]}', '{"a":[1,2]}', 'field `a[1]`: absent in the dump, 2 in the cluster'],
    ['{"a":[1,2]}', '{"a":[2,1]}', 'field `a[0]`: 1 in the dump, 2 in the cluster'],
    ['{"a":"x"}', '{"a":["x"]}', 'field `a`: "x" in the dump, ["x"] in the cluster'],
    ['{"a":[]}', '{"a":{}}', 'field `a`: [] in the dump, {} in the cluster'],
    ['{"a":null}', '{"a":{}}', 'field `a`: null in the dump, {} in the cluster'],
    ['null', '{}', 'the document: null in the dump, {} in the cluster'],
    ['{"__proto__":1}', '{"__proto__":2}', 'field `__proto__`: 1 in the dump, 2 in the cluster'],
    ['{}', '{"toString":1}', 'field `toString`: absent in the dump, 1 in the cluster'],
    ['{"a":{"isLosslessNumber":true,"value":"1"}}', '{"a":1}', 'field `a`: '],
    [
      `{"a":"${'x'.repeat(99)}"}`,
      '{"a":""}',
      `field \`a\`: "${'x'.repeat(58)}… in the dump, "" in the cluster`,
    ],
  ])('tells %s from %s', (expected, actual, difference) => {
    expect(firstDifference(expected, actual)).toContain(difference)
  })

  it('survives nesting that no stack holds', () => {
    const deep = (n: number) => `${'['.repeat(50_000)}${n}${']'.repeat(50_000)}`
    expect(firstDifference(deep(1), deep(1))).toBeUndefined()
    expect(firstDifference(deep(1), deep(2))).toContain('nested too deeply')
  })

  it('takes any value for itself, however numbers are spelled and keys are ordered', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 5 }), (value, zeros) => {
        expect(firstDifference(JSON.stringify(value), respell(value, zeros))).toBeUndefined()
      }),
    )
  })

  it('notices any single change', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), fc.jsonValue(), (value, place, other) => {
        const [text, changed] = [JSON.stringify(value), JSON.stringify(replaced(value, place, other))]
        const isSame = sourceDigest(text) === sourceDigest(changed)
        expect(firstDifference(text, changed) === undefined).toBe(isSame)
        expect(firstDifference(changed, text) === undefined).toBe(isSame)
      }),
    )
  })
})

describe('sameSource', () => {
  it('compares texts', () => {
    expect(sameSource('{"a":1}', '{"a":1.0}')).toBeUndefined()
    expect(sameSource('{"a":1}', '{"a":2}')).toBe('field `a`: 1 in the dump, 2 in the cluster')
  })

  it('compares a digest', () => {
    const expected = { digest: sourceDigest('{"a":1,"b":[]}') }
    expect(sameSource(expected, '{"b":[],"a":10e-1}')).toBeUndefined()
    expect(sameSource(expected, '{"b":[],"a":2}')).toMatch(
      /digest [0-9a-f]{12} in the dump, [0-9a-f]{12} in the cluster/,
    )
  })
})

/** The same value as other text: 15 as 1500e-2 or 15.00, keys backwards, spaces. */
function respell(value: JsonValue, zeros: number): string {
  if (typeof value === 'number') {
    const text = JSON.stringify(value)
    if (!/^-?[1-9]\d*$/.test(text)) return text
    return zeros % 2 ? `${text}${'0'.repeat(zeros)}e-${zeros}` : `${text}.0${'0'.repeat(zeros)}`
  }
  if (Array.isArray(value)) return `[ ${value.map((item) => respell(item, zeros)).join(' , ')} ]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const members = Object.entries(value).reverse()
  return `{ ${members.map(([key, item]) => `${JSON.stringify(key)} : ${respell(item as JsonValue, zeros)}`).join(' , ')} }`
}

/** @returns the value with what is at the n-th place, counted in any order, replaced. */
function replaced(value: JsonValue, place: number, other: JsonValue): JsonValue {
  if (value === null || typeof value !== 'object') return other
  const entries = Object.entries(value)
  const at = place % (entries.length + 1)
  if (at === entries.length) return other
  const changed = entries.map(([key, item], i): [string, JsonValue] => [
    key,
    i === at
      ? replaced(item as JsonValue, Math.floor(place / (entries.length + 1)), other)
      : (item as JsonValue),
  ])
  return Array.isArray(value) ? changed.map(([, item]) => item) : Object.fromEntries(changed)
}
