import type { RestoreError } from '../errors.js'
import { parseMetadataJson } from '../json/lossless.js'
import type { Cluster } from './connect.js'
import { ofIndex, withoutDataStreamMark } from './data-streams.js'
import { clusterError, reasonOf, statusOf } from './errors.js'
import { isBesideAnother, type Marker, markerAmong } from './markers.js'

type JsonObject = Record<string, unknown>

/** What has the name of a target in the cluster. */
export type TargetState =
  | { kind: 'missing' }
  | { kind: 'index'; marker: Marker | undefined }
  | {
      kind: 'alias'
      indices: string[]
      /** Through a filter or routing it shows a part of the index. */
      isPartial: boolean
      /** The index behind it was restored beside another target, and is what that one is. */
      isOfAnother: boolean
      /** The one that writers to it are told to write to, if any. */
      writeIndex?: string
    }
  /** `isUntouched`: nothing has been written to it, so that it is as good as not there. */
  | { kind: 'data stream'; marker: Marker | undefined; isUntouched: boolean }
  /** The cluster does not tell, for this index alone: the user has no right on it. */
  | { kind: 'untold'; fault: RestoreError }

/** A request line may have 4 KiB (`http.max_initial_line_length`), and a name takes three bytes a byte when encoded. */
const NAMES_BYTES = 3000

/**
 * Asks what the cluster has under these names. Needs rights on these names only; what it does not tell of one of them
 * is the fault of that one.
 * @throws RestoreError CLUSTER_UNREACHABLE
 */
export async function lookUpTargets(cluster: Cluster, names: string[]): Promise<Map<string, TargetState>> {
  const states = new Map<string, TargetState>()
  for (const some of inRequests(names)) {
    for (const [name, state] of await lookUp(cluster, some)) states.set(name, state)
  }
  return states
}

async function lookUp(cluster: Cluster, names: string[]): Promise<[string, TargetState][]> {
  try {
    const request = { index: names.join(','), ignore_unavailable: true }
    const { body } = await cluster.client.indices.getAlias(request)
    return names.map((name) => [name, stateOf(name, body as Record<string, { aliases: JsonObject }>)])
  } catch (error) {
    const fault = clusterError(
      error,
      `the cluster does not say whether it has ${names.slice(0, 5).join(', ')}`,
    )
    if (statusOf(error) !== 403) throw fault
    const [name, ...others] = names
    if (name !== undefined && others.length === 0) {
      // `blocks.metadata` hides what the index is like, not that it is there; an unfinished one has no blocks.
      const isBlocked = reasonOf(error).includes(`index [${name}] blocked by`)
      return [[name, isBlocked ? { kind: 'index', marker: undefined } : { kind: 'untold', fault }]]
    }
    const each: [string, TargetState][] = []
    for (const one of names) each.push(...(await lookUp(cluster, [one])))
    return each
  }
}

function stateOf(name: string, held: Record<string, { aliases: JsonObject }>): TargetState {
  // An index may be called `constructor`.
  const own = Object.hasOwn(held, name) ? held[name] : undefined
  if (own) return { kind: 'index', marker: markerAmong(name, own.aliases) }
  const behind = Object.keys(held).filter((index) => Object.hasOwn(held[index]?.aliases ?? {}, name))
  const indices = behind.sort()
  if (indices.length === 0) return { kind: 'missing' }
  const isPartial = indices.some((index) => {
    const { filter, search_routing } = (held[index]?.aliases[name] ?? {}) as JsonObject
    return filter !== undefined || search_routing !== undefined
  })
  const isOfAnother = indices.some((index) => isBesideAnother(index, name))
  const writeIndex = indices.find((index) => {
    const { is_write_index } = (held[index]?.aliases[name] ?? {}) as JsonObject
    return String(is_write_index) === 'true'
  })
  return { kind: 'alias', indices, isPartial, isOfAnother, ...(writeIndex !== undefined && { writeIndex }) }
}

/** @returns the names in parts, each of which has room in the line of a request */
export function* inRequests(names: readonly string[]): Generator<string[]> {
  let some: string[] = []
  let bytes = 0
  for (const name of names) {
    const size = encodeURIComponent(name).length + 3
    if (bytes + size > NAMES_BYTES && some.length > 0) {
      yield some
      some = []
      bytes = 0
    }
    some.push(name)
    bytes += size
  }
  if (some.length > 0) yield some
}

/** @returns the alias that marks the index as unfinished, null for a finished one, undefined where there is none */
export async function indexMarker(cluster: Cluster, index: string): Promise<string | null | undefined> {
  const state = (await lookUpTargets(cluster, [index])).get(index)
  return state?.kind === 'index' ? (state.marker?.alias ?? null) : undefined
}

/** @throws RestoreError with the cluster's reason */
export async function createIndex(cluster: Cluster, index: string, body: JsonObject): Promise<void> {
  await asked(`index ${index} cannot be created`, cluster.client.indices.create({ index, body }))
}

export async function deleteIndex(cluster: Cluster, index: string): Promise<void> {
  const { client } = cluster
  const deleted = client.indices.delete({ index, ignore_unavailable: true })
  await asked(`index ${index} cannot be removed`, deleted)
}

/** @returns the index's own settings, nested, below `index.` */
export async function getSettings(cluster: Cluster, index: string): Promise<JsonObject> {
  const body = await asked(
    `the settings of ${index} cannot be read`,
    cluster.client.indices.getSettings({ index }),
  )
  const held = ofIndex(body, index) as { settings?: { index?: JsonObject } } | undefined
  return withoutDataStreamMark(held?.settings?.index ?? {})
}

/** @returns when an index was created, milliseconds of the cluster's clock */
export async function indexCreated(cluster: Cluster, index: string): Promise<number> {
  return Number((await getSettings(cluster, index)).creation_date)
}

/** @param settings below `index.`; null puts one back to its default */
export async function putSettings(cluster: Cluster, index: string, settings: JsonObject): Promise<void> {
  const put = cluster.client.indices.putSettings({ index, body: { index: settings } })
  await asked(`index ${index} refuses settings`, put)
}

/** What an index is before anything is in it: settings below `index.`, nested; the mark is none of its aliases. */
export interface MadeIndex {
  settings: JsonObject
  mappings: JsonObject
  aliases: JsonObject
}

export async function getMade(cluster: Cluster, index: string): Promise<MadeIndex> {
  const body = await asked(`index ${index} cannot be read`, cluster.textClient.indices.get({ index }))
  const made = ofIndex(body, index) as { settings?: { index?: JsonObject } } & Partial<
    Omit<MadeIndex, 'settings'>
  >
  const { settings, mappings = {}, aliases = {} } = made ?? {}
  return {
    settings: withoutDataStreamMark(settings?.index ?? {}),
    mappings,
    aliases: withoutMark(index, aliases),
  }
}

export async function getMappings(cluster: Cluster, index: string): Promise<JsonObject> {
  const body = await asked(
    `the mapping of ${index} cannot be read`,
    cluster.textClient.indices.getMapping({ index }),
  )
  return (ofIndex(body, index) as { mappings?: JsonObject } | undefined)?.mappings ?? {}
}

export async function putMappings(cluster: Cluster, index: string, mappings: JsonObject): Promise<void> {
  await asked(
    `index ${index} refuses the mapping`,
    cluster.client.indices.putMapping({ index, body: mappings }),
  )
}

/** @returns the aliases of an index; the mark of an unfinished restore only where it is asked for */
export async function getAliases(
  cluster: Cluster,
  index: string,
  which: 'marks too' | 'no mark' = 'no mark',
): Promise<JsonObject> {
  const body = await asked(
    `the aliases of ${index} cannot be read`,
    cluster.client.indices.getAlias({ index }),
  )
  const aliases = (body[index] as { aliases?: JsonObject } | undefined)?.aliases ?? {}
  return which === 'marks too' ? aliases : withoutMark(index, aliases)
}

function withoutMark(index: string, aliases: JsonObject): JsonObject {
  const mark = markerAmong(index, aliases)?.alias
  return Object.fromEntries(Object.entries(aliases).filter(([name]) => name !== mark))
}

export async function asked(
  what: string,
  request: PromiseLike<{ body: unknown }>,
): Promise<Record<string, unknown>> {
  try {
    const { body } = await request
    // Numbers beyond 2^53 in a mapping, such as a null_value, come as text and stay what they are.
    return (typeof body === 'string' ? parseMetadataJson(body) : body) as Record<string, unknown>
  } catch (error) {
    throw clusterError(error, what)
  }
}
