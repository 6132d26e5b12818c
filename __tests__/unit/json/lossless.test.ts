import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canonicalJson,
  decimalValue,
  isExact,
  parseLossless,
  parseMetadataJson,
  stringifyLossless,
} from '../../../src/json/lossless.js'
import { jsonText, numberText } from './text.js'

/** A number as the fraction that it is, with a denominator of 10^400. */
function fraction(digits: string): bigint {
  const [, sign, whole = '', part = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(digits) ?? []
  const value = BigInt(whole + part) * 10n ** BigInt(2000 - part.length + Number(exponent))
  return sign === '-' ? -value : value
}

describe('decimalValue', () => {
  it.each([
    ['1', '1e0'],
    ['1.0', '1e0'],
    ['10', '1e1'],
    ['0.10', '1e-1'],
    ['-1.50e+3', '-15e2'],
    ['1E-2', '1e-2'],
    ['0', '0'],
    ['-0', '0'],
    ['0.000e99', '0'],
    ['9007199254740993', '9007199254740993e0'],
    ['1e99999999999999999999', '1e99999999999999999999'],
  ])('of %s is %s', (digits, value) => {
    expect(decimalValue(digits)).toBe(value)
  })

  it('is the same for two texts if and only if they are the same number', () => {
    fc.assert(
      fc.property(numberText, numberText, (a, b) => {
        expect(decimalValue(a) === decimalValue(b)).toBe(fraction(a) === fraction(b))
      }),
    )
  })

  it('is the same in every spelling of a number', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.nat({ max: 20 }), (n, zeros) => {
        const value = decimalValue(String(n))
        expect(decimalValue(`${n}.${'0'.repeat(zeros + 1)}`)).toBe(value)
        expect(decimalValue(`${n}${'0'.repeat(zeros)}e-${zeros}`)).toBe(value)
        expect(decimalValue(`${n}e+0`)).toBe(value)
      }),
    )
  })
})

describe('isExact', () => {
  it.each<[string, boolean]>([
    ['1', true],
    ['0.1', true],
    ['-0', true],
    ['1e21', true],
    ['1000000000000000000000', true],
    ['9007199254740992', true],
    ['9007199254740993', false],
    ['-9007199254740993', false],
    ['1e400', false],
    ['-1e400', false],
    ['1e-400', false],
    ['0.1000000000000000055', false],
  ])('%s: %s', (digits, exact) => {
    expect(isExact(digits)).toBe(exact)
  })

  it('holds for every number that JavaScript writes, and every short one', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(isExact(String(value))).toBe(true)
      }),
    )
    fc.assert(
      fc.property(fc.stringMatching(/^-?(0|[1-9][0-9]{0,7})\.[0-9]{1,7}$/), (digits) => {
        expect(isExact(digits)).toBe(true)
      }),
    )
  })
})

describe('parseLossless', () => {
  it('reads what JSON.parse reads, and keeps its numbers as they were', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        expect(JSON.parse(stringifyLossless(parseLossless(text)))).toEqual(JSON.parse(text))
      }),
    )
    expect(stringifyLossless(parseLossless('[1.0, 1e400,9007199254740993 ,-0]'))).toBe(
      '[1.0,1e400,9007199254740993,-0]',
    )
  })

  it('takes the last of a key that comes twice', () => {
    expect(stringifyLossless(parseLossless('{"a":1,"a":{"b":1},"a":2,"a":2}'))).toBe('{"a":2}')
  })

  it('keeps keys that objects have already', () => {
    const text = '{"__proto__":{"a":1},"constructor":2,"toString":3,"isLosslessNumber":true,"value":"1"}'
    expect(stringifyLossless(parseLossless(text))).toBe(text)
  })

  it.each(['', '{', '{"a":1,}', "{'a':1}", '01', '[1] 2'])('throws for %j', (text) => {
    expect(() => parseLossless(text)).toThrow(SyntaxError)
  })
})

describe('parseMetadataJson', () => {
  it.each([
    ['{"a":1.0,"b":0.5}', { a: 1, b: 0.5 }],
    ['{"a":9007199254740993}', { a: '9007199254740993' }],
    ['{"a":-9007199254740993,"b":1e400}', { a: '-9007199254740993', b: '1e400' }],
    ['{"a":1,"a":2}', { a: 2 }],
    ['"{\\"a\\":1}"', '{"a":1}'],
  ])('reads %s', (text, value) => {
    expect(parseMetadataJson(text)).toEqual(value)
  })
})

describe('canonicalJson', () => {
  const canonical = (text: string) => canonicalJson(parseLossless(text))

  it('is the same for two texts if and only if they are equal values', () => {
    // Numbers of few digits, so that JSON.parse compares them exactly.
    const value = fc.jsonValue({ maxDepth: 2 })
    const small = fc.oneof(
      value,
      fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom(1, '1', null, [], {}, [1])),
    )
    fc.assert(
      fc.property(small, small, (a, b) => {
        const [one, other] = [JSON.stringify(a), JSON.stringify(b)]
        const same = isDeepStrictEqual(JSON.parse(one), JSON.parse(other))
        expect(canonical(one) === canonical(other)).toBe(same)
      }),
      { numRuns: 500 },
    )
  })

  it('heeds neither spaces nor escapes nor the order of keys nor how a number is written', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const again = stringifyLossless(reversed(parseLossless(text)))
        expect(canonical(again)).toBe(canonical(text))
      }),
    )
    expect(canonical('{"b":[1.0, 2e1],"a":"\\u0061"}')).toBe(canonical('{"a":"a","b":[1,20]}'))
  })

  it.each([
    ['{"a":1}', '{"a":"1e0"}'],
    ['[1,2]', '[2,1]'],
    ['{"a":null}', '{}'],
    ['{"a":9007199254740993}', '{"a":9007199254740992}'],
    ['{"isLosslessNumber":true,"value":"1"}', '{"isLosslessNumber":true,"value":"2"}'],
    ['{"__proto__":1}', '{}'],
    ['[]', '{}'],
    ['["a,b"]', '["a","b"]'],
  ])('tells %s from %s', (a, b) => {
    expect(canonical(a)).not.toBe(canonical(b))
  })
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype)
    return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  )
}

describe('numbers of a million digits', () => {
  const zeros = '0'.repeat(1_000_000)

  it('have their value at once', () => {
    // Not `toBe`: it would print them.
    expect(decimalValue(`1.${zeros}1`) === `1${zeros}1e-1000001`).toBe(true)
    expect(decimalValue(`${zeros}1${zeros}`)).toBe('1e1000000')
    expect(isExact(`1.${zeros}`)).toBe(true)
    expect(isExact(`1.${zeros}1`)).toBe(false)
  })

  it('are equal to themselves alone, as exponents', () => {
    const odd = `1e1${zeros}`
    expect(decimalValue(odd) === odd).toBe(true)
    expect(isExact(odd)).toBe(false)
    expect(isExact(`1e-1${zeros}`)).toBe(false)
  })
})
