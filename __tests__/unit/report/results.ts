import type { IndexResult, Result } from '../../../src/report/index.js'

/** A successful restore of one index, with whatever a test wants otherwise. */
export function resultOf(changes: Partial<Result> = {}): Result {
  const indices = changes.indices ?? [indexOf()]
  const sum = (count: 'dump' | 'indexed' | 'rejected' | 'cluster') =>
    indices.reduce((total, { documents }) => total + (documents[count] ?? 0), 0)
  return {
    status: 'restored',
    verified: true,
    startedAt: '2026-01-04T06:54:00.000Z',
    durationMs: 12_340,
    dump: './dump',
    archive: null,
    engine: 'elasticdump',
    dryRun: false,
    elasticdumpVersion: '6.110.0',
    actionVersion: '1.0.0',
    cluster: { name: 'docker-cluster', uuid: 'b0VkQY6nTZ2Xy1', version: '3.7.0' },
    types: ['analyzer', 'mapping', 'data'],
    verify: 'sample',
    chosen: { index: null, match: null },
    indices,
    clusterSteps: [],
    totals: {
      dump: sum('dump'),
      indexed: sum('indexed'),
      rejected: sum('rejected'),
      cluster: sum('cluster'),
      bytes: indices.reduce((total, { bytes }) => total + bytes, 0),
    },
    shard: null,
    changes: null,
    phases: [
      { name: 'Look at the dump', beganMs: 0, ms: 120 },
      { name: 'Restore', beganMs: 120, ms: 11_900 },
    ],
    stages: [
      { name: 'Load documents', beganMs: 200, ms: 9_000 },
      { name: 'Verify', beganMs: 4_000, ms: 8_000 },
    ],
    notRestored: [],
    leftOut: [],
    ignoredFiles: [],
    warnings: [],
    failure: null,
    ...changes,
  }
}

/** A restored and verified index, with whatever a test wants otherwise. */
export function indexOf(changes: Partial<IndexResult> = {}): IndexResult {
  return {
    name: 'shop.orders',
    source: changes.name ?? 'shop.orders',
    action: 'created',
    status: 'ok',
    types: ['analyzer', 'mapping', 'data'],
    documents: { dump: 12_345, indexed: 12_345, rejected: 0, cluster: 12_345 },
    superseded: 0,
    bytes: 8_765_432,
    content: {
      documents: 12_345,
      bytes: 8_765_432,
      digests: [{ type: 'data', sha256: 'ab'.repeat(32) }],
      mapping: { sha256: 'cd'.repeat(32), fields: ['title: text'] },
    },
    durationMs: 4_210,
    verified: true,
    checks: [{ name: 'counts', ok: true, detail: '12,345 documents', differences: [], extra: [] }],
    rejections: [],
    planned: null,
    failure: null,
    ...changes,
  }
}

/** An index that failed, for the reason given. */
export function failedIndexOf(message: string, changes: Partial<IndexResult> = {}): IndexResult {
  return indexOf({
    status: 'failed',
    verified: false,
    failure: { code: 'ENGINE_FAILED', message, hint: 'Run it again.' },
    ...changes,
  })
}
