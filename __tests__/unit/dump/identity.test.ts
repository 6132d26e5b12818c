import { describe, expect, it } from 'vitest'
import { hasId, identify } from '../../../src/dump/index.js'
import { rawDocument } from './files.js'

const identityOf = (value: unknown, ordinal = 0) => identify(rawDocument(value), ordinal)

describe('identify', () => {
  it.each<[string, Record<string, unknown>, string | undefined]>([
    ['none', {}, undefined],
    ['_routing', { _routing: 'r' }, 'r'],
    ['routing', { routing: 'r' }, 'r'],
    ['fields._routing', { fields: { _routing: 'r' } }, 'r'],
    ['fields.routing', { fields: { routing: 'r' } }, 'r'],
    ['a list in fields', { fields: { _routing: ['r'] } }, 'r'],
    ['a number', { _routing: 7 }, '7'],
    ['_parent', { _parent: 'p' }, 'p'],
    ['parent', { parent: 'p' }, 'p'],
    ['fields._parent', { fields: { _parent: 'p' } }, 'p'],
    ['fields.parent', { fields: { parent: 'p' } }, 'p'],
    ['a routing beside a parent', { _parent: 'p', _routing: 'r' }, 'r'],
    ['fields before the rest', { _routing: 'r', fields: { _routing: 's' } }, 's'],
    ['an empty one', { _routing: '', routing: 'r' }, 'r'],
    ['nothing in it', { _routing: null, fields: null }, undefined],
    ['what is none', { _routing: { a: 1 }, routing: [] }, undefined],
    ['a routing in its source alone', { _source: { _routing: 'r' } }, undefined],
  ])('finds the routing: %s', (_, meta, routing) => {
    expect(identityOf({ _id: 'a', _source: {}, ...meta })).toEqual({ id: 'a', routing })
  })

  it.each<[string, string, string]>([
    ['text', '"a"', 'a'],
    ['an empty text', '""', ''],
    ['a number', '12', '12'],
    ['a number that JavaScript rounds', '9007199254740993', '9007199254740993'],
  ])('takes %s for an id', (_, json, id) => {
    const document = rawDocument(`{"_id": ${json} ,"_source":{}}`)
    expect(hasId(document.value)).toBe(true)
    expect(identify(document, 0).id).toBe(id)
  })

  it('makes an id of the content and the place where there is none', () => {
    const ids = [
      identityOf({ _source: { a: 1 } }).id,
      identityOf({ _source: { a: 1 } }, 1).id,
      identityOf({ _source: { a: 2 } }).id,
      identityOf({ _id: null, _source: { a: 1 } }).id,
    ]
    expect(new Set(ids).size).toBe(4)
    for (const id of ids) expect(id).toMatch(/^[\w-]{22}$/)
    expect(identityOf({ _source: { a: 1 } }).id).toBe(ids[0])
    expect([{}, { _id: null }].map(hasId)).toEqual([false, false])
  })
})
