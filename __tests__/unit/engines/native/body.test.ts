import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Body, type Operation, sizeOf } from '../../../../src/engines/native/body.js'
import type { ByteDocument } from '../../../../src/engines/native/document.js'
import { expectedOf } from '../../../../src/engines/native/document.js'
import { jsonText, stringText } from '../../json/text.js'
import { documentOf } from './documents.js'

const id = fc.oneof(
  stringText.filter((text) => text !== '""'),
  fc.constantFrom('12', '9007199254740993', 'null', 'true'),
)
const routing = fc.oneof(fc.constant(undefined), fc.string({ unit: 'binary', minLength: 1 }))
const space = fc.constantFrom('', ' ', '\n', '\r\n', '\n\n\t')
const text = fc.tuple(id, routing, jsonText, space).map(([_id, own, value, s]) => {
  const routed = own === undefined ? '' : `"_routing":${JSON.stringify(own)},${s}`
  return `{${s}"_id":${s}${_id}${s},${routed}"_source":${s}{${s}"a":${value}${s}}${s}}`
})
const documents = fc.array(text, { maxLength: 8 }).map((list) => list.map((one, i) => documentOf(one, i)))
const operations = fc.constantFrom<Operation>('index', 'delete')

/** What a bulk request has to say of a document. */
function operationsOf(document: ByteDocument, operation: Operation): unknown[] {
  const { id: _id, routing: own, source } = expectedOf(document)
  const meta = { _id, ...(own !== undefined && { routing: own }) }
  return operation === 'delete' ? [{ delete: meta }] : [{ index: meta }, String(source).replaceAll('\n', ' ')]
}

function linesOf(content: Buffer, operation: Operation): unknown[] {
  const lines = content.toString().split('\n')
  expect(lines.pop()).toBe('')
  return lines.map((line, i) => (operation === 'index' && i % 2 === 1 ? line : JSON.parse(line)))
}

describe('Body', () => {
  it('holds exactly the operations of its documents, each source as it was but for line feeds', () => {
    fc.assert(
      fc.property(documents, operations, (all, operation) => {
        const body = new Body(Buffer.alloc(100_000), operation)
        for (const document of all) expect(body.add(document)).toBe(true)
        expect(body.documents).toBe(all.length)
        expect(body.content()).toHaveLength(body.length)
        expect(linesOf(body.content(), operation)).toEqual(all.flatMap((one) => operationsOf(one, operation)))
      }),
      { numRuns: 300 },
    )
  })

  it('gives the operations of some of its documents, their sizes, and what they are for people', () => {
    fc.assert(
      fc.property(documents, operations, fc.array(fc.boolean()), (all, operation, chosen) => {
        const body = new Body(Buffer.alloc(100_000), operation)
        for (const document of all) body.add(document)
        const places = [...all.keys()].filter((place) => chosen[place])
        const some = places.map((place) => all[place] as ByteDocument)
        expect(linesOf(body.content(places), operation)).toEqual(
          some.flatMap((one) => operationsOf(one, operation)),
        )
        for (const place of all.keys()) {
          expect(body.size(place)).toBe(body.content([place]).length)
          const { line, ordinal, file } = all[place] as ByteDocument
          expect(body.document(place)).toEqual({
            id: expectedOf(all[place] as ByteDocument).id,
            line,
            ordinal,
            file,
          })
        }
      }),
      { numRuns: 300 },
    )
  })

  it('takes a document where there is room for it, and is as it was where there is none', () => {
    fc.assert(
      fc.property(documents, operations, fc.nat({ max: 600 }), (all, operation, room) => {
        const outer = Buffer.alloc(room + 100, 0x7f)
        const body = new Body(outer.subarray(50, 50 + room), operation)
        const taken = all.filter((document) => {
          const [length, before] = [body.length, Buffer.from(body.content())]
          const fits = length + sizeOf(document, operation) <= room
          expect(body.add(document)).toBe(fits)
          if (!fits) expect(body.content()).toEqual(before)
          return fits
        })
        expect(body.documents).toBe(taken.length)
        expect(linesOf(body.content(), operation)).toEqual(
          taken.flatMap((one) => operationsOf(one, operation)),
        )
        // Nothing is written beside the room.
        for (const beside of [outer.subarray(0, 50), outer.subarray(50 + room)]) {
          expect(beside.every((byte) => byte === 0x7f)).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('says beforehand what a document takes', () => {
    fc.assert(
      fc.property(text, operations, (one, operation) => {
        const document = documentOf(one)
        const body = new Body(Buffer.alloc(100_000), operation)
        body.add(document)
        expect(sizeOf(document, operation)).toBe(body.length)
      }),
    )
  })

  it('leaves the bytes that it was given as they are', () => {
    const document = documentOf('{"_id":"a","_source":{\n"a":\n1}}')
    const before = Buffer.from(document.bytes)
    new Body(Buffer.alloc(1000)).add(document)
    expect(document.bytes).toEqual(before)
  })
})
