// `replace` and `swap` restore into an index beside the target, which bears the mark of an unfinished one.
import type { Cluster } from './connect.js'
import { clusterError, statusOf } from './errors.js'
import { type Marker, markerAmong, markerName, type RunIdentity, runIn } from './markers.js'

/**
 * An index beside a target that some run has begun, or that a swap has put out of its place: that one bears the mark of
 * the target.
 */
export interface Beside {
  target: string
  index: string
  marker: Marker
}

/** Longer names are cut where a run's sign is put behind them. */
const WHOLE_NAME_BYTES = 200

/** @returns the name of the index that is restored beside a target; a role for `preview-*` covers it */
export function besideName(target: string, run: Pick<RunIdentity, 'id'>): string {
  return markerName(target, run)
}

/** Finds the indexes beside some targets, of whatever run: those that bear the mark which the action gives them. */
export async function findBesides(cluster: Cluster, targets: readonly string[]): Promise<Beside[]> {
  const found = await Promise.all(targets.map((target) => findBeside(cluster, target)))
  return found.flat()
}

async function findBeside(cluster: Cluster, target: string): Promise<Beside[]> {
  try {
    const { body } = await cluster.client.indices.getAlias({
      index: `${startOf(target)}--restoring-*`,
      expand_wildcards: ['open', 'closed', 'hidden'] as never,
      ignore_unavailable: true,
    })
    return Object.entries(body as Record<string, { aliases: Record<string, unknown> }>).flatMap(
      ([index, { aliases }]) => {
        if (index === target) return []
        const isNamedSo = index === besideName(target, { id: runIn(index) })
        const marker = markerAmong(target, aliases) ?? (isNamedSo ? markerAmong(index, aliases) : undefined)
        return marker ? [{ target, index, marker }] : []
      },
    )
  } catch (error) {
    // What this user may not see was made by another, or before the rights were taken; a restore does not depend on it.
    if (statusOf(error) === 403 || statusOf(error) === 404) return []
    throw clusterError(error, `the cluster does not say what is beside ${target}`)
  }
}

function startOf(target: string): string {
  if (Buffer.byteLength(target) <= WHOLE_NAME_BYTES) return target
  return `${[...target].slice(0, WHOLE_NAME_BYTES / 4).join('')}*`
}
