import type { Cluster } from './connect.js'
import { deleteIndex, indexMarker, lookUpTargets, type TargetState } from './indices.js'
import { isEarlierAttempt, type Marker, type RunIdentity, watchMarkers } from './markers.js'

export interface ClearedTargets {
  states: Map<string, TargetState>
  /** Targets that another run is at work on, with that run. */
  busy: Map<string, string>
}

/**
 * Looks the targets up, and removes what killed runs left unfinished there. A marked index is a wreck where its run is
 * surely over, or does not beat while it is watched (up to 12 s).
 */
export async function clearWrecks(
  cluster: Cluster,
  names: string[],
  run: RunIdentity,
  log: (line: string) => void,
): Promise<ClearedTargets> {
  const targets = await lookUpTargets(cluster, names)
  const marked = markersOf(targets)
  const doubtful = new Map([...marked].filter(([, marker]) => !isEarlierAttempt(marker, run)))
  if (doubtful.size > 0) {
    log(
      `Unfinished restores found in ${[...doubtful.keys()].join(', ')}; watching whether their runs are alive`,
    )
  }
  const read = async () => markersOf(await lookUpTargets(cluster, [...doubtful.keys()]))
  const alive = await watchMarkers(doubtful, read)
  const wrecks = [...marked.keys()].filter((index) => !alive.has(index))
  for (const index of wrecks) {
    // It may have been finished in this very moment.
    if ((await indexMarker(cluster, index)) !== marked.get(index)?.alias) continue
    log(`Removing ${index}, which a run that was ended left unfinished`)
    await deleteIndex(cluster, index)
    targets.set(index, { kind: 'missing' })
  }
  const busy = new Map([...alive].map((index) => [index, marked.get(index)?.run ?? '']))
  return { states: targets, busy }
}

function markersOf(targets: Map<string, TargetState>): Map<string, Marker> {
  const marked = new Map<string, Marker>()
  for (const [index, state] of targets) {
    if (state.kind === 'index' && state.marker) marked.set(index, state.marker)
  }
  return marked
}
