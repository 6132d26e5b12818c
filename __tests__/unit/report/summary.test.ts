import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { renderSummary } from '../../../src/report/index.js'
import { failedIndexOf, indexOf, resultOf } from './results.js'
import { HOSTILE, SCENARIOS } from './scenarios.js'

const LIMIT = 1000 * 1024
const FIXTURES = new URL('../../fixtures/summary/', import.meta.url)

describe('the summary', () => {
  it.each(Object.keys(SCENARIOS))('of %s is as its golden file', (name) => {
    const golden = new URL(`${name}.md`, FIXTURES)
    const summary = renderSummary(scenario(name))
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(golden, summary)
    expect(summary).toBe(readFileSync(golden, 'utf8'))
  })

  it('lets nothing out of the place where it stands', () => {
    const summary = renderSummary(scenario('hostile'))

    expect(summary.replace(/`[^`\n]*`/g, '').match(/<(?!\/?(code|details|summary|sub|br)>)/g)).toBeNull()
    expect(summary).not.toMatch(/^(# h|\| x \|)/m)
    expect(summary.replace(/`[^`\n]*`/g, '')).not.toMatch(/@[a-z]|https?:\/\/|www\./)
    const tables = summary.split('\n').filter((line) => line.startsWith('|'))
    expect(tables.map((line) => line.split('|').length - 2)).toEqual([6, 6, 6, 5, 5, 5, 5])
  })

  it.each([
    ['✅ Restored and verified: 1 index, 12,345 documents', resultOf()],
    ['⚠️ Restored, not verified: 1 index', resultOf({ verified: false, verify: 'none' })],
    [
      '⚠️ Restored with 1 rejected document within `max-rejected`, not verified',
      resultOf({ verified: false, totals: { dump: 2, indexed: 1, rejected: 1, cluster: 1, bytes: 9 } }),
    ],
    [
      '❌ Restore failed: 1 of 2 indexes',
      resultOf({ status: 'failed', indices: [indexOf(), failedIndexOf('x')] }),
    ],
    ['❌ Restore failed', resultOf({ status: 'failed', indices: [], cluster: null })],
    ['⏭️ Nothing restored: 1 index skipped', resultOf({ indices: [indexOf({ status: 'skipped' })] })],
    ['📋 Dry run: 1 index planned, nothing written', resultOf({ status: 'planned', verified: false })],
  ])('begins with the verdict: %s', (verdict, result) => {
    expect(renderSummary(result).split('\n')[0]).toBe(`## ${verdict}`)
  })
})

describe('the budget', () => {
  const long = '索引🔎'.repeat(30)

  it('holds for 20,000 indexes, failures first and rows whole', () => {
    const indices = Array.from({ length: 20_000 }, (_, n) =>
      n % 100 === 99
        ? failedIndexOf(`${long} ${n}`, { name: `${long}${n}` })
        : indexOf({ name: `${long}${n}` }),
    )
    const summary = renderSummary(resultOf({ status: 'failed', verified: false, indices }))

    expect(Buffer.byteLength(summary)).toBeLessThan(LIMIT)
    expect(summary).toContain('## ❌ Restore failed: 200 of 20,000 indexes')
    const rows = summary.split('\n').filter((line) => /^\| (✅|❌)&nbsp;`索/u.test(line))
    expect(rows.length).toBeGreaterThan(500)
    expect(rows.every((line) => line.split('|').length === 8)).toBe(true)
    expect(rows.slice(0, 200).every((line) => line.includes('❌'))).toBe(true)
    expect(summary).toContain(
      `**${(20_000 - rows.length).toLocaleString('en-US')} more indexes** are left out here; the JSON report has everything.`,
    )
    expect(summary).not.toContain('\u{fffd}')
  })

  it('holds when every section overflows', () => {
    const huge = HOSTILE.repeat(50) + '@'.repeat(5000)
    const failed = failedIndexOf(huge, {
      name: huge,
      source: `${huge}2`,
      types: [huge],
      superseded: 1,
      checks: [
        { name: 'counts', ok: false, detail: huge, differences: [huge, huge], extra: Array(20).fill(huge) },
      ],
    })
    const many = Array<string>(2000).fill('@'.repeat(3000))
    const summary = renderSummary(
      resultOf({
        status: 'failed',
        dump: huge,
        cluster: { name: huge, uuid: huge, version: huge },
        types: many,
        indices: Array.from({ length: 2000 }, (_, n) => ({
          ...failed,
          failure: { code: huge, message: `field${n} ${'@'.repeat(3000)}`, hint: '@'.repeat(3000) },
          rejections: [
            { id: huge, file: huge, line: 1, status: 400, reason: `field${n} ${'@'.repeat(900)}` },
          ],
        })),
        phases: Array(100).fill({ name: huge, beganMs: 0, ms: 9_000 }),
        leftOut: many.map((name) => ({ type: name, name, parts: many })),
        notRestored: many.map((type) => ({ type, indices: many })),
        ignoredFiles: many,
        warnings: many,
        failure: { code: huge, message: '@'.repeat(3000), hint: '@'.repeat(3000) },
      }),
    )

    expect(Buffer.byteLength(summary)).toBeLessThan(LIMIT)
    expect(summary.match(/left out here/g)).toHaveLength(10)
    expect(summary).toMatch(/of them failed; the JSON report/)
  })
})

function scenario(name: string) {
  const result = SCENARIOS[name]
  if (result === undefined) throw new Error(`no scenario ${name}`)
  return result
}
