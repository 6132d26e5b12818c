import type { ClusterStep, IndexRestore, Plan } from '../plan/index.js'
import type { ClusterStepResult, IndexResult, Result } from '../report/index.js'
import type { RestoreContext } from './context.js'
import { failureOf } from './failure.js'
import { withMappingHint } from './refusals.js'
import { restoreIndex } from './restore-index.js'

/**
 * Templates first, then `parallel` indexes at a time, the largest first.
 * @param onIndex told the result of each index when it is there; a cancelled run may not come to its end
 */
export async function carryOut(
  plan: Plan,
  context: RestoreContext,
  onIndex: (result: IndexResult) => void,
): Promise<Pick<Result, 'clusterSteps' | 'indices'>> {
  const clusterSteps = await restoreClusterSteps(plan.clusterSteps, context)
  const waiting = plan.indices.map((index, place) => ({ index, place }))
  waiting.sort((a, b) => dataBytes(b.index) - dataBytes(a.index))
  const indices: IndexResult[] = []
  const work = async () => {
    const ending: Promise<void>[] = []
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { index, place } = next
      // What is left of an index when it is verified waits for the cluster manager alone, and the next one can begin.
      await new Promise<void>((verified) => {
        const ended = restoreIndex(index, context, verified).then((one) => {
          indices[place] = one
          onIndex(one)
          context.log(outcomeOf(one))
        })
        ending.push(ended.finally(verified))
      })
    }
    await Promise.all(ending)
  }
  await Promise.all(Array.from({ length: context.inputs.parallel }, work))
  return { clusterSteps, indices }
}

/** On disk: what gzip makes of it is not known before it is read. */
function dataBytes({ dataFiles }: IndexRestore): number {
  return dataFiles.reduce((sum, { bytes }) => sum + bytes, 0)
}

function outcomeOf({ name, status, action, documents, durationMs, failure }: IndexResult): string {
  if (failure) return `${name}: FAILED: ${failure.message}`
  if (status === 'skipped') return `${name}: skipped`
  const held = documents.cluster === null ? '' : `, ${documents.cluster} documents in the index`
  const rejected = documents.rejected ? `, ${documents.rejected} rejected` : ''
  return `${name}: ${action}${held}${rejected}, ${(durationMs / 1000).toFixed(1)} s`
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
