import { RestoreError } from '../errors.js'
import type { Cluster } from './connect.js'
import { type DataStreamState, dataStreamMarker, deleteDataStream, lookUpDataStream } from './data-streams.js'
import type { TargetState } from './indices.js'
import { isEarlierAttempt, type Marker, watchMarkers } from './markers.js'
import type { ClearedTargets, Clearing } from './wrecks.js'

/**
 * Looks data streams up, and removes those that killed runs left unfinished.
 * @param names of targets that no index and no alias has
 */
export async function clearDataStreams(
  cluster: Cluster,
  names: readonly string[],
  clearing: Omit<Clearing, 'isReplacing'>,
): Promise<ClearedTargets> {
  const states = new Map<string, TargetState>()
  const marked = new Map<string, Marker>()
  for (const name of names) {
    const state = await lookUp(cluster, name)
    states.set(name, state)
    if (state.kind === 'data stream' && state.marker) marked.set(name, state.marker)
  }
  const alive = await findAlive(cluster, marked, clearing)
  const busy = new Map<string, string>()
  for (const [name, marker] of marked) {
    if (alive.has(name)) busy.set(name, marker.run)
    else states.set(name, await clear(cluster, name, marker, clearing))
  }
  return { states, busy }
}

async function lookUp(cluster: Cluster, name: string): Promise<TargetState> {
  try {
    return await lookUpDataStream(cluster, name)
  } catch (error) {
    if (!(error instanceof RestoreError) || error.code === 'CLUSTER_UNREACHABLE') throw error
    return { kind: 'untold', fault: error }
  }
}

async function findAlive(
  cluster: Cluster,
  marked: Map<string, Marker>,
  { run, log }: Pick<Clearing, 'run' | 'log'>,
): Promise<Set<string>> {
  const doubtful = new Map([...marked].filter(([, marker]) => !isEarlierAttempt(marker, run)))
  if (doubtful.size === 0) return new Set()
  log(
    `Unfinished restores found in ${[...doubtful.keys()].join(', ')}; watching whether their runs are alive`,
  )
  return await watchMarkers(doubtful, async () => {
    const now = [...doubtful.keys()].map(async (name) => {
      const state = await lookUpDataStream(cluster, name)
      return [name, state.kind === 'missing' ? undefined : state.marker] as const
    })
    return new Map(await Promise.all(now))
  })
}

/** @returns what has the name when it has been cleared, or would be */
async function clear(
  cluster: Cluster,
  name: string,
  marker: Marker,
  { mayWrite, log }: Pick<Clearing, 'mayWrite' | 'log'>,
): Promise<DataStreamState> {
  if (!mayWrite) return { kind: 'missing' }
  // A request of the run that left it may have finished it in this very moment.
  if ((await dataStreamMarker(cluster, name))?.run !== marker.run)
    return await lookUpDataStream(cluster, name)
  log(`Removing data stream ${name}, which a run that was ended left unfinished`)
  await deleteDataStream(cluster, name)
  return { kind: 'missing' }
}
