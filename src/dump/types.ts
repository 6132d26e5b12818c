import type { RestoreError } from '../errors.js'
import type { SameContent } from './same-content.js'
import type { Transform } from './transform.js'

/** Types that belong to one index, in the order in which a restore applies them. */
export const INDEX_TYPES = ['settings', 'index', 'analyzer', 'mapping', 'data', 'alias'] as const
/** Types that belong to the cluster; applied before any index. */
export const CLUSTER_TYPES = ['template', 'component_template', 'index_template', 'policy', 'script'] as const
export const DUMP_TYPES = [...CLUSTER_TYPES, ...INDEX_TYPES] as const

export type IndexType = (typeof INDEX_TYPES)[number]
export type ClusterType = (typeof CLUSTER_TYPES)[number]
/** elasticdump's `--type` values. */
export type DumpType = (typeof DUMP_TYPES)[number]

/** A file that is none on this machine: another cluster's, as it would be dumped. */
export interface RemoteFile {
  /** Documents in it, as soon as that is known. */
  readonly documents: number | undefined
  /** @returns its content, the same bytes each time @throws RestoreError where not all of it comes */
  read(): AsyncIterable<Buffer>
  /** It is not read any more. */
  release(): Promise<void>
}

export interface DumpFile {
  /** Where it is. */
  path: string
  /** Its name in the dump, for people. */
  name: string
  /** Size on disk, bytes; 0 of a remote one. */
  bytes: number
  remote?: RemoteFile
  /** What becomes of its documents while they are read. */
  transform?: Transform
  /** Why it is not read: it is no file, or lies outside of the dump. */
  fault?: RestoreError
  /** Knows its content by the first reading of it, and may hold every other to that. */
  content?: SameContent
}

/** What a dump holds under one name: an index's files, or cluster-wide files that share a name. */
export interface DumpIndex {
  name: string
  /** Split files in the order of their numbers. */
  files: Partial<Record<DumpType, DumpFile[]>>
  /** By the names of its files or of what its documents were dumped from. */
  isDataStream?: true
  /** Why it cannot be restored, if that is plain from its files. */
  fault?: RestoreError
}

export interface Dump {
  /** Directory or file that was given; of a cluster who and where it is, for people. */
  path: string
  /** What is in it may be more or less when another job looks. */
  isLive?: true
  indices: DumpIndex[]
  /** Names of the files and folders that are no part of a dump. */
  ignored: string[]
  /** What a reader should know of it. */
  notes?: string[]
}

export function isClusterType(type: DumpType): type is ClusterType {
  return (CLUSTER_TYPES as readonly DumpType[]).includes(type)
}

/**
 * The file of an index that `analysis` is taken from: analyzer, settings or index, the first there is.
 * elasticdump's analyzer file is the whole settings object, so each of them may hold it.
 */
export function analysisFiles(index: DumpIndex): DumpFile[] | undefined {
  return index.files.analyzer ?? index.files.settings ?? index.files.index
}

/** @returns the types that the dump can give for this index; `analyzer` also from a settings or index file. */
export function availableTypes(index: DumpIndex): DumpType[] {
  return DUMP_TYPES.filter((type) =>
    type === 'analyzer' ? analysisFiles(index) !== undefined : index.files[type] !== undefined,
  )
}
