import { contentOf } from '../baseline/index.js'
import { putSettings } from '../cluster/index.js'
import type { LoadResult } from '../engines/index.js'
import { RestoreError } from '../errors.js'
import type { IndexRestore } from '../plan/index.js'
import type { IndexResult } from '../report/index.js'
import type { Check } from '../verify/index.js'
import type { RestoreContext } from './context.js'
import { locateRejections, refuseRejections } from './rejections.js'
import { type Finish, loadDocuments } from './target.js'
import { verifyIndex } from './verify.js'

/**
 * Fills an index while and after it is made: loads the documents, puts its settings back, and verifies all but aliases.
 * @param making the making of the index
 * @returns what it needs at the very end
 * @throws RestoreError with what went wrong; nothing is under way any more then
 */
export async function buildIndex(
  plan: IndexRestore,
  making: Promise<Finish>,
  context: RestoreContext,
  result: IndexResult,
): Promise<Finish> {
  // It is made also while others are loaded; that it failed is seen when its turn comes.
  making.catch(() => {})
  const { stages } = context
  const asked = Date.now()
  return await context.inTurn(async () => {
    // Waiting for others is no time of this index.
    result.durationMs -= Date.now() - asked
    const loading =
      plan.dataFiles.length > 0
        ? stages.during('Load documents', () => loadDocuments(plan, context, making))
        : undefined
    // Both have ended before anything is removed.
    await Promise.allSettled([making, loading])
    const finish = await making
    const loaded = await loading
    if (loaded) await tellLoaded(plan, loaded, context, result)
    if (Object.keys(finish.after).length > 0) await putSettings(context.cluster, plan.target, finish.after)
    const { checks, documents } = await stages.during('Verify', () =>
      verifyIndex(withoutSeal(plan, finish), loaded, context, finish.made),
    )
    result.documents.cluster = documents
    result.checks.push(...checks)
    requireOk(plan, checks)
    return finish
  })
}

/** @throws RestoreError where more documents were rejected than are allowed */
async function tellLoaded(
  plan: IndexRestore,
  loaded: LoadResult,
  context: RestoreContext,
  result: IndexResult,
): Promise<void> {
  const { distinct, superseded, bytes } = loaded.data
  result.documents.dump = distinct
  result.superseded = superseded?.size ?? 0
  result.bytes = bytes
  result.content = contentOf(plan.dumped, loaded.data)
  result.documents.indexed = loaded.indexed
  result.documents.rejected = loaded.rejected
  result.rejections = await locateRejections(plan.dataFiles, loaded.rejections)
  refuseRejections(plan, loaded.rejected, result.rejections, context)
}

/** Sealing settings are put last of all, so they are not there yet when settings are compared. */
function withoutSeal(plan: IndexRestore, { seal }: Finish): IndexRestore {
  const { settings } = plan.definition
  const blocks = settings?.blocks as Record<string, unknown> | undefined
  if (!settings || !blocks || Object.keys(seal).length === 0) return plan
  const left = Object.fromEntries(Object.entries(blocks).filter(([name]) => !(`blocks.${name}` in seal)))
  return { ...plan, definition: { ...plan.definition, settings: { ...settings, blocks: left } } }
}

/** @throws RestoreError VERIFICATION_FAILED where a check did not hold */
export function requireOk({ target }: IndexRestore, checks: Check[]): void {
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
