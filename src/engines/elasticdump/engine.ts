import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type AliasAction,
  createMarked,
  getAliases,
  getMappings,
  isMade,
  putAliases,
  putClusterStep,
  putMappings,
} from '../../cluster/index.js'
import type { DumpType } from '../../dump/index.js'
import type { Inputs } from '../../inputs/index.js'
import type { ClusterStep } from '../../plan/index.js'
import { compareAliases, compareMappings } from '../../verify/index.js'
import type { Engine, EngineContext, LoadJob, LoadResult, LoadSurvey } from '../engine.js'
import { type Installation, install } from './install.js'
import { load } from './load.js'
import { outputTo, runElasticdump } from './run.js'
import { ElasticdumpSurvey } from './survey.js'

type JsonObject = Record<string, unknown>

export interface ElasticdumpContext extends EngineContext {
  inputs: Pick<Inputs, 'target' | 'elasticdumpVersion' | 'concurrency' | 'batchSizeBytes'>
  log(line: string): void
  debug(line: string): void
  /** Ends what is under way. */
  signal: AbortSignal
}

/**
 * Restores with elasticdump. Its exit code is 0 whatever the cluster refuses, and the reason is printed nowhere: so
 * every step is looked up in the cluster, and one that did not take is asked for once more to learn why.
 */
export class ElasticdumpEngine implements Engine {
  readonly name = 'elasticdump'
  readonly readsFirst = true
  private installation: Installation | undefined

  constructor(private readonly context: ElasticdumpContext) {}

  get version(): string {
    return this.context.inputs.elasticdumpVersion
  }

  async prepare(): Promise<void> {
    this.installation = await install(this.version, this.context.log, this.context.signal)
  }

  observe(): LoadSurvey {
    return new ElasticdumpSurvey(this.context.requestLimit)
  }

  async putClusterStep({ type, name, body }: ClusterStep): Promise<void> {
    // It puts the name into the path of its request as it is: `../logs/_doc/1` would be a document of another index.
    await this.step(type, '', elasticdumpForm(type, encodeURIComponent(name), body))
    // There is no telling whether what the cluster has under this name is old: putting it again says why not.
    await putClusterStep(this.context.cluster, type, name, body)
  }

  async createIndex(index: string, body: JsonObject, marker: string): Promise<void> {
    const cluster = this.context.cluster
    await this.step('index', index, { [index]: body })
    if (!(await isMade(cluster, index, marker))) await createMarked(cluster, index, body, marker)
  }

  async putMappings(index: string, mappings: JsonObject): Promise<void> {
    const cluster = this.context.cluster
    await this.step('mapping', index, { [index]: { mappings } })
    if (!compareMappings(mappings, await getMappings(cluster, index)).ok)
      await putMappings(cluster, index, mappings)
  }

  async putAliases(index: string, aliases: JsonObject, taking: readonly AliasAction[]): Promise<void> {
    if (Object.keys(aliases).length === 0) return
    const cluster = this.context.cluster
    // elasticdump has one index in a request.
    if (taking.length > 0) return await putAliases(cluster, index, aliases, taking)
    await this.step('alias', '', { [index]: { aliases } })
    if (!compareAliases(aliases, await getAliases(cluster, index)).ok)
      await putAliases(cluster, index, aliases)
  }

  async load(job: LoadJob): Promise<LoadResult> {
    const { inputs, requestLimit, debug } = this.context
    const { data, survey } = job
    if (!data || !(survey instanceof ElasticdumpSurvey))
      throw new Error('the data was not read for this engine')
    return await load(
      { ...job, data, survey },
      {
        installation: this.installed(),
        target: inputs.target,
        caFile: await this.caFile(),
        concurrency: inputs.concurrency,
        batchBytes: inputs.batchSizeBytes,
        requestLimit,
        debug,
      },
    )
  }

  /** Runs one step of metadata from a file as elasticdump reads it: JSON, or for most types a string of JSON. */
  private async step(type: DumpType, index: string, content: JsonObject): Promise<void> {
    const { inputs, scratch, debug, signal } = this.context
    const folder = await mkdtemp(join(scratch, 'step-'))
    try {
      const input = join(folder, `${type}.json`)
      const json = JSON.stringify(content)
      await writeFile(input, type === 'mapping' ? json : JSON.stringify(json))
      const options = [`--type=${type}`, `--input=${input}`, ...outputTo(inputs.target, index)]
      await runElasticdump(this.installed(), inputs.target, await this.caFile(), {
        options,
        onOutput: debug,
        onErrorOutput: debug,
        signal,
      })
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  private installed(): Installation {
    if (!this.installation) throw new Error('elasticdump is used before it is installed')
    return this.installation
  }

  /** NODE_EXTRA_CA_CERTS takes a path, and there is one only: what it has already stays in it. */
  private async caFile(): Promise<string | undefined> {
    const { ca } = this.context.inputs.target.tls
    if (!ca) return undefined
    const file = join(this.context.scratch, 'ca.pem')
    const { NODE_EXTRA_CA_CERTS: extra } = process.env
    await writeFile(file, extra ? `${ca}\n${await readFile(extra, 'utf8')}` : ca)
    return file
  }
}

function elasticdumpForm(type: ClusterStep['type'], name: string, body: JsonObject): JsonObject {
  if (type === 'component_template' || type === 'index_template')
    return { [`${type}s`]: [{ name, [type]: body }] }
  if (type === 'script') return { stored_scripts: [{ _id: name, ...body }] }
  return { [name]: body }
}
