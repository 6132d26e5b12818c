// What a cluster can be asked before anything is written to it.
import { randomBytes } from 'node:crypto'
import { RestoreError } from '../errors.js'
import type { Cluster } from './connect.js'
import { clusterError, statusOf } from './errors.js'

type JsonObject = Record<string, unknown>

/** More than any template has, so that it is this one that is looked at. */
export const HIGHEST_PRIORITY = 2_147_483_647

/**
 * Asks whether the cluster would create such an index: it builds analyzers, mapping and settings, and writes nothing.
 * @param body settings, mappings and aliases, as for createIndex
 * @returns false where this user may not ask
 * @throws RestoreError with the cluster's reason against it
 */
export async function wouldCreate(cluster: Cluster, index: string, body: JsonObject): Promise<boolean> {
  // Under a name of its own, as with an alias of the index's own name it would be refused.
  const name = `${index.slice(0, 200)}-${randomBytes(4).toString('hex')}`
  const asked = { index_patterns: [name], priority: HIGHEST_PRIORITY, template: body }
  const path = `/_index_template/_simulate_index/${encodeURIComponent(name)}`
  return await wouldTake(`index ${index} would be refused`, () =>
    cluster.client.transport.request({ method: 'POST', path, body: asked }),
  )
}

/**
 * @param hint for what it refuses
 * @returns false where this user may not ask
 * @throws RestoreError with the cluster's reason against it
 */
export async function wouldTake(
  what: string,
  ask: () => PromiseLike<unknown>,
  hint?: string,
): Promise<boolean> {
  try {
    await ask()
    return true
  } catch (error) {
    if (statusOf(error) === 403) return false
    const { code, message, hint: advice, cause } = clusterError(error, what, hint)
    const told = message.replaceAll(
      /(?:composable |index[ _])?(?:template )?\[?simulate_\w*template_[\w-]+\]?/g,
      'it',
    )
    throw new RestoreError(code, told, { ...(advice === undefined ? {} : { hint: advice }), cause })
  }
}

/** How much a cluster has room for; undefined for what it does not tell. */
export interface Room {
  shards: { used: number; most: number } | undefined
  /** Free on the disks of all data nodes, bytes. */
  diskBytes: number | undefined
}

/** Asks how much room there is. Nothing of it is needed to restore, so what is not told is no fault. */
export async function askRoom(cluster: Cluster): Promise<Room> {
  const [shards, diskBytes] = await Promise.all([
    askShards(cluster).catch(() => undefined),
    askDisk(cluster).catch(() => undefined),
  ])
  return { shards, diskBytes }
}

async function askShards({ client }: Cluster): Promise<Room['shards']> {
  const [health, settings] = await Promise.all([
    client.cluster.health({}),
    client.cluster.getSettings({ include_defaults: true, flat_settings: true }),
  ])
  const { active_shards, unassigned_shards, number_of_data_nodes } = health.body
  const { persistent, transient, defaults } = settings.body as Record<string, Record<string, string>>
  const perNode = { ...defaults, ...persistent, ...transient }['cluster.max_shards_per_node']
  if (perNode === undefined) return undefined
  return { used: active_shards + unassigned_shards, most: Number(perNode) * number_of_data_nodes }
}

async function askDisk({ client }: Cluster): Promise<number | undefined> {
  const { body } = await client.cat.allocation({ format: 'json', bytes: 'b' })
  const nodes = body as unknown as { 'disk.avail'?: string | null }[]
  const free = nodes.flatMap((node) => (node['disk.avail'] ? [Number(node['disk.avail'])] : []))
  return free.length > 0 ? free.reduce((sum, bytes) => sum + bytes, 0) : undefined
}
