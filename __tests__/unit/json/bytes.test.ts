import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { INCOMPLETE, JsonFault, ObjectScanner } from '../../../src/json/bytes.js'
import { isViable, parses } from './grammar.js'
import { jsonText, memberTexts, stringText } from './text.js'

type Member = [key: string, value: string, before: string, after: string]

const space = fc.stringMatching(/^[ \t\r\n]{0,3}$/)
const objectOf = (members: Member[], inner: string) =>
  `{${inner}${members.map(([key, value, a, b]) => `${a}${key}${b}:${a}${value}${b}`).join(',')}}`
const objectText = fc.tuple(memberTexts, space).map(([members, inner]) => objectOf(members, inner))
const lineFeedsIn = (text: string) => text.split('\n').length - 1

const scanner = new ObjectScanner()

/** What there is to say of a scan: where the object ended, that it did not, or where its fault is. */
function outcome(bytes: Buffer, start = 0, end = bytes.length): number | { fault: number } {
  try {
    return scanner.scan(bytes, start, end)
  } catch (error) {
    if (error instanceof JsonFault) return { fault: error.at }
    throw error
  }
}

/** The members found by the last scan, as text. */
function membersOf(bytes: Buffer): [string, string][] {
  const { count, offsets } = scanner.members
  return Array.from({ length: count }, (_, i) => {
    const [keyStart, keyEnd, start, end] = offsets.subarray(i * 4)
    return [bytes.toString('utf8', keyStart, keyEnd), bytes.toString('utf8', start, end)]
  })
}

/** Holds a scan of bytes that begin with `{` to the grammar, byte by byte. */
function holdToGrammar(bytes: Buffer): void {
  const text = bytes.toString('latin1')
  const found = outcome(bytes)
  if (found === INCOMPLETE) {
    expect(parses(text)).toBe(false)
    expect(isViable(text)).toBe(true)
  } else if (typeof found === 'number') {
    expect(parses(text.slice(0, found))).toBe(true)
    expect(parses(text.slice(0, found - 1))).toBe(false)
  } else {
    expect(isViable(text.slice(0, found.fault))).toBe(true)
    expect(isViable(text.slice(0, found.fault + 1))).toBe(false)
  }
}

describe('ObjectScanner', () => {
  it('takes every object, and finds its members as JSON.parse does', () => {
    fc.assert(
      fc.property(memberTexts, space, (members, inner) => {
        const text = objectOf(members, inner)
        const bytes = Buffer.from(text)
        expect(outcome(bytes)).toBe(bytes.length)
        const found = membersOf(bytes)
        expect(found).toEqual(members.map(([key, value]) => [key, value]))
        const entries = found.map(([key, value]) => [JSON.parse(key), JSON.parse(value)])
        expect(Object.fromEntries(entries)).toEqual(Object.fromEntries(Object.entries(JSON.parse(text))))
        expect(scanner.members.lineFeeds).toBe(lineFeedsIn(text))
      }),
      { numRuns: 500 },
    )
  })

  it('takes what JSON.stringify writes, indented or not', () => {
    const value = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue(), { noNullPrototype: true })
    fc.assert(
      fc.property(value, fc.constantFrom(0, 1, 2, '\t'), (object, indent) => {
        const text = JSON.stringify(object, null, indent)
        const bytes = Buffer.from(text)
        expect(outcome(bytes)).toBe(bytes.length)
        expect(scanner.members.lineFeeds).toBe(lineFeedsIn(text))
        expect(membersOf(bytes).map(([key]) => JSON.parse(key))).toEqual(Object.keys(object))
      }),
    )
  })

  it('takes what JSON.parse takes and nothing else, and faults at the first byte that cannot be right', () => {
    const mutation = fc.tuple(
      fc.constantFrom('remove', 'change', 'insert', 'double', 'swap', 'cut'),
      fc.nat(),
      fc.oneof(
        fc.constantFrom(...Buffer.from('{}[]:,"\\/ \n\r\t\f\v0123456789-+.eEtrufalsn\0\u007f')),
        fc.nat({ max: 255 }),
      ),
    )
    fc.assert(
      fc.property(objectText, fc.array(mutation, { minLength: 1, maxLength: 2 }), (text, mutations) => {
        let bytes = Buffer.from(text)
        for (const [how, place, byte] of mutations) bytes = mutated(bytes, how, place, byte)
        holdToGrammar(bytes)
      }),
      { numRuns: 3000 },
    )
  })

  it('says of an object that is cut anywhere that it is incomplete', () => {
    fc.assert(
      fc.property(objectText, (text) => {
        const bytes = Buffer.from(text)
        for (let end = 1; end < bytes.length; end++) {
          expect(outcome(bytes.subarray(0, end))).toBe(INCOMPLETE)
          // What follows the end is not looked at, even where it is there.
          expect(outcome(bytes, 0, end)).toBe(INCOMPLETE)
        }
      }),
    )
  })

  it('finds a fault as soon as its byte is there, and not before', () => {
    fc.assert(
      fc.property(objectText, fc.nat(), fc.constantFrom(...'}],:x"\\\n0-'), (text, place, character) => {
        const bytes = mutated(Buffer.from(text), 'insert', place, character.charCodeAt(0))
        const found = outcome(bytes)
        if (typeof found === 'number') return
        for (let end = 1; end <= bytes.length; end++) {
          expect(outcome(bytes, 0, end)).toEqual(end <= found.fault ? INCOMPLETE : found)
        }
      }),
      { numRuns: 300 },
    )
  })

  it.each<[string, string]>([
    ['a comma too many', '{"a":1,}'],
    ['a comma too early', '{,"a":1}'],
    ['two commas', '{"a":1,,"b":2}'],
    ['a comma too many in an array', '{"a":[1,]}'],
    ['a comma too early in an array', '{"a":[,1]}'],
    ['no comma', '{"a":1 "b":2}'],
    ['no comma in an array', '{"a":[1 2]}'],
    ['a colon in an array', '{"a":["b":1]}'],
    ['no colon', '{"a" 1}'],
    ['no value', '{"a":}'],
    ['no value, then the next', '{"a":,"b":1}'],
    ['a key alone', '{"a"}'],
    ['a key without quotes', '{a:1}'],
    ['a key in other quotes', "{'a':1}"],
    ['a number for a key', '{1:1}'],
    ['brackets that do not fit', '{"a":[1}'],
    ['brackets that do not fit, the other way', '{"a":{"b":1]}'],
    ['a leading zero', '{"a":01}'],
    ['a leading zero behind a minus', '{"a":-01}'],
    ['a plus', '{"a":+1}'],
    ['two minuses', '{"a":--1}'],
    ['a minus alone', '{"a":-}'],
    ['a point alone', '{"a":.5}'],
    ['a point at the end', '{"a":5.}'],
    ['two points', '{"a":5.1.1}'],
    ['an exponent without digits', '{"a":5e}'],
    ['an exponent with a sign alone', '{"a":5e+}'],
    ['an exponent with a point', '{"a":5e1.5}'],
    ['a hexadecimal number', '{"a":0x10}'],
    ['NaN', '{"a":NaN}'],
    ['-Infinity', '{"a":-Infinity}'],
    ['undefined', '{"a":undefined}'],
    ['a word in capitals', '{"a":True}'],
    ['a word with more behind it', '{"a":truely}'],
    ['a word cut', '{"a":nul}'],
    ['a comment', '{"a":1/*b*/}'],
    ['a line feed in a string', '{"a":"\n"}'],
    ['a tab in a string', '{"a":"\t"}'],
    ['a zero byte in a string', '{"a":"\0"}'],
    ['a line feed in a key', '{"a\n":1}'],
    ['an escape that is none', '{"a":"\\x41"}'],
    ['an escaped line feed', '{"a":"\\\n"}'],
    ['an escape of three digits', '{"a":"\\u123"}'],
    ['an escape with a letter too far', '{"a":"\\u123g"}'],
    ['a form feed for space', '{\f"a":1}'],
    ['a no-break space', '{\u00a0"a":1}'],
    ['a byte order mark within', '{\ufeff"a":1}'],
    ['a line separator', '{\u2028"a":1}'],
  ])('refuses %s', (_, text) => {
    const bytes = Buffer.from(text)
    expect(parses(text)).toBe(false)
    expect(outcome(bytes)).toEqual({ fault: expect.any(Number) })
    holdToGrammar(bytes)
  })

  it('says what is wrong', () => {
    const why = (text: string) => {
      expect(() => scanner.scan(Buffer.from(text), 0, text.length)).toThrow(JsonFault)
      try {
        return scanner.scan(Buffer.from(text), 0, text.length)
      } catch (error) {
        return (error as JsonFault).message
      }
    }
    expect(why('{"a":1]')).toBe('a comma or } is due')
    expect(why('{"a":[1}')).toBe('a comma or ] is due')
    expect(why('{"a":"b\n')).toBe('the line ends within a string')
    expect(why('{"a":"b\u0001')).toBe('a control character in a string')
    expect(why('{"a":trux')).toBe('not true')
  })

  it('takes nesting of any depth', () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
      ['[{"a":', '}]'],
    ] as const) {
      const [inside, outside] = [open.repeat(10_000), close.repeat(10_000)]
      const text = `{"deep":${inside}1${outside},"b":2}`
      const bytes = Buffer.from(text)
      expect(outcome(bytes)).toBe(bytes.length)
      expect(membersOf(bytes)[1]).toEqual(['"b"', '2'])
      expect(scanner.members.offsets[3]).toBe(text.indexOf(',"b"'))
      // One bracket of the other kind in the middle of all those that close.
      const at = bytes.length - 9_000
      const wrong = Buffer.from(bytes)
      wrong[at] = wrong[at] === 0x7d ? 0x5d : 0x7d
      expect(outcome(wrong)).toEqual({ fault: at })
      expect(outcome(bytes.subarray(0, -1))).toBe(INCOMPLETE)
    }
  })

  it('finds all of very many members', () => {
    const members = Array.from({ length: 10_000 }, (_, i) => [
      `"k${i}"`,
      i % 3 === 0 ? `{"n":[${i}]}` : `${i}`,
    ])
    const bytes = Buffer.from(`{${members.map((member) => member.join(':')).join(',')}}`)
    expect(outcome(bytes)).toBe(bytes.length)
    expect(membersOf(bytes)).toEqual(members)
  })

  it('reads one object after another, from any place to any end', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(objectText, space)), fc.string(), (objects, before) => {
        const prefix = Buffer.from(before)
        const bytes = Buffer.concat([prefix, Buffer.from(`${objects.flat().join('')}}]"garbage`)])
        let at = prefix.length
        for (const [text, gap] of objects) {
          const end = at + Buffer.byteLength(text)
          expect(outcome(bytes, at, end)).toBe(end)
          expect(outcome(bytes, at)).toBe(end)
          const [found, lineFeeds] = [membersOf(bytes), scanner.members.lineFeeds]
          expect(lineFeeds).toBe(lineFeedsIn(text))
          expect(outcome(Buffer.from(text))).toBe(Buffer.byteLength(text))
          expect(membersOf(Buffer.from(text))).toEqual(found)
          at = end + gap.length
        }
      }),
    )
  })

  it('begins anew after an object that was cut or faulty', () => {
    const whole = Buffer.from('{"a":[1,{"b":2}],"c":3}')
    const expected = [
      ['"a"', '[1,{"b":2}]'],
      ['"c"', '3'],
    ]
    fc.assert(
      fc.property(objectText, fc.nat(), stringText, (text, place, junk) => {
        const bytes = Buffer.from(text)
        outcome(Buffer.concat([bytes.subarray(0, place % bytes.length || 1), Buffer.from(junk)]))
        expect(outcome(whole)).toBe(whole.length)
        expect(membersOf(whole)).toEqual(expected)
        expect(scanner.members.lineFeeds).toBe(0)
      }),
    )
  })

  it('takes any JSON for a value', () => {
    fc.assert(
      fc.property(jsonText, (value) => {
        const bytes = Buffer.from(`{"v":${value}}`)
        expect(outcome(bytes)).toBe(bytes.length)
        expect(membersOf(bytes)).toEqual([['"v"', value]])
      }),
    )
  })
})

/** @returns the bytes with something done to them at a place, but for the first `{` */
function mutated(bytes: Buffer, how: string, place: number, byte: number): Buffer<ArrayBuffer> {
  const at = 1 + (place % Math.max(1, bytes.length - 1))
  const [before, here, after] = [bytes.subarray(0, at), bytes.subarray(at, at + 1), bytes.subarray(at + 1)]
  const other = Buffer.from([byte])
  switch (how) {
    case 'remove':
      return Buffer.concat([before, after])
    case 'change':
      return Buffer.concat([before, other, after])
    case 'insert':
      return Buffer.concat([before, other, here, after])
    case 'double':
      return Buffer.concat([before, here, here, after])
    case 'swap':
      return Buffer.concat([before, after.subarray(0, 1), here, after.subarray(1)])
    default:
      return Buffer.from(before)
  }
}
