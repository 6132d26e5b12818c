/** What a dump holds of one index, for a later run to compare with; null is what was not read. */
export interface IndexContent {
  /** Distinct documents, as `transform` gives them back. */
  documents: number | null
  /** Of its data files, unpacked. */
  bytes: number | null
  /** Of the unpacked content of each type's files that were read; of split files that of their digests, one after the other. */
  digests: { type: string; sha256: string }[]
  mapping: MappingContent | null
}

export interface MappingContent {
  /** Of all that it says, in whatever order. */
  sha256: string
  /** `title.raw: keyword`, sorted; null where there are too many. */
  fields: string[] | null
}

/** Which indexes of a dump a run was about. */
export interface Chosen {
  index: string | null
  match: string | null
}

/** What an earlier report says of its dump. */
export interface Baseline {
  /** When its run began, ISO 8601, UTC. */
  startedAt: string
  chosen: Chosen
  /** By their names in the dump. */
  indices: ReadonlyMap<string, IndexContent>
  /** Indexes that were left to other jobs of its matrix. */
  leftToOthers: readonly string[]
}

/** What became of an index since the baseline. */
export interface IndexChange {
  /** As in the dump. */
  name: string
  /** `missing`: the dump has it no more; `unread`: it is damaged, and its failure says how. */
  kind: 'kept' | 'new' | 'missing' | 'unread'
  documents: BeforeAndNow
  bytes: BeforeAndNow
  /** Every byte of what both runs read is the same; null where that is not known. */
  isSame: boolean | null
  mapping: 'same' | 'changed' | 'unknown'
  /** The first fields that were added, removed, or have another type: `+ a: long`, `- b: date`, `c: long → keyword`. */
  fields: string[]
  /** How many more there are. */
  moreFields: number
}

/** null: not known, or not there. */
export interface BeforeAndNow {
  before: number | null
  now: number | null
}

export interface Changes {
  /** When the baseline's run began, ISO 8601, UTC. */
  since: string
  /** The whole dump is the baseline's, byte by byte. */
  isSame: boolean
  indices: IndexChange[]
  /** Indexes that only one of the two runs was about, though they may be in both dumps. */
  notCompared: string[]
}
