import { describe, expect, it } from 'vitest'
import { NoBaseline, parseBaseline } from '../../../src/baseline/index.js'
import { renderReport } from '../../../src/report/index.js'
import { indexOf, resultOf } from '../report/results.js'

const report = (changes: Parameters<typeof resultOf>[0] = {}) => renderReport(resultOf(changes))

function problemOf(text: string): string {
  try {
    parseBaseline(text)
  } catch (error) {
    if (error instanceof NoBaseline) return error.problem
    throw error
  }
  throw new Error('this was taken for a baseline')
}

/** @returns the report with one value changed, at a dotted place */
function changed(place: string, value: unknown): string {
  const whole = JSON.parse(report())
  const keys = place.split('.')
  const last = keys.pop() as string
  const at = keys.reduce((inner, key) => inner[key], whole)
  if (value === undefined) delete at[last]
  else at[last] = value
  return JSON.stringify(whole)
}

describe('parseBaseline', () => {
  it('reads what a report says of its dump, by names in the dump', () => {
    const indices = [indexOf({ name: 'pr-1-a', source: 'a' }), indexOf({ name: 'b' })]
    const shard = { number: 1, of: 2, leftToOthers: ['c'] }
    const baseline = parseBaseline(report({ indices, shard, chosen: { index: null, match: '^x' } }))
    expect(baseline).toEqual({
      startedAt: '2026-01-04T06:54:00.000Z',
      chosen: { index: null, match: '^x' },
      indices: new Map([
        ['a', indexOf().content],
        ['b', indexOf().content],
      ]),
      leftToOthers: ['c'],
    })
  })

  it('calls the index of a single file as `index` did', () => {
    const chosen = { index: 'shop', match: null }
    const { indices } = parseBaseline(report({ indices: [indexOf({ source: 'shop-2026-01-04' })], chosen }))
    expect([...indices.keys()]).toEqual(['shop'])
  })

  it('reads the report of a dry run, and of a run that was not verified', () => {
    expect(parseBaseline(report({ status: 'planned', verified: false, dryRun: true })).indices.size).toBe(1)
  })

  it('refuses the report of a run that failed, and one of another version', () => {
    expect(problemOf(report({ status: 'failed' }))).toBe('is the report of a run that failed')
    expect(problemOf(changed('reportVersion', 2))).toBe(
      'is a report of version 2, and this release compares with version 1',
    )
  })

  it.each<[string, string]>([
    ['no JSON', 'x'],
    ['nothing', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['another object', '{"status":"restored"}'],
    ['no version', changed('reportVersion', undefined)],
    ['no time', changed('startedAt', 'yesterday')],
    ['no indexes', changed('indices', {})],
    ['no content', changed('indices.0.content', undefined)],
    ['less than no documents', changed('indices.0.content.documents', -1)],
    ['half a document', changed('indices.0.content.documents', 0.5)],
    ['documents in words', changed('indices.0.content.documents', '5')],
    ['no name', changed('indices.0.source', 5)],
    ['odd digests', changed('indices.0.content.digests', [1])],
    ['odd fields', changed('indices.0.content.mapping.fields', [1])],
    ['an odd shard', changed('shard', {})],
    ['an odd choice', changed('chosen', { index: 1, match: null })],
  ])('refuses %s', (_, text) => {
    expect(problemOf(text)).toBe('is no report of this action that can be compared with')
  })
})
