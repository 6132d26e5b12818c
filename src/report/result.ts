import type { Changes, Chosen, IndexContent } from '../baseline/index.js'
import type { Check } from '../verify/index.js'

/** One restore, as told by outputs, summary and report. Plain data, no secrets; `schema/report.schema.json` describes it. */
export interface Result {
  status: 'restored' | 'planned' | 'failed'
  verified: boolean
  startedAt: string
  durationMs: number
  dump: string
  /** Where the dump was in an archive: its SHA-256, its size, and the folder in it, `./` for its root. */
  archive: { format: string; bytes: number; sha256: string; folder: string } | null
  engine: string
  /** Nothing was written. */
  dryRun: boolean
  /** Empty where elasticdump did not run. */
  elasticdumpVersion: string
  actionVersion: string
  cluster: { name: string; uuid: string; version: string } | null
  types: string[]
  verify: string
  /** By `index` and `match`. */
  chosen: Chosen
  indices: IndexResult[]
  /** Templates, policies and scripts. */
  clusterSteps: ClusterStepResult[]
  totals: { dump: number; indexed: number; rejected: number; cluster: number; bytes: number }
  /** This job's part of a matrix, with the indexes of the dump that are in the others. */
  shard: { number: number; of: number; leftToOthers: string[] } | null
  /** What of the dump is otherwise than in `baseline`; null without one, or where the dump could not be read. */
  changes: Changes | null
  /** In the order in which they began, one after the other. */
  phases: Span[]
  /** What the phase Restore consists of: from when to when any index was in it. They overlap. */
  stages: Span[]
  /** Types that the dump has and nobody asked for, with the indexes that have them. */
  notRestored: { type: string; indices: string[] }[]
  /** What only Elasticsearch knows and is left out: of the indexes and templates of the dump; without parts all of it. */
  leftOut: { type: string; name: string; parts: string[] }[]
  /** Files of the dump directory that are no part of a dump. */
  ignoredFiles: string[]
  /** What a reader should know although it is no failure. */
  warnings: string[]
  /** A failure of the whole run, apart from those of single indexes. */
  failure: Failure | null
}

/** A part of the run, in milliseconds. */
export interface Span {
  name: string
  /** Since the run began. */
  beganMs: number
  ms: number
}

export interface IndexResult {
  name: string
  source: string
  action: 'created' | 'replaced' | 'appended' | 'skipped' | 'planned'
  status: 'ok' | 'failed' | 'skipped' | 'planned'
  types: string[]
  documents: { dump: number | null; indexed: number | null; rejected: number | null; cluster: number | null }
  /** Documents of the dump that a later one with the same id and routing replaced. */
  superseded: number
  bytes: number
  /** What the dump holds of it, for a later run to compare with. */
  content: IndexContent
  durationMs: number
  verified: boolean
  checks: Check[]
  /** At most a thousand; the summary shows ten. */
  rejections: Rejection[]
  /** What a dry run would have done, with how many documents of the dump; null where it is not known, or no dry run. */
  planned: { action: string; documents: number | null } | null
  failure: Failure | null
}

export interface ClusterStepResult {
  type: string
  name: string
  status: 'ok' | 'failed' | 'planned'
  failure: Failure | null
}

/** A document that the cluster refused. */
export interface Rejection {
  id: string
  /** Where the document is in the dump; unknown until it has been looked for. */
  file: string | null
  line: number | null
  status: number
  reason: string
}

export interface Failure {
  code: string
  message: string
  hint: string | null
}
