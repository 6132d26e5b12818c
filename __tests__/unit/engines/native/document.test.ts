import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectedDocument, hasId, identify } from '../../../../src/dump/index.js'
import { expectedOf, idOf } from '../../../../src/engines/native/document.js'
import { memberText } from '../../../../src/json/ranges.js'
import { rawDocument } from '../../dump/files.js'
import { jsonText, numberText, stringText } from '../../json/text.js'
import { documentOf, scanned } from './documents.js'

const space = fc.stringMatching(/^[ \t\r\n]{0,2}$/)
/** Names that tell something, written plainly or with escapes, and some that nearly do. */
const name = fc
  .constantFrom(
    ...['_id', '_source', 'fields', '_routing', 'routing', '_parent', 'parent'],
    ...['_index', '_i', '_idx', '_ID', '_sourc', '_sources', '', '_routin', 'parents', '__proto__'],
  )
  .chain((plain) => fc.nat({ max: 3 * plain.length }).map((at) => quoted(plain, at)))
const place = fc.oneof(
  { weight: 3, arbitrary: stringText },
  { weight: 2, arbitrary: numberText },
  fc.constantFrom('null', 'true', 'false', '""', '[]', '[""]', '["r","s"]', '[7]', '{}', '{"a":1}'),
  jsonText,
)
const fields = fc
  .array(
    fc.tuple(
      fc.constantFrom('"_routing"', '"routing"', '"_parent"', '"parent"', '"x"', '"p\\u0061rent"'),
      place,
    ),
    { maxLength: 3 },
  )
  .map((members) => `{${members.map((member) => member.join(': ')).join(',')}}`)
const members = fc.array(
  fc.tuple(name, fc.oneof(place, place, fields, fc.constant('{"_id":"inner","_source":{}}')), space, space),
  { maxLength: 8 },
)
const object = fc.tuple(members, jsonText, fc.boolean(), space).map(([list, source, isEnclosed, inner]) => {
  const own = list.map(([key, value, a, b]) => `${a}${key}${b}:${a}${value}${b}`)
  return `{${inner}${[...own, `"_source":${isEnclosed ? `{"a":${source}}` : source}`].join(',')}}`
})

/** A key, one character of it as an escape, if `at` is one of it. */
function quoted(plain: string, at: number): string {
  const escaped = `\\u${plain.charCodeAt(at).toString(16).padStart(4, '0')}`
  return `"${at < plain.length ? plain.slice(0, at) + escaped + plain.slice(at + 1) : plain}"`
}

describe('byteDocument', () => {
  it('finds the id, the routing and the source that a parsed document has', () => {
    fc.assert(
      fc.property(object, fc.nat({ max: 3 }), (text, ordinal) => {
        const raw = rawDocument(text)
        const document = scanned(`\n [${text}`, ordinal)
        const source = raw.value._source
        if (source === null || typeof source !== 'object' || Array.isArray(source)) {
          expect(document).toBeUndefined()
          return
        }
        if (!document) throw new Error('it has a _source')
        const { bytes, sourceStart, sourceEnd, routing, idBytes, idStart, idEnd } = document
        expect({ id: idOf(document), routing }).toEqual(identify(raw, ordinal))
        expect(bytes.toString('utf8', sourceStart, sourceEnd)).toBe(memberText(text, '_source'))
        // Whatever the id was in the dump, here it is a string, fit for a request.
        expect(typeof JSON.parse(idBytes.toString('utf8', idStart, idEnd))).toBe('string')
        expect(document.hasLineFeeds).toBe(text.includes('\n'))
        const { bytes: length, ...expected } = expectedDocument(raw, ordinal)
        expect(expectedOf({ ...document, line: 1 })).toEqual({ ...expected, bytes: length - 1 })
      }),
      { numRuns: 2000 },
    )
  })

  it.each<[string, string]>([
    ['"a"', 'a'],
    ['""', ''],
    ['"\\u00e9\\"\\\\ü"', 'é"\\ü'],
    ['12', '12'],
    ['-0', '0'],
    ['1.0', '1'],
    ['1e2', '100'],
    ['1.5', '1.5'],
    ['9007199254740993', '9007199254740993'],
    ['12345678901234567890', '12345678901234567890'],
    ['-9007199254740993', '-9007199254740993'],
    ['1e400', '1e400'],
    ['true', 'true'],
    ['false', 'false'],
    ['"null"', 'null'],
  ])('takes %s for an id', (json, id) => {
    const text = `{"_id": ${json} ,"_source":{}}`
    expect(idOf(documentOf(text))).toBe(id)
    expect(identify(rawDocument(text), 0).id).toBe(id)
  })

  it('makes the same id as elsewhere where there is none, of the place and of the object alone', () => {
    for (const text of [
      '{"_source":{"a":1}}',
      '{"_id":null,"_source":{"ü":"\\u00fc"}}',
      '{ "_source" :\n{}}',
    ]) {
      const raw = rawDocument(text)
      expect(hasId(raw.value)).toBe(false)
      expect(idOf(documentOf(text, 7))).toBe(identify(raw, 7).id)
      expect(idOf(documentOf(` \n${text}\n${text}`, 7))).toBe(identify(raw, 7).id)
      expect(idOf(documentOf(text, 8))).not.toBe(identify(raw, 7).id)
    }
  })

  it('takes the last of several members of one name', () => {
    const text =
      '{"_id":"a","_source":{"n":1},"_routing":"r","_\\u0069d":"b","_sourc\\u0065":{"n":2},"_rout\\u0069ng":"s"}'
    expect(expectedOf(documentOf(text))).toMatchObject({ id: 'b', routing: 's', source: '{"n":2}' })
    expect(scanned('{"_source":{"n":1},"_source":null}')).toBeUndefined()
    expect(scanned('{"_source":null,"_source":{}}')).toBeDefined()
    const nulled = '{"_id":"a","_source":{},"_id":null}'
    expect(idOf(documentOf(nulled))).toBe(identify(rawDocument(nulled), 0).id)
  })

  it.each(['null', '[]', '[{}]', '"{}"', '1', 'true'])('has no document where _source is %s', (source) => {
    expect(scanned(`{"_id":"a","_source":${source}}`)).toBeUndefined()
  })

  it('has no document where there is no _source', () => {
    expect(scanned('{}')).toBeUndefined()
    expect(scanned('{"_id":"a","x":{"_source":{}}}')).toBeUndefined()
    expect(scanned('{"_id":"a","_sources":{}}')).toBeUndefined()
  })
})
