import {
  type AliasAction,
  createMarked,
  putAliases,
  putClusterStep,
  putMappings,
} from '../../cluster/index.js'
import type { Inputs } from '../../inputs/index.js'
import type { ClusterStep } from '../../plan/index.js'
import type { Engine, EngineContext, LoadJob, LoadResult } from '../engine.js'
import { Link } from './link.js'
import { load } from './load.js'
import { RequestPool } from './pool.js'

type JsonObject = Record<string, unknown>

export interface NativeContext extends EngineContext {
  inputs: Pick<Inputs, 'concurrency' | 'parallel' | 'batchSizeBytes' | 'waitTimeoutMs'>
}

/** A link that drops, or a node that starts anew, gets so long at least. */
const LEAST_PATIENCE_MS = 60_000

/** Restores through the client: documents go from file to cluster as the bytes that they are. */
export class NativeEngine implements Engine {
  readonly name = 'native'
  readonly version = ''
  readonly readsFirst = false
  private readonly pool: RequestPool
  private readonly link = new Link()

  constructor(private readonly context: NativeContext) {
    const { concurrency, parallel } = context.inputs
    this.pool = new RequestPool(concurrency * parallel)
  }

  /** There is nothing to install. */
  async prepare(): Promise<void> {}

  /** Documents are looked at while they are loaded. */
  observe(): undefined {}

  async putClusterStep({ type, name, body }: ClusterStep): Promise<void> {
    await putClusterStep(this.context.cluster, type, name, body)
  }

  async createIndex(index: string, body: JsonObject, marker: string): Promise<void> {
    await createMarked(this.context.cluster, index, body, marker)
  }

  async putMappings(index: string, mappings: JsonObject): Promise<void> {
    await putMappings(this.context.cluster, index, mappings)
  }

  async putAliases(index: string, aliases: JsonObject, taking: readonly AliasAction[]): Promise<void> {
    if (Object.keys(aliases).length > 0) await putAliases(this.context.cluster, index, aliases, taking)
  }

  async load(job: LoadJob): Promise<LoadResult> {
    const { cluster, inputs, requestLimit, scratch } = this.context
    return await load(job, {
      cluster,
      pool: this.pool,
      link: this.link,
      concurrency: inputs.concurrency,
      bodyBytes: inputs.batchSizeBytes,
      requestLimit,
      patienceMs: Math.max(inputs.waitTimeoutMs, LEAST_PATIENCE_MS),
      scratch,
    })
  }
}
