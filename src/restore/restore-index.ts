import { indexMarker, putSettings } from '../cluster/index.js'
import { messageOf, RestoreError } from '../errors.js'
import type { IndexRestore } from '../plan/index.js'
import type { Failure, IndexResult } from '../report/index.js'
import { restoreBeside } from './beside.js'
import { buildIndex, requireOk } from './build-index.js'
import type { RestoreContext } from './context.js'
import { failureOf } from './failure.js'
import { withFile } from './refusals.js'
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
    result.failure = failureOf(withFile(cause, files, given, plan.definition.mappings))
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
  const { cluster, engine, heart, stages, signal } = context
  const { target, definition } = plan
  const isNew = plan.action === 'create'
  const making = stages.during('Make indexes', () =>
    isNew ? createTarget(plan, context) : extendTarget(plan, context),
  )
  const { seal, made } = await buildIndex(plan, making, context, result)
  if (definition.aliases) await engine.putAliases(target, definition.aliases)
  const checks = await verifyAliases(plan, context, [], made)
  result.checks.push(...checks)
  requireOk(plan, checks)
  signal.throwIfAborted()
  // Not cancelled any more: a finished index without its blocks would be in the way of the next run.
  if (isNew) {
    await heart.takeOff(target).catch(async (error: unknown) => {
      // Where the answer was lost, it may be done all the same.
      if ((await indexMarker(cluster.steady, target)) !== null) throw error
    })
  }
  if (Object.keys(seal).length > 0) await putSettings(cluster.steady, target, seal)
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
  const { source, target, action, data, steps, fault } = plan
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
    durationMs: 0,
    verified: false,
    checks: [],
    rejections: [],
    planned: null,
    failure: null,
  }
}
