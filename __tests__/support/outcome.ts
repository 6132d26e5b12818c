import { expect } from 'vitest'
import type { IndexResult } from '../../src/report/index.js'
import type { ActionRun } from './action.js'

/** Expects all that a failed step owes: exit code, outputs, report, summary, and an annotation at least. */
export function expectFailed(run: ActionRun): void {
  expect(run.code, run.shown).toBe(1)
  expect(run.outputs).toMatchObject({
    status: 'failed',
    verified: 'false',
    report: expect.stringMatching(/./),
  })
  expect(Object.keys(run.outputs).sort()).toEqual([
    'cluster-version',
    'documents',
    'duration-ms',
    'elasticdump-version',
    'indices',
    'rejected',
    'report',
    'status',
    'verified',
  ])
  expect(run.report).toMatchObject({ status: 'failed', verified: false })
  expect(run.summary).toMatch(/^## ❌ Restore failed/)
  expect(run.annotations.length).toBeGreaterThan(0)
}

/** Expects a run that failed before any index was begun. @returns the one annotation's text */
export function expectFailedWhole(run: ActionRun, code: string): string {
  expectFailed(run)
  expect(run.report?.failure).toMatchObject({ code })
  expect(run.summary).toContain(code)
  expect(JSON.parse(run.outputs.indices ?? '')).toEqual([])
  expect(run.annotations).toHaveLength(1)
  expect(run.annotations[0]?.title).toBe('Restore failed')
  return run.annotations[0]?.message ?? ''
}

export function expectRestored(run: ActionRun): void {
  expect(run.code, run.shown).toBe(0)
  expect(run.outputs.status).toBe('restored')
  expect(run.annotations).toEqual([])
}

/** @returns what became of one target index */
export function resultOf(run: ActionRun, name: string): IndexResult {
  const found = run.report?.indices.find((index) => index.name === name)
  if (!found) throw new Error(`the report has nothing of ${name}:\n${run.shown}`)
  return found
}

/** @returns the text of the one annotation of an index */
export function annotationOf(run: ActionRun, name: string): string {
  const found = run.annotations.filter(({ title }) => title === `Restore of ${name} failed`)
  expect(found, `annotations of ${name}`).toHaveLength(1)
  return found[0]?.message ?? ''
}
