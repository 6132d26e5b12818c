import { describe, expect, it } from 'vitest'
import { type Baseline, compare, type IndexContent, type Tonight } from '../../../src/baseline/index.js'

function content(documents: number | null, told: Partial<IndexContent> = {}): IndexContent {
  return { documents, bytes: documents && documents * 10, digests: [], mapping: null, ...told }
}

function data(sha256: string, more: IndexContent['digests'] = []): Partial<IndexContent> {
  return { digests: [{ type: 'data', sha256 }, ...more] }
}

function mapping(sha256: string, fields: string[] | null): Partial<IndexContent> {
  return { mapping: { sha256, fields } }
}

function baseline(indices: Record<string, IndexContent>, leftToOthers: string[] = []): Baseline {
  const chosen = { index: null, match: null }
  return {
    startedAt: '2026-01-04T03:00:00.000Z',
    chosen,
    indices: new Map(Object.entries(indices)),
    leftToOthers,
  }
}

function tonight(indices: Record<string, IndexContent>, told: Partial<Tonight> = {}): Tonight {
  return {
    indices: new Map(Object.entries(indices)),
    unread: new Set(),
    isInDump: (name) => name in indices,
    isChosen: () => true,
    ...told,
  }
}

const kinds = (before: Baseline, now: Tonight) => {
  const { indices, notCompared } = compare(before, now)
  return { ...Object.fromEntries(indices.map(({ name, kind }) => [name, kind])), notCompared }
}

describe('compare', () => {
  it('tells what each index was and is', () => {
    const before = baseline({ kept: content(10), gone: content(5), damaged: content(3) })
    const now = tonight(
      { kept: content(8), new: content(1), damaged: content(null) },
      { unread: new Set(['damaged']) },
    )
    const { since, indices } = compare(before, now)
    expect(since).toBe('2026-01-04T03:00:00.000Z')
    expect(indices.map(({ name, kind, documents, bytes }) => [name, kind, documents, bytes])).toEqual([
      ['kept', 'kept', { before: 10, now: 8 }, { before: 100, now: 80 }],
      ['new', 'new', { before: null, now: 1 }, { before: null, now: 10 }],
      ['damaged', 'unread', { before: 3, now: null }, { before: 30, now: null }],
      ['gone', 'missing', { before: 5, now: null }, { before: 50, now: null }],
    ])
  })

  it('takes for missing only what this run would be about', () => {
    const before = baseline({ a: content(1), b: content(1), c: content(1) })
    const now = tonight(
      { a: content(1) },
      { isInDump: (name) => name !== 'c', isChosen: (name) => name !== 'b' },
    )
    expect(kinds(before, now)).toEqual({ a: 'kept', c: 'missing', notCompared: ['b'] })
    const narrower = { ...now, isInDump: () => false, isChosen: (name: string) => name === 'a' }
    expect(kinds(before, narrower)).toEqual({ a: 'kept', notCompared: ['b', 'c'] })
  })

  it('does not take for new what another shard had', () => {
    const now = tonight({ a: content(1), b: content(1), c: content(1) })
    expect(kinds(baseline({ a: content(1) }, ['b']), now)).toEqual({
      a: 'kept',
      c: 'new',
      notCompared: ['b'],
    })
  })

  it('takes any name for a name', () => {
    const name = '__proto__'
    const now = tonight({ [name]: content(1) })
    expect(compare(baseline({}), { ...now, indices: new Map([[name, content(1)]]) }).indices).toMatchObject([
      { name, kind: 'new' },
    ])
  })
})

describe('the same to the byte', () => {
  const sameOf = (before: Partial<IndexContent>, now: Partial<IndexContent>) => {
    const { isSame, indices } = compare(baseline({ a: content(1, before) }), tonight({ a: content(1, now) }))
    return [isSame, indices[0]?.isSame]
  }
  const file = (sha256: string) => [{ type: 'mapping', sha256 }]

  it.each<[string, Partial<IndexContent>, Partial<IndexContent>, boolean | null]>([
    ['the data alone', data('1'), data('1'), true],
    ['other data', data('1'), data('2'), false],
    ['data and mapping', data('1', file('m')), data('1', file('m')), true],
    ['another mapping file', data('1', file('m')), data('1', file('n')), false],
    ['a type that one of the two did not read', data('1', file('m')), data('1'), true],
    ['data that was not read before', { digests: file('m') }, data('1', file('m')), null],
    ['data that is not read now', data('1'), {}, null],
  ])('is told by %s', (_, before, now, isSame) => {
    expect(sameOf(before, now)).toEqual([isSame === true, isSame])
  })

  it('is said of the whole dump only where nothing is otherwise', () => {
    const before = baseline({ a: content(1, data('1')), b: content(2, data('2')) })
    const same = { a: content(1, data('1')), b: content(2, data('2')) }
    expect(compare(before, tonight(same)).isSame).toBe(true)
    expect(compare(before, tonight({ ...same, c: content(1, data('3')) })).isSame).toBe(false)
    expect(compare(before, tonight({ a: same.a })).isSame).toBe(false)
    expect(compare(before, tonight({ ...same, b: content(2, data('x')) })).isSame).toBe(false)
    expect(compare(before, tonight(same, { unread: new Set(['a']) })).isSame).toBe(false)
    expect(compare(baseline({}), tonight({})).isSame).toBe(false)
  })
})

describe('mappings', () => {
  const changeOf = (before: Partial<IndexContent>, now: Partial<IndexContent>) =>
    compare(baseline({ a: content(1, before) }), tonight({ a: content(1, now) })).indices[0]

  it('are told by their fields', () => {
    const before = mapping('1', ['a: long', 'b: date', 'c: long'])
    expect(changeOf(before, mapping('2', ['c: keyword', 'd: text', 'a: long']))).toMatchObject({
      mapping: 'changed',
      fields: ['- b: date', 'c: long → keyword', '+ d: text'],
      moreFields: 0,
    })
    expect(changeOf(before, before)).toMatchObject({ mapping: 'same', fields: [] })
  })

  it('have twenty of them at the most', () => {
    const many = Array.from({ length: 25 }, (_, n) => `f${n}: long`)
    const { fields, moreFields } = changeOf(mapping('1', []), mapping('2', many)) ?? {}
    expect([fields?.length, moreFields]).toEqual([20, 5])
  })

  it('may have changed without that, and are not known where one of them was not read', () => {
    const before = mapping('1', ['a: long'])
    expect(changeOf(before, mapping('2', ['a: long']))).toMatchObject({ mapping: 'changed', fields: [] })
    expect(changeOf(before, mapping('2', null))).toMatchObject({ mapping: 'changed', fields: [] })
    expect(changeOf(before, {})).toMatchObject({ mapping: 'unknown', fields: [] })
  })
})
