import type { Room } from '../../cluster/index.js'
import type { IndexRestore } from '../../plan/index.js'
import { formatBytes } from '../../report/index.js'

/**
 * Documents take about as much room in an index as in the dump, each copy of them again.
 * @param made the indexes that the plan makes
 * @returns a warning for what the cluster has no room for, as far as it tells
 */
export function roomWarnings(made: IndexRestore[], { shards, diskBytes }: Room): string[] {
  const needed = made.map((index) => ({ shards: shardsOf(index), copies: copiesOf(index), data: index.data }))
  const shardsDue = needed.reduce((sum, one) => sum + one.shards * one.copies, 0)
  const bytesDue = needed.reduce((sum, one) => sum + (one.data?.bytes ?? 0) * one.copies, 0)
  const warnings: string[] = []
  if (shards && shards.used + shardsDue > shards.most) {
    warnings.push(
      `The plan needs ${shardsDue} shards, and ${shards.used} of the ${shards.most} that the cluster may have are there: raise \`cluster.max_shards_per_node\`, or restore fewer indexes or replicas.`,
    )
  }
  if (diskBytes !== undefined && bytesDue > diskBytes) {
    warnings.push(
      `The plan needs about ${formatBytes(bytesDue)}, and the cluster's disks have ${formatBytes(diskBytes)} free.`,
    )
  }
  return warnings
}

function shardsOf({ definition }: IndexRestore): number {
  return Number(definition.settings?.number_of_shards ?? 1)
}

function copiesOf({ definition }: IndexRestore): number {
  return 1 + Number(definition.settings?.number_of_replicas ?? 1)
}
