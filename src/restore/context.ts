import type { Cluster, Heart, RunIdentity } from '../cluster/index.js'
import type { Engine, LoadSurvey } from '../engines/index.js'
import type { Inputs } from '../inputs/index.js'
import type { Progress } from '../report/index.js'

/** What restoring an index needs beside its plan. */
export interface RestoreContext {
  cluster: Cluster
  engine: Engine
  heart: Heart
  run: RunIdentity
  progress: Progress
  inputs: Pick<Inputs, 'verify' | 'maxRejected' | 'parallel'>
  /** A survey for each index whose data was read, by source name. */
  surveys: Map<string, LoadSurvey>
  log(line: string): void
}
