import { RestoreError } from '../errors.js'
import { type Beside, findBesides } from './besides.js'
import type { Cluster } from './connect.js'
import { deleteIndex, lookUpTargets, type TargetState } from './indices.js'
import { isEarlierAttempt, type Marker, type RunIdentity, watchMarkers } from './markers.js'
import { putUnderName } from './replacing.js'

export interface ClearedTargets {
  states: Map<string, TargetState>
  /** Targets that another run is at work on, with that run. */
  busy: Map<string, string>
}

export interface ClearOptions {
  run: RunIdentity
  /** false: nothing is removed; the targets are told as if it had been. */
  mayWrite: boolean
  log: (line: string) => void
}

/**
 * Looks the targets up, and clears what killed runs left there and beside them: what is unfinished is removed, and a
 * complete copy of a target that is away is put in its place. A marked index is a wreck where its run is surely over,
 * or does not beat while it is watched (up to 12 s).
 */
export async function clearWrecks(
  cluster: Cluster,
  names: string[],
  { run, mayWrite, log }: ClearOptions,
): Promise<ClearedTargets> {
  const states = await lookUpTargets(cluster, names)
  const besides = await findBesides(cluster, names)
  const marked = markersOf(states, besides)
  const alive = await findAlive(cluster, marked, { besides, run, log })
  const busy = new Map<string, string>()
  for (const index of alive) {
    const target = besides.find((beside) => beside.index === index)?.target ?? index
    busy.set(target, marked.get(index)?.run ?? '')
  }
  for (const name of names) {
    if (busy.has(name)) continue
    const beside = besides.filter(({ target }) => target === name)
    if (!mayWrite) {
      if (isMarked(states.get(name))) states.set(name, { kind: 'missing' })
      continue
    }
    try {
      const state = await clear(cluster, name, { state: states.get(name), besides: beside, log })
      if (state) states.set(name, state)
    } catch (error) {
      // What cannot be cleared of one target keeps no other from being restored.
      if (!(error instanceof RestoreError) || error.code === 'CLUSTER_UNREACHABLE') throw error
      states.set(name, { kind: 'untold', fault: error })
    }
  }
  return { states, busy }
}

function isMarked(state: TargetState | undefined): boolean {
  return state?.kind === 'index' && state.marker !== undefined
}

interface Found {
  state: TargetState | undefined
  besides: Beside[]
  log: (line: string) => void
}

/** @returns what has the name now, where that has changed */
async function clear(
  cluster: Cluster,
  target: string,
  { state, besides, log }: Found,
): Promise<TargetState | undefined> {
  let now: TargetState | undefined
  const own = state?.kind === 'index' ? state.marker : undefined
  if (own && (await removeWreck(cluster, { target, index: target, marker: own }, log))) {
    now = { kind: 'missing' }
  }
  for (const beside of besides) {
    const { index, marker } = beside
    if (marker.isComplete && (now ?? state)?.kind === 'missing') {
      log(`Putting ${index} in place of ${target}, as a run that was ended could not do any more`)
      await putUnderName(cluster, target, index, { id: marker.run }, { onBack: () => {}, log })
      now = { kind: 'index', marker: undefined }
    } else await removeWreck(cluster, beside, log)
  }
  return now
}

/** @returns whether it was still there, and still a wreck: it may have been finished in this very moment */
async function removeWreck(
  cluster: Cluster,
  { target, index, marker }: Beside,
  log: Found['log'],
): Promise<boolean> {
  const states = await lookUpTargets(cluster, [target])
  const now = markersOf(states, await findBesides(cluster, [target])).get(index)
  if (now?.alias !== marker.alias) return false
  log(`Removing ${index}, which a run that was ended left unfinished`)
  await deleteIndex(cluster, index)
  return true
}

async function findAlive(
  cluster: Cluster,
  marked: Map<string, Marker>,
  { besides, run, log }: { besides: Beside[]; run: RunIdentity; log: Found['log'] },
): Promise<Set<string>> {
  const doubtful = new Map([...marked].filter(([, marker]) => !isEarlierAttempt(marker, run)))
  if (doubtful.size > 0) {
    log(
      `Unfinished restores found in ${[...doubtful.keys()].join(', ')}; watching whether their runs are alive`,
    )
  }
  const targetOf = (index: string) => besides.find((beside) => beside.index === index)?.target ?? index
  const targets = [...new Set([...doubtful.keys()].map(targetOf))]
  return await watchMarkers(doubtful, async () =>
    markersOf(await lookUpTargets(cluster, targets), await findBesides(cluster, targets)),
  )
}

function markersOf(targets: Map<string, TargetState>, besides: Beside[]): Map<string, Marker> {
  const marked = new Map(besides.map(({ index, marker }) => [index, marker]))
  for (const [index, state] of targets) {
    if (state.kind === 'index' && state.marker) marked.set(index, state.marker)
  }
  return marked
}
