import { type Inputs, shownDump } from '../inputs/index.js'
import type { IndexResult, Result } from './result.js'
import { ACTION_VERSION } from './version.js'

/** Of all indexes together, in a report. */
const MAX_FIELD_CHARACTERS = 4_000_000

type Begun = Pick<Inputs, 'dump' | 'source' | 'engine' | 'verify' | 'types' | 'dryRun' | 'index' | 'match'>

/** A result of which nothing is known yet but what was asked for. */
export function beginResult(inputs: Begun): Result {
  return {
    status: 'failed',
    verified: false,
    startedAt: new Date().toISOString(),
    durationMs: 0,
    dump: inputs.dump === undefined ? (inputs.source?.url ?? '') : shownDump(inputs.dump),
    archive: null,
    engine: inputs.engine,
    dryRun: inputs.dryRun,
    elasticdumpVersion: '',
    actionVersion: ACTION_VERSION,
    cluster: null,
    types: inputs.types === 'all' ? ['all'] : [...inputs.types],
    verify: inputs.verify,
    chosen: { index: inputs.index ?? null, match: inputs.match?.source ?? null },
    indices: [],
    clusterSteps: [],
    totals: { dump: 0, indexed: 0, rejected: 0, cluster: 0, bytes: 0 },
    shard: null,
    changes: null,
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
  keepSmall(result.indices)
  return result
}

/** Names of fields are there to say what changed; that something did is known without. */
function keepSmall(indices: IndexResult[]): void {
  let left = MAX_FIELD_CHARACTERS
  for (const { content } of indices) {
    left -= content.mapping?.fields?.reduce((sum, field) => sum + field.length, 0) ?? 0
    if (left < 0 && content.mapping) content.mapping = { ...content.mapping, fields: null }
  }
}

/** An index that had documents before holds more than this restore brought. */
function documentsFromThisRestore({ action, status, documents }: IndexResult): number {
  if (status !== 'ok') return 0
  return (action === 'appended' ? documents.indexed : documents.cluster) ?? 0
}
