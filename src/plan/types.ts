import type { Dumped } from '../baseline/index.js'
import type { ClusterType, DataScan, DumpFile, DumpType, IndexMetadata } from '../dump/index.js'
import type { RestoreError } from '../errors.js'

type JsonObject = Record<string, unknown>

/** What is to be done with one index of the dump. */
export interface IndexRestore {
  source: string
  target: string
  action: 'create' | 'append' | 'skip' | 'replace' | 'swap'
  /** The target is a data stream, or will be one: `create` and `append` alone are done with it. */
  isDataStream?: boolean
  /** Why it is not even begun; its steps are then empty. */
  fault: RestoreError | undefined
  /** Types of the dump that are restored, in the order in which they are applied. */
  steps: DumpType[]
  /** Body of the request that creates the index; with append, what has to be there. */
  definition: IndexMetadata
  dataFiles: DumpFile[]
  /** What a reading of the data files found; undefined where they are not read before the load. */
  data: DataScan | undefined
  dumped: Dumped
  /** Templates of the dump that take part in making it, and what of it would be missing without each. */
  templates?: { type: ClusterType; name: string; only: Brought[] }[]
}

/** What a template may bring to an index. */
export type Brought = 'settings' | 'mappings' | 'aliases'

/** One template, policy or script to put. */
export interface ClusterStep {
  type: ClusterType
  name: string
  body: JsonObject
}

/** What is left out of what is restored, as only Elasticsearch knows it. */
export interface LeftOut {
  type: 'index' | ClusterType
  /** As in the dump. */
  name: string
  /** Names of settings, `index.lifecycle.name`, or of members of its body, `mappings._all`. Empty: all of it. */
  parts: string[]
}

/** An alias that writes to another index of the dump than it may write to now. */
export interface Handover {
  alias: string
  /** The target that takes over. */
  to: string
  /** Those that may give it up, with what has their names now. */
  from: { target: string; indices: string[] }[]
}

export interface Plan {
  clusterSteps: ClusterStep[]
  indices: IndexRestore[]
  handovers: Handover[]
  /** Types that the dump has and nobody asked for. */
  notRestored: { type: DumpType; indices: string[] }[]
  leftOut: LeftOut[]
  warnings: string[]
}

/** An index of the dump with all that has been read of it. */
export interface ReadIndex {
  name: string
  target: string
  /** Types that were asked for and that its files can give. */
  types: DumpType[]
  metadata: IndexMetadata
  dataFiles: DumpFile[]
  data: DataScan | undefined
  dumped: Dumped
  /** It is one in the dump; whether its mapping says so too. */
  isDataStream?: boolean
  fault: RestoreError | undefined
  /** What only Elasticsearch knows and is not in the metadata any more; as in {@link LeftOut}. */
  leftOut?: string[]
}
