import { RestoreError } from '../errors.js'
import type { Cluster } from './connect.js'
import { createIndex, lookUpTargets } from './indices.js'

/**
 * Creates an index that bears a mark. One that has the mark already is this run's own: the answer was lost, and the
 * request was sent again.
 * @throws RestoreError INDEX_BUSY where somebody else has made it, or with the cluster's reason
 */
export async function createMarked(
  cluster: Cluster,
  index: string,
  body: Record<string, unknown>,
  marker: string,
): Promise<void> {
  try {
    await createIndex(cluster, index, body)
  } catch (error) {
    if (!(await isMade(cluster, index, marker))) throw error
  }
}

/**
 * @returns whether the index is there, with this mark
 * @throws RestoreError INDEX_BUSY where somebody else has made it
 */
export async function isMade(cluster: Cluster, index: string, marker: string): Promise<boolean> {
  const state = (await lookUpTargets(cluster, [index])).get(index)
  if (state?.kind !== 'index') return false
  if (state.marker?.alias === marker) return true
  if (state.marker) throw indexBusy(index, state.marker.run)
  throw new RestoreError('INDEX_BUSY', `index ${index} was created by somebody else just now`, {
    hint: 'Make sure that only one restore at a time writes to it, then run this again.',
  })
}

/** @param run that is at work on it */
export function indexBusy(index: string, run: string): RestoreError {
  return new RestoreError('INDEX_BUSY', `another run (${run}) is restoring into index ${index}`, {
    hint: 'Wait until it has ended, then run this again.',
  })
}
