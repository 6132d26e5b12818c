import { describe, expect, it } from 'vitest'
import { Ordinals } from '../../../src/dump/index.js'
import { expectedDocument, Sample, sourceDigest } from '../../../src/dump/sample.js'
import { rawDocument } from './files.js'

const MIB = 1024 * 1024
const documentOf = (i: number, more: object = {}) =>
  rawDocument({ _id: String(i), _source: { i, ...more } }, i + 1)

function sampleOf(size: number, count: number, more: object = {}): Sample {
  const sample = new Sample(size)
  for (let i = 0; i < count; i++) sample.see(i, () => expectedDocument(documentOf(i, more), i))
  return sample
}

describe('expectedDocument', () => {
  it('says what a document has to be in the cluster, and where it stands in the dump', () => {
    const text = '{"_id":"a","_routing":"r","_source":{ "n":1.0, "big":9007199254740993 }}'
    expect(expectedDocument(rawDocument(text, 7), 3)).toEqual({
      id: 'a',
      routing: 'r',
      file: 'data.json',
      line: 7,
      bytes: text.length + 1,
      source: '{ "n":1.0, "big":9007199254740993 }',
    })
  })
})

describe('sourceDigest', () => {
  it.each([
    ['{"a":1,"b":[1.0,"x"]}', '{ "b" : [1e0, "\\u0078"], "a":1.00 }', true],
    ['{"a":1}', '{"a":"1"}', false],
    ['{"a":9007199254740993}', '{"a":9007199254740992}', false],
    ['{"a":null}', '{}', false],
    ['[1,2]', '[2,1]', false],
    ['{"a":{"b":1}}', '{"a.b":1}', false],
  ])('of %s and %s', (a, b, same) => {
    expect(sourceDigest(a) === sourceDigest(b)).toBe(same)
  })
})

describe('Sample', () => {
  it.each([
    [0, 50, 0],
    [10, 0, 0],
    [10, 4, 4],
    [10, 10, 10],
    [10, 500, 10],
  ])('of %i draws from %i documents %i', (size, count, drawn) => {
    const documents = sampleOf(size, count).documents(undefined)
    expect(documents).toHaveLength(drawn)
    expect(new Set(documents.map(({ id }) => id)).size).toBe(drawn)
    for (const { id, line, source } of documents) {
      expect(line).toBe(Number(id) + 1)
      expect(source).toBe(`{"i":${id}}`)
    }
  })

  it('is even', () => {
    const drawn = new Array<number>(10).fill(0)
    for (let round = 0; round < 400; round++) {
      for (const { id } of sampleOf(20, 200).documents(undefined)) {
        const tenth = Math.floor(Number(id) / 20)
        drawn[tenth] = (drawn[tenth] ?? 0) + 1
      }
    }
    // 800 expected of each tenth; seven standard deviations are 190.
    for (const count of drawn) expect(Math.abs(count - 800)).toBeLessThan(190)
  })

  it('leaves out what a later document replaces', () => {
    const superseded = new Ordinals()
    for (const ordinal of [0, 3, 4]) superseded.add(ordinal)
    const left = sampleOf(10, 6).documents(superseded)
    expect(left.map(({ id }) => id)).toEqual(['1', '2', '5'])
  })

  it('keeps digests of the largest in place of too much text', () => {
    const sample = new Sample(10)
    const large = documentOf(0, { x: 'x'.repeat(9 * MIB) })
    const larger = documentOf(1, { x: 'y'.repeat(10 * MIB) })
    const small = documentOf(2)
    for (const [i, document] of [large, small, larger, small].entries())
      sample.see(i, () => expectedDocument(document, i))
    const [first, second, third] = sample.documents(undefined)
    expect(typeof first?.source).toBe('string')
    expect(typeof second?.source).toBe('string')
    expect(third?.source).toEqual({ digest: sourceDigest(JSON.stringify(larger.value._source)) })
  })

  it('keeps at most 16 MiB of text, however many it draws', () => {
    const documents = sampleOf(20, 24, { x: 'x'.repeat(MIB) }).documents(undefined)
    const kept = documents.map(({ source }) => (typeof source === 'string' ? source.length : 0))
    expect(kept.reduce((sum, length) => sum + length, 0)).toBeLessThanOrEqual(16 * MIB)
    expect(kept.filter((length) => length > 0)).toHaveLength(15)
  })
})

it('the digest of what is nested too deeply to be walked through is that of its text', () => {
  const deep = (value: number) => `${'{"a":'.repeat(50_000)}${value}${'}'.repeat(50_000)}`
  expect(sourceDigest(deep(1))).toBe(sourceDigest(deep(1)))
  expect(sourceDigest(deep(1))).not.toBe(sourceDigest(deep(2)))
})
