import { RestoreError } from '../errors.js'
import { adding } from './aliases.js'
import { type Beside, findBesides } from './besides.js'
import type { Cluster } from './connect.js'
import { statusOf } from './errors.js'
import { deleteIndex, getAliases, getSettings, lookUpTargets, type TargetState } from './indices.js'
import {
  isEarlierAttempt,
  type Marker,
  markerAlias,
  markerName,
  type RunIdentity,
  secondMarkerName,
  watchMarkers,
} from './markers.js'
import { placingHint, putUnderName } from './placing.js'
import { takingOff, update } from './replacing.js'

/** How often a target is looked at anew that changes while it is cleared. */
const LOOKS = 5

export interface ClearedTargets {
  states: Map<string, TargetState>
  /** Targets that another run is at work on, with that run. */
  busy: Map<string, string>
}

/**
 * Looks the targets up, and clears what killed runs left there and beside them: what is unfinished is removed, and a
 * complete copy of a target that is away is put in its place. A marked index is a wreck where its run is surely over,
 * or does not beat while it is watched (up to 12 s).
 */
export async function clearWrecks(
  cluster: Cluster,
  names: string[],
  clearing: Clearing,
  looks = LOOKS,
): Promise<ClearedTargets> {
  const { run, mayWrite, log } = clearing
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
      states.set(name, asCleared(states.get(name), beside))
      continue
    }
    try {
      const state = await clear(cluster, name, { ...clearing, state: states.get(name), besides: beside })
      if (state) states.set(name, state)
    } catch (error) {
      if (error instanceof Changed && looks > 1) {
        const again = await clearWrecks(cluster, [name], clearing, looks - 1)
        for (const [changed, state] of again.states) states.set(changed, state)
        for (const [target, other] of again.busy) busy.set(target, other)
        continue
      }
      // What cannot be cleared of one target keeps no other from being restored.
      if (!(error instanceof RestoreError) || error.code === 'CLUSTER_UNREACHABLE') throw error
      states.set(name, { kind: 'untold', fault: error })
    }
  }
  return { states, busy }
}

/** @returns what the target would be when it has been cleared */
function asCleared(state: TargetState | undefined, besides: Beside[]): TargetState {
  const isWreck = state?.kind === 'index' && state.marker !== undefined
  const left: TargetState = isWreck || state === undefined ? { kind: 'missing' } : state
  const isCopied = besides.some(({ marker }) => marker.isComplete)
  return left.kind === 'missing' && isCopied ? { kind: 'index', marker: undefined } : left
}

export interface Clearing {
  run: RunIdentity
  /** Whether a target that exists is to be replaced. */
  isReplacing: boolean
  /** false: nothing is removed; the targets are told as if it had been. */
  mayWrite: boolean
  log: (line: string) => void
}

interface Found extends Clearing {
  state: TargetState | undefined
  besides: Beside[]
}

/** @returns what has the name now, where that has changed */
async function clear(
  cluster: Cluster,
  target: string,
  { state, besides, run, isReplacing, log }: Found,
): Promise<TargetState | undefined> {
  let now = state
  let isPut = false
  const own = state?.kind === 'index' ? state.marker : undefined
  if (own) {
    await removeWreck(cluster, { target, index: target, marker: own }, { run, log })
    now = { kind: 'missing' }
  }
  for (const beside of besides) {
    const { index, marker } = beside
    const isToBePut = marker.isComplete && !isPut && !(await isCopied(cluster, target, now, index))
    if (isToBePut && now?.kind !== 'missing' && !isReplacing) throw undecided(target, index)
    if (isToBePut) {
      log(`Putting ${index} in place of ${target}, as a run that was ended could not do any more`)
      await putUnderName(cluster, target, index, run, { onBack: () => {}, log })
      now = { kind: 'index', marker: undefined }
      isPut = true
    } else await removeWreck(cluster, beside, { run, log })
  }
  return now === state ? undefined : now
}

/** @returns whether a user has cloned the copy by hand, as the hint says */
async function isCopied(
  cluster: Cluster,
  target: string,
  now: TargetState | undefined,
  copy: string,
): Promise<boolean> {
  if (now?.kind !== 'index') return false
  const { resize } = await getSettings(cluster, target)
  return (resize as { source?: { name?: string } } | undefined)?.source?.name === copy
}

/** The name came back by somebody who did not know of the copy: a writer, or a user who restored it in another way. */
function undecided(target: string, copy: string): RestoreError {
  return new RestoreError(
    'INDEX_NOT_IN_PLACE',
    `${target} was made by somebody else after a run that replaced it was ended, and ${copy}, the verified copy, is still there`,
    {
      hint: `To keep what ${target} is now, DELETE /${copy}; or DELETE /${target}. ${placingHint(target, copy)}`,
    },
  )
}

/**
 * Removes a wreck that this run has made its own: a request of the run that left it may still be on its way, and finish it
 * in this very moment.
 * @throws Changed where it has
 */
async function removeWreck(
  cluster: Cluster,
  { target, index, marker }: Beside,
  { run, log }: Pick<Clearing, 'run' | 'log'>,
): Promise<void> {
  // An index that a swap has put out of its place has the mark of the target.
  const marked = marker.alias === markerName(target, { id: marker.run }) ? target : index
  const claim = secondMarkerName(marked, run)
  const actions = [takingOff(index, marker.alias), ...adding(index, markerAlias(claim))]
  try {
    await update(cluster, actions, `${index} cannot be removed`, () => hasAlias(cluster, index, claim))
  } catch (error) {
    throw (await hasAlias(cluster, index, marker.alias)) ? error : new Changed(index)
  }
  log(`Removing ${index}, which a run that was ended left unfinished`)
  await deleteIndex(cluster, index)
}

/** What was taken for a wreck has been finished or removed meanwhile. */
class Changed extends RestoreError {
  constructor(index: string) {
    super('INDEX_BUSY', `${index} is changed by somebody else all the time`, {
      hint: 'See that nobody else works on this name, then run this again.',
    })
  }
}

async function hasAlias(cluster: Cluster, index: string, alias: string): Promise<boolean> {
  try {
    return alias in (await getAliases(cluster, index, 'marks too'))
  } catch (error) {
    if (error instanceof RestoreError && statusOf(error.cause) === 404) return false
    throw error
  }
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
