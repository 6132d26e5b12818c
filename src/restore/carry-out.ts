import pLimit from 'p-limit'
import type { ClusterStep, IndexRestore, Plan } from '../plan/index.js'
import {
  type ClusterStepResult,
  counted,
  formatCount,
  formatDuration,
  type IndexResult,
  type Result,
} from '../report/index.js'
import type { RestoreContext } from './context.js'
import { withoutFailedTemplates } from './failed-templates.js'
import { failureOf } from './failure.js'
import { withMappingHint } from './refusals.js'
import { restoreIndex } from './restore-index.js'

/**
 * An index is made and finished by the cluster manager, one change of its state after the other; where many are small
 * that takes longest. So more are under way than are loaded and verified at a time.
 */
const UNDER_WAY = 4

/** Of more indexes the log names only those that are not well; progress counts the others. */
const OUTCOMES = 100

/**
 * Templates first, then the indexes, the largest first.
 * @param onIndex told the result of each index when it is there; a cancelled run may not come to its end
 */
export async function carryOut(
  plan: Plan,
  context: RestoreContext,
  onIndex: (result: IndexResult) => void,
): Promise<Pick<Result, 'clusterSteps' | 'indices' | 'warnings'>> {
  const clusterSteps = await restoreClusterSteps(plan.clusterSteps, context)
  const { indices: planned, warnings } = withoutFailedTemplates(plan.indices, clusterSteps)
  for (const warning of warnings) context.log(`note: ${warning}`)
  const indices: IndexResult[] = []
  const places = planned.map((index, place) => ({ index, place }))
  places.sort((a, b) => dataBytes(b.index) - dataBytes(a.index))
  const underWay = pLimit(UNDER_WAY * context.inputs.parallel)
  await underWay.map(places, async ({ index, place }) => {
    const one = await restoreIndex(index, context)
    await release(index)
    indices[place] = one
    onIndex(one)
    if (one.failure) context.log(outcomeOf(one), 'bad')
    else if (places.length > OUTCOMES && one.verified) context.debug(outcomeOf(one))
    else context.log(outcomeOf(one), one.verified ? 'good' : undefined)
  })
  return { clusterSteps, indices, warnings }
}

/** On disk: what gzip makes of it is not known before it is read. A remote file has no bytes yet, only documents. */
function dataBytes({ dataFiles }: IndexRestore): number {
  return dataFiles.reduce((sum, { bytes, remote }) => sum + bytes + (remote?.documents ?? 0), 0)
}

/** What another cluster keeps for an index is of no use any more. */
async function release({ dataFiles }: IndexRestore): Promise<void> {
  await Promise.all(dataFiles.map(({ remote }) => remote?.release()))
}

function outcomeOf({ name, status, action, documents, durationMs, failure }: IndexResult): string {
  if (failure) return `${name}: FAILED: ${failure.code}: ${failure.message}`
  if (status === 'skipped') return `${name}: skipped`
  const held = documents.cluster === null ? '' : `, ${counted(documents.cluster, 'document')} in the index`
  const rejected = documents.rejected ? `, ${formatCount(documents.rejected)} rejected` : ''
  return `${name}: ${action}${held}${rejected}, ${formatDuration(durationMs)}`
}

/** Puts the templates, policies and scripts, in the order in which they may refer to one another. */
async function restoreClusterSteps(
  steps: ClusterStep[],
  context: RestoreContext,
): Promise<ClusterStepResult[]> {
  const results: ClusterStepResult[] = []
  for (const step of steps) {
    const { type, name } = step
    try {
      await context.engine.putClusterStep(step)
      results.push({ type, name, status: 'ok', failure: null })
    } catch (error) {
      results.push({ type, name, status: 'failed', failure: failureOf(withMappingHint(error)) })
    }
  }
  return results
}
