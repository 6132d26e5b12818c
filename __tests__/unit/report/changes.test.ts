import { describe, expect, it } from 'vitest'
import { changesLine, changesSection, staleWarning } from '../../../src/report/changes.js'
import { renderReport, renderSummary } from '../../../src/report/index.js'
import { changeOf, changesOf } from '../baseline/changes.js'
import { resultOf } from './results.js'
import { HOSTILE } from './scenarios.js'

const some = changesOf(
  [
    changeOf('more', 100, 125),
    changeOf('as-it-was', 7, 7, { isSame: true }),
    changeOf('fields', 9, 9, { mapping: 'changed', fields: ['+ a: long', 'b: long → text'], moreFields: 3 }),
    changeOf('parameters', 9, 9, { mapping: 'changed' }),
    changeOf('new', null, 5, { kind: 'new', isSame: null, mapping: 'unknown' }),
    changeOf('few', 1000, 998),
    changeOf('half', 1000, 500),
    changeOf('gone', 3000, null, { kind: 'missing', isSame: null, mapping: 'unknown' }),
    changeOf('damaged', 3, null, { kind: 'unread', isSame: null, mapping: 'unknown' }),
  ],
  { notCompared: ['other'] },
)
const stale = changesOf([changeOf('a', 7, 7, { isSame: true })], { isSame: true })

describe('the changes in the summary', () => {
  it('are told index by index, the gravest first', () => {
    expect(changesSection(some)).toBe(
      [
        '### Since the baseline of 2026-01-04 03:00 UTC',
        '8 indexes, 5,128 → 1,653 documents; 1 missing; 1 damaged; 2 with fewer documents; 1 with more; 1 new; 2 with another mapping; 1 the same to the byte',
        [
          '| Index | Change | Documents | Size |',
          '| :-- | --: | --: | --: |',
          '| ❌ `gone` | missing | 3,000&nbsp;→ – | 30.0&nbsp;kB&nbsp;→ – |',
          '| ❌ `damaged` | damaged | 3&nbsp;→ – | 30&nbsp;B&nbsp;→ – |',
          '| `half` | −500&nbsp;(−50&nbsp;%) | 1,000&nbsp;→ 500 | 10.0&nbsp;kB&nbsp;→ 5.0&nbsp;kB |',
          '| `few` | −2&nbsp;(−0.2&nbsp;%) | 1,000&nbsp;→ 998 | 10.0&nbsp;kB |',
          '| 🆕 `new` | new | –&nbsp;→ 5 | –&nbsp;→ 50&nbsp;B |',
          '| `fields` | = | 9 | 90&nbsp;B |',
          '| `parameters` | = | 9 | 90&nbsp;B |',
          '| `more` | +25&nbsp;(+25&nbsp;%) | 100&nbsp;→ 125 | 1.0&nbsp;kB&nbsp;→ 1.3&nbsp;kB |',
        ].join('\n'),
        [
          'Other mappings:',
          '',
          '- `fields`: `+ a: long`, `b: long → text`, 3 more',
          '- `parameters`: other than names and types of fields',
        ].join('\n'),
        'The same to the byte: `as-it-was`',
        'Not compared, as only one of the two runs was about them: `other`',
      ].join('\n\n'),
    )
  })

  it('are not there without a baseline', () => {
    expect(changesSection(null)).toBe('')
    expect(renderSummary(resultOf())).not.toContain('baseline')
    expect(renderSummary(resultOf({ changes: some }))).toContain(changesSection(some))
  })

  it('say first that a dump is the same to the byte', () => {
    const message =
      'The dump is the same to the byte as the one of 2026-01-04 03:00 UTC. Is it still taken, or is this an old one?'
    expect(changesSection(stale).split('\n\n')[1]).toBe(`⚠️ **${message}**`)
    expect(staleWarning(stale)?.message).toBe(message)
    expect(changesLine(stale)).toBe(`since the baseline of 2026-01-04 03:00 UTC: ${message}`)
    expect([staleWarning(some), staleWarning(null)]).toEqual([undefined, undefined])
  })

  it('are a line in the log', () => {
    expect(changesLine(some)).toMatch(
      /^since the baseline of 2026-01-04 03:00 UTC: 8 indexes, .*; 1 missing; .* byte$/,
    )
  })

  it('stay within bounds and in their place, whatever the names are', () => {
    const huge = HOSTILE.repeat(50)
    const rows = Array.from({ length: 5000 }, (_, n) =>
      changeOf(`${huge}${n}`, 10, 5, { mapping: 'changed', fields: [huge, huge] }),
    )
    const told = changesSection(changesOf(rows, { notCompared: rows.map(({ name }) => name) }))
    expect(Buffer.byteLength(told)).toBeLessThan(146 * 1024)
    expect(told).toMatch(/\*\*[\d,]+ more indexes\*\* are left out here/)
    const lines = told.split('\n').filter((line) => line.startsWith('|'))
    expect(lines.length).toBeGreaterThan(5)
    expect(lines.every((line) => line.split('|').length === 6)).toBe(true)
    const thousand = Array.from({ length: 1000 }, (_, n) => changeOf(`shop.orders-${n}`, 10, 5))
    expect(changesSection(changesOf(thousand))).not.toContain('left out')
  })

  it('are in the report', () => {
    expect(JSON.parse(renderReport(resultOf({ changes: some }))).changes).toEqual(some)
  })
})
