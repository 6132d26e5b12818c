import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pLimit from 'p-limit'
import { findDump } from './archive/index.js'
import { requireNoShrink } from './baseline/index.js'
import { type Cancelling, overdue } from './cancel.js'
import { type Cluster, connect, type Greeting, Heart, identifyRun, requestLimit } from './cluster/index.js'
import { createEngine } from './engines/index.js'
import type { Inputs } from './inputs/index.js'
import { listed, requireIndices, type Selection, select } from './plan/index.js'
import { beginResult, changesLine, concludeResult, type Log, Progress, type Result } from './report/index.js'
import {
  baselineWarnings,
  carryOut,
  compareWithBaseline,
  dryRun,
  failureOf,
  HandingOver,
  loadTotals,
  makePlan,
  readWhilePreparing,
  requireDocuments,
  Stages,
} from './restore/index.js'
import { openSource, requireApart, type Source } from './source/index.js'

/** @returns what is dangerous about the inputs although they are valid, for annotations and summary */
export function inputWarnings({ target, source }: Pick<Inputs, 'target' | 'source'>): string[] {
  if (target.tls.verify) return []
  return [target, ...(source ? [source] : [])].map(
    ({ url }) =>
      `\`tls-verify\` is false: any certificate was accepted, so nothing proves that ${url} is the cluster that was meant.`,
  )
}

/**
 * Restores a dump: inputs → dump → cluster → plan → engine → verify → result.
 * @param greeting of the cluster that is restored to; is closed
 * @param cancelling cancels it: what was begun is removed
 * @returns what became of it, also where it failed; throws nothing
 */
export async function restore(
  inputs: Inputs,
  log: Log,
  env: NodeJS.ProcessEnv,
  { greeting, cancelling }: { greeting: Greeting; cancelling: Cancelling },
): Promise<Result> {
  const result = beginResult(inputs)
  const { signal } = cancelling
  await Promise.race([tell(result, inputs, log, { env, greeting, cancelling }), overdue(signal)])
  if (signal.aborted) result.failure = failureOf(signal.reason)
  return concludeResult(result)
}

async function tell(
  result: Result,
  inputs: Inputs,
  log: Log,
  { env, greeting, cancelling }: { env: NodeJS.ProcessEnv; greeting: Greeting; cancelling: Cancelling },
): Promise<void> {
  const { signal } = cancelling
  result.warnings.push(...inputWarnings(inputs))
  const phase = <T>(name: string, tell: () => Promise<T>) => inPhase(name, tell, log, result)
  let scratch: string | undefined
  let cluster: Cluster | undefined
  let source: Source | undefined
  try {
    const root = env.RUNNER_TEMP || tmpdir()
    await mkdir(root, { recursive: true })
    scratch = await mkdtemp(join(root, 'opensearch-restore-'))

    source = await lookAtSource(inputs, phase, { scratch, log: log.info, ...cancelling })
    const from = { scratch, log: log.info, signal }
    const { dump, archive } = source
      ? { dump: source.dump, archive: null }
      : await phase('Look at the dump', () => findDump(inputs.dump ?? '', from))
    result.archive = archive
    if (source) result.dump = dump.path
    if (dump.ignored.length > 0) log.info(`Left alone, as no part of a dump: ${listed(dump.ignored)}`)
    result.ignoredFiles = dump.ignored
    requireIndices(dump, inputs)
    const selection = select(dump, inputs)
    result.notRestored = selection.notRestored
    result.warnings.push(...selection.warnings)
    result.shard = shardResult(inputs, selection)

    cluster = await phase('Connect to the cluster', async () => {
      const connected = await connect(greeting, inputs.waitTimeoutMs, log.info)
      log.info(
        `${connected.name} (${connected.uuid}), OpenSearch ${connected.version}, at ${inputs.target.url}`,
      )
      return connected
    })
    const { name, uuid, version } = cluster
    result.cluster = { name, uuid, version }
    if (source) await requireApart(source.cluster, cluster, selection, inputs)
    const engine = await createEngine({
      inputs,
      scratch,
      cluster,
      requestLimit: await requestLimit(cluster),
      log: log.info,
      debug: log.debug,
      signal,
    })

    const read = await phase('Read the dump', () =>
      readWhilePreparing(selection, engine, { scratch: scratch as string, inputs, signal }),
    )
    if (!inputs.dryRun) result.elasticdumpVersion = engine.version
    const { baseline } = inputs
    if (baseline) {
      result.changes = compareWithBaseline(baseline, read.indices, dump, inputs)
      log.info(changesLine(result.changes))
      const warnings = baselineWarnings(baseline, inputs)
      selection.warnings.push(...warnings)
      result.warnings.push(...warnings)
      if (inputs.maxShrink !== undefined) requireNoShrink(result.changes, inputs.maxShrink)
    }
    // A shard that got none of the indexes has none to be without documents.
    if (read.indices.length > 0 || !inputs.shard) requireDocuments(read.indices, inputs.minDocuments, dump)

    const run = identifyRun(env)
    const plan = await phase('Plan', () =>
      makePlan(read, selection, { cluster: cluster as Cluster, run, inputs, log: log.info }),
    )
    result.warnings = [...new Set([...inputWarnings(inputs), ...(dump.notes ?? []), ...plan.warnings])]
    result.leftOut = plan.leftOut

    if (inputs.dryRun) {
      await phase('Ask the cluster', async () => {
        const { warnings, ...found } = await dryRun(plan, {
          cluster: cluster as Cluster,
          run,
          metadataFiles: read.metadataFiles,
          inputs,
        })
        for (const warning of warnings) log.info(`note: ${warning}`)
        Object.assign(result, found, { warnings: [...result.warnings, ...warnings] })
      })
      return
    }
    await phase('Restore', async () => {
      const stages = new Stages(() => Date.now() - Date.parse(result.startedAt))
      const context = {
        cluster: cluster as Cluster,
        engine,
        inTurn: pLimit(inputs.parallel),
        heart: new Heart((cluster as Cluster).steady),
        handingOver: new HandingOver(plan, (cluster as Cluster).steady, log.info),
        run,
        scratch: scratch as string,
        progress: new Progress({ log: log.info, now: Date.now, totals: loadTotals(plan) }),
        stages,
        inputs,
        surveys: read.surveys,
        metadataFiles: read.metadataFiles,
        allowed: { rejected: 0 },
        log: log.info,
        debug: log.debug,
        begun: new Set<string>(),
        signal,
      }
      const done = await carryOut(plan, context, (index) => {
        result.indices.push(index)
        result.stages = stages.told()
      })
      result.clusterSteps = done.clusterSteps
      result.indices = done.indices
      result.warnings.push(...done.warnings)
    })
    // With data alone a source is first looked at while it is loaded.
    result.warnings = [...new Set([...result.warnings, ...(dump.notes ?? [])])]
  } catch (error) {
    result.failure = failureOf(error)
    if (error instanceof Error) log.debug(error.stack ?? error.message)
  } finally {
    await source?.close()
    await greeting.close()
    if (scratch) await rm(scratch, { recursive: true, force: true })
  }
}

type Phase = <T>(name: string, tell: () => Promise<T>) => Promise<T>

async function lookAtSource(
  inputs: Inputs,
  phase: Phase,
  options: Cancelling & { scratch: string; log(line: string): void },
): Promise<Source | undefined> {
  const { source } = inputs
  if (!source) return undefined
  return await phase('Look at the source', () => openSource({ inputs: { ...inputs, source }, ...options }))
}

function shardResult({ shard }: Inputs, { otherShards }: Selection): Result['shard'] {
  return shard ? { ...shard, leftToOthers: otherShards.map(({ index }) => index.name) } : null
}

async function inPhase<T>(name: string, tell: () => Promise<T>, log: Log, result: Result): Promise<T> {
  const began = Date.now()
  try {
    return await log.group(name, tell)
  } finally {
    const ms = Date.now() - began
    result.phases.push({ name, beganMs: began - Date.parse(result.startedAt), ms })
  }
}
