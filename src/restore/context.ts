import type { LimitFunction } from 'p-limit'
import type { Cluster, Heart, RunIdentity } from '../cluster/index.js'
import type { Engine, LoadSurvey } from '../engines/index.js'
import type { Inputs } from '../inputs/index.js'
import type { Progress, Tone } from '../report/index.js'
import type { HandingOver } from './handing-over.js'
import type { MetadataFiles } from './refusals.js'
import type { Stages } from './stages.js'

/** What restoring an index needs beside its plan. */
export interface RestoreContext {
  cluster: Cluster
  engine: Engine
  /** As many indexes are loaded and verified at a time as `parallel` says. */
  inTurn: LimitFunction
  heart: Heart
  handingOver: HandingOver
  run: RunIdentity
  /** Existing directory for what does not fit into memory. */
  scratch: string
  progress: Progress
  stages: Stages
  inputs: Pick<Inputs, 'verify' | 'maxRejected' | 'parallel' | 'batchSizeBytes' | 'indexSettings'>
  /** A survey for each index whose data was read, by source name. */
  surveys: Map<string, LoadSurvey>
  /** What each index is made from, by source name. */
  metadataFiles: Map<string, MetadataFiles>
  /** Rejected documents of the indexes that are restored without them: `max-rejected` is for all together. */
  allowed: { rejected: number }
  log(line: string, tone?: Tone): void
  debug(line: string): void
  /** Indexes that this run has begun to make, whether or not the cluster has answered. */
  begun: Set<string>
  /** Cancels the run. */
  signal: AbortSignal
}
