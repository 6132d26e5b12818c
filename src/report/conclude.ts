import type { Inputs } from '../inputs/index.js'
import type { IndexResult, Result } from './result.js'

const ACTION_VERSION = '0.1.0'

/** A result of which nothing is known yet but what was asked for. */
export function beginResult(inputs: Pick<Inputs, 'dump' | 'engine' | 'verify' | 'types' | 'dryRun'>): Result {
  return {
    status: 'failed',
    verified: false,
    startedAt: new Date().toISOString(),
    durationMs: 0,
    dump: inputs.dump,
    engine: inputs.engine,
    dryRun: inputs.dryRun,
    elasticdumpVersion: '',
    actionVersion: ACTION_VERSION,
    cluster: null,
    types: inputs.types === 'all' ? ['all'] : [...inputs.types],
    verify: inputs.verify,
    indices: [],
    clusterSteps: [],
    totals: { dump: 0, indexed: 0, rejected: 0, cluster: 0, bytes: 0 },
    shard: null,
    phases: [],
    stages: [],
    notRestored: [],
    leftOut: [],
    ignoredFiles: [],
    warnings: [],
    failure: null,
  }
}

/** Adds up, and says whether it is a success. */
export function concludeResult(result: Result): Result {
  const sum = (of: (index: IndexResult) => number | null) =>
    result.indices.reduce((total, one) => total + (of(one) ?? 0), 0)
  result.totals = {
    dump: sum(({ documents }) => documents.dump),
    indexed: sum(({ documents }) => documents.indexed),
    rejected: sum(({ documents }) => documents.rejected),
    cluster: sum(documentsFromThisRestore),
    bytes: sum(({ bytes }) => bytes),
  }
  const isWhole =
    result.failure === null &&
    result.indices.every(({ status }) => status !== 'failed') &&
    result.clusterSteps.every(({ status }) => status !== 'failed')
  result.status = isWhole ? (result.dryRun ? 'planned' : 'restored') : 'failed'
  const restored = result.indices.filter(({ status }) => status !== 'skipped')
  // Where everything was skipped, nothing has been proved. A shard without a part in the plan has nothing to prove: all
  // shards are verified where the whole dump is.
  const isEmptyShard = result.shard !== null && result.indices.length === 0
  const isAny = restored.length + result.clusterSteps.length > 0 || isEmptyShard
  const isChecked = result.verify !== 'none' && !result.dryRun
  result.verified = isWhole && isAny && isChecked && restored.every(({ verified }) => verified)
  result.durationMs = Date.now() - Date.parse(result.startedAt)
  return result
}

/** An index that had documents before holds more than this restore brought. */
function documentsFromThisRestore({ action, status, documents }: IndexResult): number {
  if (status !== 'ok') return 0
  return (action === 'appended' ? documents.indexed : documents.cluster) ?? 0
}
