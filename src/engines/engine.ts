import type { DataScan, DocumentObserver, DumpFile } from '../dump/index.js'
import type { ClusterStep } from '../plan/index.js'

type JsonObject = Record<string, unknown>

/** Puts a dump's parts into the cluster. Engines differ in how; the plan and the checks are the same. */
export interface Engine {
  readonly name: string
  /** The version of elasticdump that runs, or ''. */
  readonly version: string
  /** Gets ready what the engine needs on this machine. @throws RestoreError ENGINE_INSTALL_FAILED */
  prepare(): Promise<void>
  /** @returns what has to see every document of an index before its load; one for each index. */
  observe(): LoadSurvey
  /** @throws RestoreError with the cluster's reason, as all below */
  putClusterStep(step: ClusterStep): Promise<void>
  /**
   * Creates an index in one request.
   * @param body settings, mappings, and aliases, as OpenSearch's create-index API takes them
   * @param marker the alias in it by which the index is known as this run's
   */
  createIndex(index: string, body: JsonObject, marker: string): Promise<void>
  putMappings(index: string, mappings: JsonObject): Promise<void>
  putAliases(index: string, aliases: JsonObject): Promise<void>
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
  data: DataScan
  survey: LoadSurvey
  /** No document is written before; where it rejects, none is at all, and the load fails with its reason. */
  ready: Promise<unknown>
  /** @param documents written so far */
  onProgress(documents: number): void
}

export interface LoadResult {
  /** Documents that the cluster took. */
  indexed: number
  rejected: number
  /** The first thousand of the rejected. */
  rejections: RejectedDocument[]
}

export interface RejectedDocument {
  id: string
  status: number
  /** The cluster's words. */
  reason: string
}
