import { contentOf } from '../baseline/index.js'
import {
  type Cluster,
  dataStreamMarker,
  finishWith,
  indexMarker,
  type MadeIndex,
  markerName,
} from '../cluster/index.js'
import { messageOf, RestoreError } from '../errors.js'
import type { IndexRestore } from '../plan/index.js'
import type { Failure, IndexResult } from '../report/index.js'
import type { Check } from '../verify/index.js'
import { restoreBeside } from './beside.js'
import { buildIndex, requireOk } from './build-index.js'
import type { RestoreContext } from './context.js'
import { createDataStreamTarget } from './data-stream.js'
import { failureOf } from './failure.js'
import { withFile, withStreamHint, withSystemHint } from './refusals.js'
import { createTarget, extendTarget, removeUnfinished } from './target.js'
import { verifyAliases } from './verify.js'

/**
 * Restores one index by its plan, in its place or beside it. Never throws: what goes wrong is in the result, and an index
 * that was begun and not finished is removed.
 */
export async function restoreIndex(plan: IndexRestore, context: RestoreContext): Promise<IndexResult> {
  const began = Date.now()
  const result = emptyResult(plan)
  try {
    if (plan.fault) throw plan.fault
    if (plan.action === 'skip') return { ...result, status: 'skipped' }
    if (plan.action === 'replace' || plan.action === 'swap') await restoreBeside(plan, context, result)
    else await restoreInPlace(plan, context, result)
    result.status = 'ok'
    result.verified = context.inputs.verify !== 'none' && (result.documents.rejected ?? 0) === 0
  } catch (error) {
    const cause = context.signal.aborted && !isInBetween(error) ? context.signal.reason : error
    const given = Object.keys(context.inputs.indexSettings ?? {})
    const files = context.metadataFiles.get(plan.source) ?? {}
    const peculiar = plan.isDataStream ? withStreamHint(cause, plan.target, files) : cause
    const told = withFile(peculiar, files, given, plan.definition.mappings)
    result.failure = failureOf(withSystemHint(told, plan.target))
    if (plan.action === 'create' && !plan.fault) await cleanUp(plan, context, result.failure)
  }
  result.durationMs += Date.now() - began
  return result
}

async function restoreInPlace(
  plan: IndexRestore,
  context: RestoreContext,
  result: IndexResult,
): Promise<void> {
  const { cluster, engine, stages, handingOver } = context
  const { target, definition } = plan
  const isNew = plan.action === 'create'
  const create = plan.isDataStream ? createDataStreamTarget : createTarget
  const making = stages.during('Make indexes', () =>
    isNew ? create(plan, context) : extendTarget(plan, context),
  )
  const { seal, made } = await buildIndex(plan, making, context, result)
  const isTaker = isNew && handingOver.isTaker(target)
  if (isTaker) await finishTaker(plan, context)
  else if (definition.aliases)
    await handingOver.give(target, definition.aliases, ({ aliases, taking }) =>
      engine.putAliases(target, aliases, taking),
    )
  const steady = isTaker ? { ...context, cluster: cluster.steady } : context
  const checks = plan.isDataStream ? [] : await verifyDue(plan, steady, made)
  result.checks.push(...checks)
  requireOk(plan, checks)
  if (!isTaker) await finish(plan, context)
  await handingOver.seal(target, target, seal)
}

/** What it took over must not go with it: so it is finished in the request that takes. */
async function finishTaker({ target, definition }: IndexRestore, context: RestoreContext): Promise<void> {
  const { cluster, heart, run, handingOver, signal } = context
  signal.throwIfAborted()
  await heart.end(target)
  const mark = markerName(target, run)
  await handingOver.give(target, definition.aliases ?? {}, ({ aliases, taking: more }) =>
    finishWith(cluster.steady, { index: target, mark, aliases, more }),
  )
}

async function verifyDue(
  plan: IndexRestore,
  context: RestoreContext,
  made: MadeIndex | undefined,
): Promise<Check[]> {
  const { target, definition } = plan
  const { handingOver } = context
  if (!definition.aliases) return await verifyAliases(plan, context, [], made)
  const brought = definition.aliases
  return await handingOver.alone(target, async () => {
    const due = { ...definition, aliases: handingOver.due(target, brought) }
    return await verifyAliases({ ...plan, definition: due }, context, [], made)
  })
}

async function finish(plan: IndexRestore, { cluster, heart, signal }: RestoreContext): Promise<void> {
  signal.throwIfAborted()
  // Not cancelled any more: a finished index without its blocks would be in the way of the next run.
  if (plan.action !== 'create') return
  await heart.takeOff(plan.target).catch(async (error: unknown) => {
    // Where the answer was lost, it may be done all the same.
    if (await isMarked(plan, cluster.steady)) throw error
  })
}

async function isMarked({ target, isDataStream }: IndexRestore, cluster: Cluster): Promise<boolean> {
  if (isDataStream) return (await dataStreamMarker(cluster, target)) !== undefined
  return (await indexMarker(cluster, target)) !== null
}

/** What is where must be told also of a run that was cancelled. */
function isInBetween(error: unknown): boolean {
  return error instanceof RestoreError && error.code === 'INDEX_NOT_IN_PLACE'
}

async function cleanUp(plan: IndexRestore, context: RestoreContext, failure: Failure): Promise<void> {
  try {
    await removeUnfinished(plan, context)
  } catch (error) {
    failure.message += ` — and it could not be removed: ${messageOf(error)}; the next run will remove it`
  }
}

/** @returns the result of an index of which nothing is done yet */
export function emptyResult(plan: IndexRestore): IndexResult {
  const { source, target, action, data, dumped, steps, fault } = plan
  const told = {
    create: 'created',
    append: 'appended',
    skip: 'skipped',
    replace: 'replaced',
    swap: 'replaced',
  } as const
  return {
    name: target,
    source,
    action: told[action],
    status: 'failed',
    types: steps,
    documents: {
      dump: fault || action === 'skip' ? null : (data?.distinct ?? null),
      indexed: null,
      rejected: null,
      cluster: null,
    },
    superseded: data?.superseded?.size ?? 0,
    bytes: data?.bytes ?? 0,
    content: contentOf(dumped, data),
    durationMs: 0,
    verified: false,
    checks: [],
    rejections: [],
    planned: null,
    failure: null,
  }
}
