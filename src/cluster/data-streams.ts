// A data stream takes no alias, so an unfinished one bears its mark in a setting: an attribute that no node has.
import { backingOf, newestBacking } from '../dump/index.js'
import { RestoreError } from '../errors.js'
import { leavesOf, nested } from '../json/leaves.js'
import type { Cluster } from './connect.js'
import { countDocuments, refresh } from './documents.js'
import { clusterError, reasonOf, statusOf } from './errors.js'
import type { Marker, RunIdentity } from './markers.js'

type JsonObject = Record<string, unknown>

/** Below `index.`; it keeps shards from nodes with such an attribute, and goes without a trace. */
const MARK = 'routing.allocation.exclude.restoring'
/** The run, and how often it has beaten. */
const MARKED = /^((?:\d+|local)\.\d+\.[0-9a-f]{8})\/(\d+)$/

export type DataStreamState =
  | { kind: 'missing' }
  | { kind: 'data stream'; marker: Marker | undefined; isUntouched: boolean }

/** @returns what has the name among data streams alone */
export async function lookUpDataStream(cluster: Cluster, name: string): Promise<DataStreamState> {
  const backings = await backingsOf(cluster, name)
  if (!backings) return { kind: 'missing' }
  const marker = await dataStreamMarker(cluster, name)
  const isUntouched = !marker && backings.length === 1 && (await isEmpty(cluster, name))
  return { kind: 'data stream', marker, isUntouched }
}

async function backingsOf(cluster: Cluster, name: string): Promise<string[] | undefined> {
  try {
    const { body } = await cluster.client.transport.request({ method: 'GET', path: pathOf(name) })
    const [stream] = body.data_streams as { indices: { index_name: string }[] }[]
    return stream?.indices.map(({ index_name }) => index_name)
  } catch (error) {
    if (statusOf(error) === 404) return undefined
    throw clusterError(error, `the cluster does not say whether it has the data stream ${name}`)
  }
}

async function isEmpty(cluster: Cluster, name: string): Promise<boolean> {
  await refresh(cluster, name)
  return (await countDocuments(cluster, name)) === 0
}

/** @returns the mark of an unfinished restore, or undefined for a finished data stream */
export async function dataStreamMarker(cluster: Cluster, name: string): Promise<Marker | undefined> {
  const settings = await allSettings(cluster, name)
  for (const value of settings.map((one) => Object.fromEntries(leavesOf(one))[MARK])) {
    const [alias, run, beat] = MARKED.exec(String(value)) ?? []
    if (alias !== undefined && run !== undefined && beat !== undefined)
      return { alias: run, run, beat, isComplete: false }
  }
  return undefined
}

async function allSettings(cluster: Cluster, name: string): Promise<JsonObject[]> {
  try {
    const { body } = await cluster.client.indices.getSettings({ index: name })
    return Object.values(body as Record<string, { settings?: { index?: JsonObject } }>).map(
      ({ settings }) => settings?.index ?? {},
    )
  } catch (error) {
    throw clusterError(error, `the settings of ${name} cannot be read`)
  }
}

/** @param beats of this run so far */
export async function markDataStream(
  cluster: Cluster,
  name: string,
  { id }: Pick<RunIdentity, 'id'>,
  beats: number,
): Promise<void> {
  await putMark(cluster, name, `${id}/${beats}`)
}

/** From now on the data stream is finished. */
export async function unmarkDataStream(cluster: Cluster, name: string): Promise<void> {
  await putMark(cluster, name, null)
}

async function putMark(cluster: Cluster, name: string, value: string | null): Promise<void> {
  try {
    await cluster.client.indices.putSettings({ index: name, body: { index: { [MARK]: value } } })
  } catch (error) {
    throw clusterError(error, `the mark of an unfinished restore could not be changed on data stream ${name}`)
  }
}

/** @returns settings below `index.`, nested, without the mark */
export function withoutDataStreamMark(settings: JsonObject): JsonObject {
  const leaves = leavesOf(settings)
  const kept = leaves.filter(([name, value]) => name !== MARK || !MARKED.test(String(value)))
  return kept.length < leaves.length ? nested(kept) : settings
}

/**
 * Creates a data stream with the mark of this run. One that is there and untouched serves as well: it is that of a run
 * that was ended before it could mark it, or this run's own, and the answer was lost.
 * @throws RestoreError INDEX_BUSY where somebody else has made it, or with the cluster's reason
 */
export async function createDataStream(
  cluster: Cluster,
  name: string,
  run: Pick<RunIdentity, 'id'>,
): Promise<void> {
  try {
    await cluster.client.transport.request({ method: 'PUT', path: pathOf(name) })
  } catch (error) {
    if (!/resource_already_exists/.test(reasonOf(error)))
      throw clusterError(error, `data stream ${name} cannot be created`)
    const state = await lookUpDataStream(cluster, name)
    if (state.kind === 'missing' || !state.isUntouched) {
      throw new RestoreError('INDEX_BUSY', `data stream ${name} was created by somebody else just now`, {
        hint: 'Make sure that only one restore at a time writes to it, then run this again.',
        cause: error,
      })
    }
  }
  await markDataStream(cluster, name, run, 1)
}

export async function deleteDataStream(cluster: Cluster, name: string): Promise<void> {
  try {
    await cluster.client.transport.request({ method: 'DELETE', path: pathOf(name) })
  } catch (error) {
    if (statusOf(error) !== 404) throw clusterError(error, `data stream ${name} cannot be removed`)
  }
}

function pathOf(name: string): string {
  return `/_data_stream/${encodeURIComponent(name)}`
}

/**
 * @param held answer of the cluster by the names of indexes
 * @returns what it says of an index; of a data stream, what it says of the index that is written to
 */
export function ofIndex<T>(held: Record<string, T>, index: string): T | undefined {
  // An index may be called `constructor`.
  if (Object.hasOwn(held, index)) return held[index]
  const names = Object.keys(held)
  const newest = names.some((name) => backingOf(name)) ? newestBacking(names, index) : undefined
  return newest === undefined ? undefined : held[newest]
}
