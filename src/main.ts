import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Cluster, clearWrecks, connect, Heart, identifyRun, requestLimit } from './cluster/index.js'
import { discover, loadTransform } from './dump/index.js'
import { ElasticdumpEngine, type Engine, NativeEngine } from './engines/index.js'
import type { Inputs } from './inputs/index.js'
import {
  buildPlan,
  indexNameFault,
  printPlan,
  printShard,
  type Selection,
  select,
  shape,
} from './plan/index.js'
import { beginResult, concludeResult, Progress, type Result } from './report/index.js'
import { carryOut, dryRun, failureOf, readDump, requireDocuments, sampleSize } from './restore/index.js'

/** How long what a cancelled run has begun may take to be removed. */
const CLEANING_MS = 4000

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
 * @param signal cancels it: what was begun is removed
 * @returns what became of it, also where it failed; throws nothing
 */
export async function restore(
  inputs: Inputs,
  log: Log,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<Result> {
  const result = beginResult(inputs)
  await Promise.race([tell(result, inputs, log, { env, signal }), overdue(signal)])
  if (signal.aborted) result.failure = failureOf(signal.reason)
  return concludeResult(result)
}

/** A cancelled job is killed ten seconds later, and what has happened is to be told before. */
async function overdue(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => signal.addEventListener('abort', resolve))
  await sleep(CLEANING_MS, undefined, { ref: false })
}

async function tell(
  result: Result,
  inputs: Inputs,
  log: Log,
  { env, signal }: { env: NodeJS.ProcessEnv; signal: AbortSignal },
): Promise<void> {
  result.warnings.push(...inputWarnings(inputs))
  const phase = <T>(name: string, tell: () => Promise<T>) => inPhase(name, tell, log, result)
  let scratch: string | undefined
  let cluster: Cluster | undefined
  try {
    const root = env.RUNNER_TEMP || tmpdir()
    await mkdir(root, { recursive: true })
    scratch = await mkdtemp(join(root, 'opensearch-restore-'))

    const dump = await phase('Look at the dump', () => discover(inputs.dump))
    result.ignoredFiles = dump.ignored
    const selection = select(dump, inputs)
    result.notRestored = selection.notRestored
    result.warnings.push(...selection.warnings)
    result.shard = shardResult(inputs, selection)

    cluster = await phase('Connect to the cluster', async () => {
      const connected = await connect(inputs.target, inputs.waitTimeoutMs, log.info, signal)
      log.info(
        `${connected.name} (${connected.uuid}), OpenSearch ${connected.version}, at ${inputs.target.url}`,
      )
      return connected
    })
    const { name, uuid, version } = cluster
    result.cluster = { name, uuid, version }
    const limit = await requestLimit(cluster)
    const engine = createEngine(inputs, log, { scratch, cluster, limit, signal })

    const transform = inputs.transform === undefined ? undefined : await loadTransform(inputs.transform)
    const { indices, clusterSteps, surveys, metadataFiles } = await phase('Read the dump', async () => {
      // Installing waits for the network, reading for the processor.
      const stop = new AbortController()
      const preparing = inputs.dryRun ? Promise.resolve() : engine.prepare()
      preparing.catch((error: unknown) => stop.abort(error))
      const read = await readDump(selection, engine, {
        scratch: scratch as string,
        sampleSize: sampleSize(inputs),
        readsData: inputs.ifExists === 'append' || inputs.minDocuments > 0 || inputs.dryRun,
        transform,
        signal: AbortSignal.any([stop.signal, signal]),
      }).finally(() => Promise.allSettled([preparing]))
      await preparing
      if (!inputs.dryRun) result.elasticdumpVersion = engine.version
      return read
    })
    // A shard that got none of the indexes has none to be without documents.
    if (indices.length > 0 || !inputs.shard) requireDocuments(indices, inputs.minDocuments, dump)

    const run = identifyRun(env)
    const plan = await phase('Plan', async () => {
      const targets = [...selection.indices, ...selection.otherShards].map(({ target }) => target)
      const shaped = shape(indices, inputs, targets)
      const names = indices.map(({ target }) => target).filter((target) => !indexNameFault(target))
      const { states, busy } = await clearWrecks(cluster as Cluster, [...new Set(names)], {
        run,
        mayWrite: !inputs.dryRun,
        isReplacing: inputs.ifExists === 'replace' || inputs.ifExists === 'swap',
        log: log.info,
      })
      const built = buildPlan({
        indices: shaped.indices,
        clusterSteps,
        states,
        busy,
        ifExists: inputs.ifExists,
        isDataAsked: inputs.types !== 'all' && inputs.types.includes('data'),
        notRestored: selection.notRestored,
        hasIndexSettings: inputs.indexSettings !== undefined,
        warnings: [...selection.warnings, ...shaped.warnings],
      })
      for (const line of [...printShard(selection.otherShards, inputs.shard), ...printPlan(built)])
        log.info(line)
      result.warnings = [...inputWarnings(inputs), ...built.warnings]
      return built
    })

    if (inputs.dryRun) {
      await phase('Ask the cluster', async () => {
        const { warnings, ...found } = await dryRun(plan, {
          cluster: cluster as Cluster,
          metadataFiles,
          inputs,
        })
        for (const warning of warnings) log.info(`note: ${warning}`)
        Object.assign(result, found, { warnings: [...result.warnings, ...warnings] })
      })
      return
    }
    await phase('Restore', async () => {
      const context = {
        cluster: cluster as Cluster,
        engine,
        heart: new Heart((cluster as Cluster).steady),
        run,
        progress: new Progress({ log: log.info, now: Date.now }),
        inputs,
        surveys,
        metadataFiles,
        allowed: { rejected: 0 },
        log: log.info,
        begun: new Set<string>(),
        signal,
      }
      const done = await carryOut(plan, context, (index) => result.indices.push(index))
      result.clusterSteps = done.clusterSteps
      result.indices = done.indices
    })
  } catch (error) {
    result.failure = failureOf(error)
    if (error instanceof Error) log.debug(error.stack ?? error.message)
  } finally {
    await cluster?.close()
    if (scratch) await rm(scratch, { recursive: true, force: true })
  }
}

function shardResult({ shard }: Inputs, { otherShards }: Selection): Result['shard'] {
  return shard ? { ...shard, leftToOthers: otherShards.map(({ index }) => index.name) } : null
}

function createEngine(
  inputs: Inputs,
  log: Log,
  {
    scratch,
    cluster,
    limit,
    signal,
  }: { scratch: string; cluster: Cluster; limit: number; signal: AbortSignal },
): Engine {
  const { info, debug } = log
  if (inputs.engine === 'native') return new NativeEngine({ inputs, scratch, cluster, requestLimit: limit })
  return new ElasticdumpEngine({ inputs, scratch, cluster, requestLimit: limit, log: info, debug, signal })
}

async function inPhase<T>(name: string, tell: () => Promise<T>, log: Log, result: Result): Promise<T> {
  const began = Date.now()
  try {
    return await log.group(name, tell)
  } finally {
    result.phases.push({ name, ms: Date.now() - began })
  }
}
