import { describe, expect, it } from 'vitest'
import type { Baseline } from '../../../src/baseline/index.js'
import { baselineWarnings, compareWithBaseline } from '../../../src/restore/index.js'
import { readIndex, SCAN } from '../plan/parts.js'

const file = { path: '/dump/x', name: 'x', bytes: 1 }
const dump = {
  path: '/dump',
  indices: ['shop', 'logs'].map((name) => ({ name, files: { data: [file] } })),
  ignored: [],
}
const content = { documents: 5, bytes: 50, digests: [], mapping: null }

function baseline(names: string[], chosen: Partial<Baseline['chosen']> = {}): Baseline {
  return {
    startedAt: '2026-01-04T03:00:00.000Z',
    chosen: { index: null, match: null, ...chosen },
    indices: new Map(names.map((name) => [name, content])),
    leftToOthers: [],
  }
}

describe('compareWithBaseline', () => {
  it('counts what was read, and calls what is damaged unread', () => {
    const fault = new Error('x') as never
    const read = [readIndex('shop'), readIndex('logs', { fault, data: undefined })]
    const { indices } = compareWithBaseline(baseline(['shop', 'logs', 'gone']), read, dump, {})
    expect(indices.map(({ name, kind, documents }) => [name, kind, documents.now])).toEqual([
      ['shop', 'kept', SCAN.distinct],
      ['logs', 'unread', 0],
      ['gone', 'missing', null],
    ])
  })

  it('calls the index of a single file as `index` does, whatever the file is called', () => {
    const single = { ...dump, indices: [{ name: 'shop-2026-01-05', files: { data: [file] } }] }
    const read = [readIndex('shop-2026-01-05')]
    const { indices } = compareWithBaseline(baseline(['shop']), read, single, { index: 'shop' })
    expect(indices).toMatchObject([{ name: 'shop', kind: 'kept' }])
  })

  it('compares what this run is about', () => {
    const names = baseline(['shop', 'logs', 'gone', 'shop-gone'])
    const { indices, notCompared } = compareWithBaseline(names, [readIndex('shop')], dump, {
      match: /^SHOP/i,
    })
    expect(indices.map(({ name, kind }) => [name, kind])).toEqual([
      ['shop', 'kept'],
      ['shop-gone', 'missing'],
    ])
    expect(notCompared).toEqual(['logs', 'gone'])
  })

  it('ends a `match` that does not come to an end', () => {
    const names = baseline([`${'a'.repeat(60)}!`])
    expect(() => compareWithBaseline(names, [], dump, { match: /^(a+)+$/i })).toThrow(
      '`match` was still looking',
    )
  })
})

describe('baselineWarnings', () => {
  it.each([
    [{ index: 'a' }, {}],
    [{}, { index: 'a' }],
    [{ match: 'a' }, { match: /b/i }],
  ])('say that a baseline of %j is of another selection than %j', (chosen, wanted) => {
    expect(baselineWarnings(baseline([], chosen), wanted)).toEqual([
      expect.stringContaining('another `index` or `match`'),
    ])
  })

  it('say nothing where both are about the same', () => {
    expect(baselineWarnings(baseline([], { match: 'a' }), { match: /a/i })).toEqual([])
    expect(baselineWarnings(baseline([], { index: 'a' }), { index: 'a' })).toEqual([])
  })
})
