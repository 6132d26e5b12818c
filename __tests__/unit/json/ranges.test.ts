import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { members, memberText, skipValue } from '../../../src/json/ranges.js'
import { jsonText, memberTexts } from './text.js'

const objectOf = (list: [string, string, string, string][]) =>
  ` {${list.map(([key, value, a, b]) => `${a}${key}${b}:${a}${value}${b}`).join(',')}\n}`

describe('skipValue', () => {
  it('ends just after any value, whatever follows', () => {
    fc.assert(
      fc.property(
        jsonText,
        fc.constantFrom('', ' ', ',1', ']', '}', '\n{"a":1}', '\r\n'),
        (value, behind) => {
          expect(skipValue(`[${value}${behind}`, 1)).toBe(1 + value.length)
        },
      ),
    )
  })

  it.each(['"abc', '"abc\\"', '{"a":1', '[[1]', '{"a":"}'])('throws where %s ends too early', (text) => {
    expect(() => skipValue(text, 0)).toThrow(SyntaxError)
  })
})

describe('members', () => {
  it('gives the members of an object as they stand', () => {
    fc.assert(
      fc.property(memberTexts, (list) => {
        const text = objectOf(list)
        const found = [...members(text, text.indexOf('{'))]
        expect(found.map(({ key }) => key)).toEqual(list.map(([key]) => JSON.parse(key)))
        expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(list.map(([, value]) => value))
      }),
    )
  })

  it('gives the elements of an array as they stand', () => {
    fc.assert(
      fc.property(memberTexts, (list) => {
        const text = `[${list.map(([, value, a, b]) => a + value + b).join(',')}]`
        const found = [...members(text, 0)]
        expect(found.map(({ key, start, end }) => [key, text.slice(start, end)])).toEqual(
          list.map(([, value]) => ['', value]),
        )
      }),
    )
  })

  it('throws where the text ends too early', () => {
    for (const text of ['{"a":1', '{"a":', '{"a', '{"a":1,', '[1,2', '{']) {
      expect(() => [...members(text, 0)], text).toThrow(SyntaxError)
    }
  })
})

describe('memberText', () => {
  it('is what JSON.parse sees under that key', () => {
    fc.assert(
      fc.property(memberTexts, (list) => {
        const text = objectOf(list)
        const parsed = JSON.parse(text) as Record<string, unknown>
        for (const key of ['a', '_source', 'absent', ...Object.keys(parsed)]) {
          const found = memberText(text, key)
          if (Object.hasOwn(parsed, key)) expect(JSON.parse(found as string)).toEqual(parsed[key])
          else expect(found).toBeUndefined()
        }
      }),
    )
  })

  it('takes the last of several', () => {
    expect(memberText('{"a":1,"b":{"a":5},"\\u0061":[2], "c":{"a":3}}', 'a')).toBe('[2]')
  })
})
