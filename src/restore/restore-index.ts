import { putSettings } from '../cluster/index.js'
import { messageOf, RestoreError } from '../errors.js'
import type { IndexRestore } from '../plan/index.js'
import type { Failure, IndexResult } from '../report/index.js'
import type { Check } from '../verify/index.js'
import type { RestoreContext } from './context.js'
import { failureOf } from './failure.js'
import { withFile } from './refusals.js'
import { locateRejections, refuseRejections } from './rejections.js'
import { createTarget, extendTarget, type Finish, loadDocuments, removeUnfinished } from './target.js'
import { verifyAliases, verifyIndex } from './verify.js'

/**
 * Restores one index by its plan: create or extend, load, put its settings back, verify, then aliases. Never throws:
 * what goes wrong is in the result, and an index that was begun and not finished is removed.
 */
export async function restoreIndex(plan: IndexRestore, context: RestoreContext): Promise<IndexResult> {
  const began = Date.now()
  const result = emptyResult(plan)
  try {
    if (plan.fault) throw plan.fault
    if (plan.action === 'skip') return { ...result, status: 'skipped' }
    await restoreSteps(plan, context, result)
    result.status = 'ok'
    result.verified = context.inputs.verify !== 'none' && (result.documents.rejected ?? 0) === 0
  } catch (error) {
    result.failure = failureOf(withFile(error, context.metadataFiles.get(plan.source) ?? {}))
    if (plan.action === 'create' && !plan.fault) await cleanUp(plan, context, result.failure)
  }
  result.durationMs = Date.now() - began
  return result
}

async function restoreSteps(plan: IndexRestore, context: RestoreContext, result: IndexResult): Promise<void> {
  const { cluster, engine, heart } = context
  const { target, definition } = plan
  const isNew = plan.action === 'create'
  const making = isNew ? createTarget(plan, context) : extendTarget(plan, context)
  const loading = plan.dataFiles.length > 0 ? loadDocuments(plan, context, making) : undefined
  // Both have ended before anything is removed.
  await Promise.allSettled([making, loading])
  const finish = await making
  const loaded = await loading
  if (loaded) {
    const { distinct, superseded, bytes } = loaded.data
    result.documents.dump = distinct
    result.superseded = superseded?.size ?? 0
    result.bytes = bytes
    result.documents.indexed = loaded.indexed
    result.documents.rejected = loaded.rejected
    result.rejections = await locateRejections(plan.dataFiles, loaded.rejections)
    refuseRejections(plan, loaded.rejected, result.rejections, context)
  }
  if (Object.keys(finish.after).length > 0) await putSettings(cluster, target, finish.after)
  const { checks, documents } = await verifyIndex(withoutSeal(plan, finish), loaded, context)
  result.documents.cluster = documents
  result.checks.push(...checks)
  requireOk(plan, checks)

  if (definition.aliases) await engine.putAliases(target, definition.aliases)
  const aliasChecks = await verifyAliases(plan, context)
  result.checks.push(...aliasChecks)
  requireOk(plan, aliasChecks)
  if (isNew) await heart.takeOff(target)
  if (Object.keys(finish.seal).length > 0) await putSettings(cluster, target, finish.seal)
}

/** Sealing settings are put last of all, so they are not there yet when settings are compared. */
function withoutSeal(plan: IndexRestore, { seal }: Finish): IndexRestore {
  const { settings } = plan.definition
  const blocks = settings?.blocks as Record<string, unknown> | undefined
  if (!settings || !blocks || Object.keys(seal).length === 0) return plan
  const left = Object.fromEntries(Object.entries(blocks).filter(([name]) => !(`blocks.${name}` in seal)))
  return { ...plan, definition: { ...plan.definition, settings: { ...settings, blocks: left } } }
}

function requireOk({ target }: IndexRestore, checks: Check[]): void {
  const failed = checks.filter(({ ok }) => !ok)
  if (failed.length === 0) return
  const told = failed.map(({ detail, differences }) => [detail, ...differences.slice(0, 3)].join('; '))
  throw new RestoreError(
    'VERIFICATION_FAILED',
    `index ${target} is not what the dump says: ${told.join(' / ')}`,
    {
      hint: 'Look at the checks in the report. Something in the cluster changes what is written, or another writer is at work.',
    },
  )
}

async function cleanUp(plan: IndexRestore, context: RestoreContext, failure: Failure): Promise<void> {
  try {
    await removeUnfinished(plan, context)
  } catch (error) {
    failure.message += ` — and it could not be removed: ${messageOf(error)}; the next run will remove it`
  }
}

function emptyResult(plan: IndexRestore): IndexResult {
  const { source, target, action, data, steps, fault } = plan
  const told = { create: 'created', append: 'appended', skip: 'skipped' } as const
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
    failure: null,
  }
}
