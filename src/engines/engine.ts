import type { AliasAction, Cluster } from '../cluster/index.js'
import type { DataScan, DocumentObserver, DumpFile } from '../dump/index.js'
import type { ClusterStep } from '../plan/index.js'

type JsonObject = Record<string, unknown>

/** What any engine works with. */
export interface EngineContext {
  cluster: Cluster
  /** Existing directory for files of its own. */
  scratch: string
  /** Bytes that the cluster takes in one request. */
  requestLimit: number
}

/** Puts a dump's parts into the cluster. Engines differ in how; the plan and the checks are the same. */
export interface Engine {
  readonly name: string
  /** The version of elasticdump that runs, or ''. */
  readonly version: string
  /** Gets ready what the engine needs on this machine. @throws RestoreError ENGINE_INSTALL_FAILED */
  prepare(): Promise<void>
  /** Whether it has to be told of all documents of an index before it loads them. */
  readonly readsFirst: boolean
  /** @returns what has to see every document of an index before its load, if anything; one for each index. */
  observe(): LoadSurvey | undefined
  /** @throws RestoreError with the cluster's reason, as all below */
  putClusterStep(step: ClusterStep): Promise<void>
  /**
   * Creates an index in one request.
   * @param body settings, mappings, and aliases, as OpenSearch's create-index API takes them
   * @param marker the alias in it by which the index is known as this run's
   */
  createIndex(index: string, body: JsonObject, marker: string): Promise<void>
  putMappings(index: string, mappings: JsonObject): Promise<void>
  /** @param taking what has to be in the same request, as another index may not keep what this one gets */
  putAliases(index: string, aliases: JsonObject, taking: readonly AliasAction[]): Promise<void>
  load(job: LoadJob): Promise<LoadResult>
}

/** Sees every document of an index once, in order. @throws RestoreError ENGINE_CANNOT_CARRY */
export interface LoadSurvey extends DocumentObserver {
  /** Called after the last document. @throws RestoreError ENGINE_CANNOT_CARRY */
  end(): void
}

export interface LoadJob {
  /** The index, for people. */
  index: string
  /** Index or alias to write to. */
  writeTo: string
  files: DumpFile[]
  /** What a reading before the load found; always there where the index may hold documents, or the engine reads first. */
  data: DataScan | undefined
  survey: LoadSurvey | undefined
  /** Documents to draw, where there was no reading before. */
  sampleSize: number
  /** No document is written before; where it rejects, none is at all, and the load fails with its reason. */
  ready: Promise<unknown>
  /** `create`: the target takes no document under an id that it has. */
  operation: 'index' | 'create'
  /** Ends the load. */
  signal: AbortSignal
  /** @param documents written so far @param bytes of the files read so far, on disk; null where that is not known */
  onProgress(documents: number, bytes: number | null): void
}

export interface LoadResult {
  /** What the dump holds, by a reading of every byte. */
  data: DataScan
  /** Documents that the cluster took. */
  indexed: number
  rejected: number
  /**
   * Of `create`: documents that were there, and count as indexed: this engine sent them twice, or somebody else has
   * written others under their ids.
   */
  conflicts: number
  /** The first thousand of the rejected. */
  rejections: RejectedDocument[]
}

export interface RejectedDocument {
  id: string
  status: number
  /** The cluster's words. */
  reason: string
  /** Where in the dump it is, if the engine knows. */
  file?: string
  line?: number
}
