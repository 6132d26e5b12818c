import { describe, expect, it } from 'vitest'
import { type Changes, percent, requireNoShrink } from '../../../src/baseline/index.js'
import { type ErrorCode, RestoreError } from '../../../src/errors.js'
import { changeOf, changesOf } from './changes.js'

function faultOf(changes: Changes, most: number): RestoreError | undefined {
  try {
    requireNoShrink(changes, most)
  } catch (error) {
    if (error instanceof RestoreError) return error
    throw error
  }
  return undefined
}

const SHRANK: ErrorCode = 'DUMP_SHRANK'

describe('requireNoShrink', () => {
  it.each<[number, number, number, boolean]>([
    [100, 100, 0, false],
    [100, 101, 0, false],
    [100, 99, 0, true],
    [100, 95, 5, false],
    [100, 94, 5, true],
    [1000, 993, 0.7, false],
    [1000, 992, 0.7, true],
    [1000, 971, 2.9, false],
    [3, 2, 33.333, true],
    [3, 2, 33.334, false],
    [1, 0, 99.999, true],
    [1, 0, 100, false],
    [0, 0, 0, false],
    [9_007_199_254_740_991, 9_007_199_254_740_990, 0, true],
  ])('of %i documents, %i are there: with %d percent', (before, now, most, isFault) => {
    const changes = changesOf([changeOf('a', before, now)])
    expect(faultOf(changes, most)?.code).toBe(isFault ? SHRANK : undefined)
  })

  it('takes a missing index for one that shrank by 100 percent', () => {
    const changes = changesOf([changeOf('gone', 5, null, { kind: 'missing' })])
    expect(faultOf(changes, 99.999)?.message).toContain(
      '- gone: the dump does not have it any more, and had 5',
    )
    expect(faultOf(changes, 100)).toBeUndefined()
  })

  it('lets what is new or damaged be, and holds nothing to a baseline that did not count', () => {
    const changes = changesOf([
      changeOf('new', null, 5, { kind: 'new' }),
      changeOf('damaged', 5, null, { kind: 'unread' }),
    ])
    expect(faultOf(changes, 0)).toBeUndefined()
    const uncounted = changesOf([changeOf('skipped', null, 5), changeOf('not read', 5, null)])
    expect(faultOf(uncounted, 100)?.message).toContain(
      'cannot be held for skipped, not read: the baseline of',
    )
  })

  it('tells what shrank and what it cannot be held for, both', () => {
    const fault = faultOf(changesOf([changeOf('skipped', null, 5), changeOf('a', 100, 90)]), 5)
    expect(fault?.message).toMatch(
      /^1 index has [^\n]*\n- a: 100 → 90 [^\n]*\n`max-shrink` cannot be held for skipped: /,
    )
    expect(fault?.hint).toMatch(
      /^Nothing was written\. Look whether .* higher for one run\. As `baseline`, give /,
    )
  })

  it('names all at once, the gravest first, and counts what is too many', () => {
    const some = changesOf([changeOf('a', 100, 90), changeOf('fine', 100, 99), changeOf('b', 1000, 1)])
    expect(faultOf(some, 5)?.message).toBe(
      [
        '2 indexes have fewer documents than in the baseline of 2026-01-04T03:00:00.000Z, by more than `max-shrink` allows, 5 %:',
        '- b: 1000 → 1 documents (−99.9 %)',
        '- a: 100 → 90 documents (−10 %)',
      ].join('\n'),
    )
    const many = changesOf(Array.from({ length: 60 }, (_, n) => changeOf(`i${n}`, 10, 1)))
    expect(faultOf(many, 5)?.message.split('\n')).toHaveLength(52)
    expect(faultOf(many, 5)?.message).toMatch(/\nand 10 more$/)
  })
})

describe('percent', () => {
  it.each([
    [0, '0 %'],
    [0.04, '<0.1 %'],
    [12.54, '12.5 %'],
    [100, '100 %'],
  ])('of %d is %s', (value, text) => expect(percent(value)).toBe(text))
})
