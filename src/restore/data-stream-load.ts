import { dataStreamMarker, deleteDataStream } from '../cluster/index.js'
import { scanData } from '../dump/index.js'
import type { LoadJob, LoadResult } from '../engines/index.js'
import type { IndexRestore } from '../plan/index.js'
import type { RestoreContext } from './context.js'
import { findPresent, NAMED_REJECTIONS } from './present-documents.js'

/** Removes a data stream that bears this run's mark. */
export async function removeUnfinishedDataStream(plan: IndexRestore, context: RestoreContext): Promise<void> {
  const cluster = context.cluster.steady
  const marker = await dataStreamMarker(cluster, plan.target)
  if (marker?.run === context.run.id) await deleteDataStream(cluster, plan.target)
}

/**
 * Loads documents into a data stream, each of which it takes once: what the dump names again later is left out, and what
 * is there already.
 * @param job as for an index
 */
export async function loadDataStream(
  { target, action, dataFiles }: IndexRestore,
  job: LoadJob,
  { cluster, engine, scratch, signal }: RestoreContext,
): Promise<LoadResult> {
  await job.ready
  const { sampleSize } = job
  const data = job.data ?? (await scanData(dataFiles, { scratch, sampleSize, signal }))
  if (action === 'create') return await engine.load({ ...job, data, operation: 'create' })
  const present = await findPresent(cluster, target, dataFiles, data)
  const { settled, same, other, rejections } = present
  const left = { ...data, distinct: data.distinct - same - other, superseded: settled }
  const loaded =
    left.distinct === 0
      ? { indexed: 0, rejected: 0, conflicts: 0, rejections: [] }
      : await engine.load({ ...job, data: left, operation: 'create' })
  return {
    data,
    indexed: loaded.indexed + same,
    rejected: loaded.rejected + other,
    conflicts: loaded.conflicts,
    rejections: [...rejections, ...loaded.rejections].slice(0, NAMED_REJECTIONS),
  }
}
