// `replace` and `swap` restore into an index beside the target, which bears the mark of an unfinished one.
import type { Cluster } from './connect.js'
import { clusterError, statusOf } from './errors.js'
import { inRequests } from './indices.js'
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
  // Long names may share the beginning that is asked for.
  const patterns = new Map<string, string[]>()
  for (const target of targets) {
    const pattern = `${startOf(target)}--restoring-*`
    patterns.set(pattern, [...(patterns.get(pattern) ?? []), target])
  }
  const found: Beside[] = []
  for (const some of inRequests([...patterns.keys()])) found.push(...(await find(cluster, some, patterns)))
  return found
}

async function find(cluster: Cluster, patterns: string[], targets: Map<string, string[]>): Promise<Beside[]> {
  try {
    const { body } = await cluster.client.indices.getAlias({
      index: patterns.join(','),
      expand_wildcards: ['open', 'closed', 'hidden'] as never,
      ignore_unavailable: true,
    })
    const held = Object.entries(body as Record<string, { aliases: Record<string, unknown> }>)
    const asked = patterns.flatMap((pattern) => targets.get(pattern) ?? [])
    return held.flatMap(([index, { aliases }]) =>
      asked.flatMap((target) => besideOf(target, index, aliases) ?? []),
    )
  } catch (error) {
    const status = statusOf(error)
    if (status !== 403 && status !== 404)
      throw clusterError(error, 'the cluster does not say what is beside its indexes')
    // What this user may not see was made by another, or before the rights were taken; a restore does not depend on it.
    if (patterns.length < 2) return []
    const each: Beside[] = []
    for (const one of patterns) each.push(...(await find(cluster, [one], targets)))
    return each
  }
}

function besideOf(target: string, index: string, aliases: Record<string, unknown>): Beside | undefined {
  if (index === target) return undefined
  const isNamedSo = index === besideName(target, { id: runIn(index) })
  const marker = markerAmong(target, aliases) ?? (isNamedSo ? markerAmong(index, aliases) : undefined)
  return marker && { target, index, marker }
}

function startOf(target: string): string {
  if (Buffer.byteLength(target) <= WHOLE_NAME_BYTES) return target
  return `${[...target].slice(0, WHOLE_NAME_BYTES / 4).join('')}*`
}
