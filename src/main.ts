import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cluster, clearWrecks, connect, Heart, identifyRun, requestLimit } from './cluster/index.js'
import { discover } from './dump/index.js'
import { ElasticdumpEngine, type Engine } from './engines/index.js'
import type { Inputs } from './inputs/index.js'
import { buildPlan, indexNameFault, type Plan, printPlan, select } from './plan/index.js'
import { type IndexResult, Progress, type Result } from './report/index.js'
import {
  failureOf,
  type RestoreContext,
  readDump,
  requireDocuments,
  restoreClusterSteps,
  restoreIndex,
} from './restore/index.js'

const ACTION_VERSION = '0.1.0'

/** Where the story is told while it happens. */
export interface Log {
  info(line: string): void
  debug(line: string): void
  /** Everything that is said in there belongs together. */
  group<T>(name: string, tell: () => Promise<T>): Promise<T>
}

/** @returns what is dangerous about the inputs although they are valid, for annotations and summary */
export function inputWarnings({ target }: Pick<Inputs, 'target'>): string[] {
  if (target.tls.verify) return []
  return [
    `\`tls-verify\` is false: any certificate was accepted, so nothing proves that ${target.url} is the cluster that was meant.`,
  ]
}

/**
 * Restores a dump: inputs → dump → cluster → plan → engine → verify → result.
 * @returns what became of it, also where it failed; throws nothing
 */
export async function restore(inputs: Inputs, log: Log, env: NodeJS.ProcessEnv): Promise<Result> {
  const result = emptyResult(inputs)
  result.warnings.push(...inputWarnings(inputs))
  const phase = <T>(name: string, tell: () => Promise<T>) => inPhase(name, tell, log, result)
  let scratch: string | undefined
  let cluster: Cluster | undefined
  try {
    const root = env.RUNNER_TEMP ?? tmpdir()
    await mkdir(root, { recursive: true })
    scratch = await mkdtemp(join(root, 'opensearch-restore-'))

    const dump = await phase('Look at the dump', () => discover(inputs.dump))
    result.ignoredFiles = dump.ignored
    const selection = select(dump, inputs)
    result.notRestored = selection.notRestored
    result.warnings.push(...selection.warnings)

    cluster = await phase('Connect to the cluster', async () => {
      const connected = await connect(inputs.target, inputs.waitTimeoutMs, log.info)
      log.info(
        `${connected.name} (${connected.uuid}), OpenSearch ${connected.version}, at ${inputs.target.url}`,
      )
      return connected
    })
    const { name, uuid, version } = cluster
    result.cluster = { name, uuid, version }
    const limit = await requestLimit(cluster)
    const engine = createEngine(inputs, log, { scratch, cluster, limit })

    const { indices, clusterSteps, surveys, metadataFiles } = await phase('Read the dump', async () => {
      // Installing waits for the network, reading for the processor.
      const stop = new AbortController()
      const preparing = engine.prepare()
      preparing.catch((error: unknown) => stop.abort(error))
      const { signal } = stop
      const read = await readDump(selection, engine, {
        scratch: scratch as string,
        verify: inputs.verify,
        signal,
      })
      await preparing
      result.elasticdumpVersion = engine.version
      return read
    })
    requireDocuments(indices, inputs.minDocuments, dump)

    const run = identifyRun(env)
    const plan = await phase('Plan', async () => {
      const names = indices.map(({ target }) => target).filter((target) => !indexNameFault(target))
      const { states, busy } = await clearWrecks(cluster as Cluster, [...new Set(names)], run, log.info)
      const isDataAsked = inputs.types !== 'all' && inputs.types.includes('data')
      const { notRestored, warnings } = selection
      const { ifExists } = inputs
      const built = buildPlan({
        indices,
        clusterSteps,
        states,
        busy,
        ifExists,
        isDataAsked,
        notRestored,
        warnings,
      })
      for (const line of printPlan(built)) log.info(line)
      return built
    })

    await phase('Restore', async () => {
      const progress = new Progress({ log: log.info, now: Date.now })
      const heart = new Heart(cluster as Cluster)
      await carryOut(
        plan,
        {
          cluster: cluster as Cluster,
          engine,
          heart,
          run,
          progress,
          inputs,
          surveys,
          metadataFiles,
          allowed: { rejected: 0 },
          log: log.info,
        },
        result,
      )
    })
  } catch (error) {
    result.failure = failureOf(error)
    if (error instanceof Error) log.debug(error.stack ?? error.message)
  } finally {
    await cluster?.close()
    if (scratch) await rm(scratch, { recursive: true, force: true })
  }
  return concluded(result)
}

function createEngine(
  inputs: Inputs,
  log: Log,
  { scratch, cluster, limit }: { scratch: string; cluster: Cluster; limit: number },
): Engine {
  const { info, debug } = log
  return new ElasticdumpEngine({
    inputs,
    scratch,
    cluster: () => cluster,
    requestLimit: () => limit,
    log: info,
    debug,
  })
}

/** Templates first, then `parallel` indexes at a time, the largest first. */
async function carryOut(plan: Plan, context: RestoreContext, result: Result): Promise<void> {
  result.clusterSteps = await restoreClusterSteps(plan.clusterSteps, context)
  const waiting = plan.indices.map((index, place) => ({ index, place }))
  waiting.sort((a, b) => (b.index.data?.bytes ?? 0) - (a.index.data?.bytes ?? 0))
  const results: IndexResult[] = []
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const one = await restoreIndex(next.index, context)
      results[next.place] = one
      context.log(outcomeOf(one))
    }
  }
  await Promise.all(Array.from({ length: context.inputs.parallel }, work))
  result.indices = results
}

function outcomeOf({ name, status, action, documents, durationMs, failure }: IndexResult): string {
  if (failure) return `${name}: FAILED: ${failure.message}`
  if (status === 'skipped') return `${name}: skipped`
  const held = documents.cluster === null ? '' : `, ${documents.cluster} documents in the index`
  const rejected = documents.rejected ? `, ${documents.rejected} rejected` : ''
  return `${name}: ${action}${held}${rejected}, ${(durationMs / 1000).toFixed(1)} s`
}

async function inPhase<T>(name: string, tell: () => Promise<T>, log: Log, result: Result): Promise<T> {
  const began = Date.now()
  try {
    return await log.group(name, tell)
  } finally {
    result.phases.push({ name, ms: Date.now() - began })
  }
}

export function emptyResult(inputs: Pick<Inputs, 'dump' | 'engine' | 'verify' | 'types'>): Result {
  return {
    status: 'failed',
    verified: false,
    startedAt: new Date().toISOString(),
    durationMs: 0,
    dump: inputs.dump,
    engine: inputs.engine,
    elasticdumpVersion: '',
    actionVersion: ACTION_VERSION,
    cluster: null,
    types: inputs.types === 'all' ? ['all'] : [...inputs.types],
    verify: inputs.verify,
    indices: [],
    clusterSteps: [],
    totals: { dump: 0, indexed: 0, rejected: 0, cluster: 0, bytes: 0 },
    phases: [],
    notRestored: [],
    ignoredFiles: [],
    warnings: [],
    failure: null,
  }
}

/** An index that had documents before holds more than this restore brought. */
function documentsFromThisRestore({ action, status, documents }: IndexResult): number {
  if (status !== 'ok') return 0
  return (action === 'appended' ? documents.indexed : documents.cluster) ?? 0
}

/** Adds up, and says whether it is a success. */
function concluded(result: Result): Result {
  const sum = (of: (index: IndexResult) => number | null) =>
    result.indices.reduce((total, one) => total + (of(one) ?? 0), 0)
  result.totals = {
    dump: sum(({ documents }) => documents.dump),
    indexed: sum(({ documents }) => documents.indexed),
    rejected: sum(({ documents }) => documents.rejected),
    cluster: sum(documentsFromThisRestore),
    bytes: sum(({ bytes }) => bytes),
  }
  const isWhole =
    result.failure === null &&
    result.indices.every(({ status }) => status !== 'failed') &&
    result.clusterSteps.every(({ status }) => status !== 'failed')
  result.status = isWhole ? 'restored' : 'failed'
  const restored = result.indices.filter(({ status }) => status !== 'skipped')
  result.verified = isWhole && result.verify !== 'none' && restored.every(({ verified }) => verified)
  result.durationMs = Date.now() - Date.parse(result.startedAt)
  return result
}
