import { describe, expect, it } from 'vitest'
import { compareCounts } from '../../../src/verify/index.js'

const COUNTS = { distinct: 100, rejected: 0, cluster: 100, appended: false, routed: 0, superseded: 0 }

describe('compareCounts', () => {
  it.each([
    ['all', {}],
    ['all but the rejected', { rejected: 3, cluster: 97 }],
    ['none', { distinct: 0, cluster: 0 }],
    ['more in an index that was there', { appended: true, cluster: 500 }],
  ])('is content with %s', (_, counts) => {
    expect(compareCounts({ ...COUNTS, ...counts })).toMatchObject({
      name: 'counts',
      ok: true,
      differences: [],
      extra: [],
    })
  })

  it.each([
    ['a missing document', { cluster: 99 }, /^100 documents due, 99 in the cluster, 1 missing$/],
    [
      'one missing beyond the rejected',
      { rejected: 1, cluster: 98, routed: 5 },
      /^99 documents due, 98 in the cluster, 1 missing$/,
    ],
    ['too few in an index that was there', { appended: true, cluster: 99 }, /1 missing$/],
    [
      'routings that fell together',
      { cluster: 90, routed: 20 },
      /10 missing: .*several routings.*add `settings` to `types`$/,
    ],
    ['too many', { cluster: 101 }, /1 too many: another writer/],
    [
      'a rejected document that is there',
      { rejected: 1 },
      /^99 documents due, 100 in the cluster, 1 too many/,
    ],
  ])('notices %s', (_, counts, difference) => {
    const check = compareCounts({ ...COUNTS, ...counts })
    expect(check.ok).toBe(false)
    expect(check.differences).toEqual([expect.stringMatching(difference)])
  })

  it('says what it counted', () => {
    expect(compareCounts({ ...COUNTS, rejected: 3, cluster: 97, superseded: 2 }).detail).toBe(
      'documents: 100 in the dump; 2 more lines named one of them again; 3 rejected; 97 in the cluster',
    )
  })
})
