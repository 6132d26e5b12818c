// An index that a restore has begun and not finished carries a hidden alias, so that a killed run's wreck can be told
// from a finished index, and a wreck from the work of a run that is alive: that one's alias changes every few seconds.
import { hash, randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from './connect.js'
import { markDataStream, unmarkDataStream } from './data-streams.js'
import { clusterError } from './errors.js'

const SIGN = '--restoring-'
/** What identifyRun makes. */
const RUN_AT_END = /--restoring-((?:\d+|local)\.\d+\.[0-9a-f]{8})$/
const BEAT_MS = 3000
/** Longer than a few beats, so that a slow cluster manager does not make a living run look dead. */
const WATCH_MS = 12_000
/** OpenSearch's limit for names, bytes. */
const MAX_NAME_BYTES = 255

export interface Marker {
  alias: string
  /** Which run set it. */
  run: string
  /** Changes while that run lives. */
  beat: string
  /** The index is complete and verified, its target was taken away, and it only has to be put in its place. */
  isComplete: boolean
}

export interface RunIdentity {
  /** As it stands in the names of markers. */
  id: string
  /** GitHub's run, the same for every attempt; undefined elsewhere. */
  workflowRun: string | undefined
  attempt: number
}

/** @param env the runner's environment: GITHUB_RUN_ID and GITHUB_RUN_ATTEMPT where GitHub sets them */
export function identifyRun(env: NodeJS.ProcessEnv): RunIdentity {
  const workflowRun = /^\d+$/.test(env.GITHUB_RUN_ID ?? '') ? env.GITHUB_RUN_ID : undefined
  const attempt = Number.parseInt(env.GITHUB_RUN_ATTEMPT ?? '1', 10) || 1
  const id = `${workflowRun ?? 'local'}.${attempt}.${randomBytes(4).toString('hex')}`
  return { id, workflowRun, attempt }
}

/**
 * @returns a mark of a run for an index that an index beside it already has the name of the usual mark of; no two are
 * the same
 */
export function secondMarkerName(index: string, { id }: Pick<RunIdentity, 'id'>): string {
  return markerName(index, { id: id.replace(/[0-9a-f]{8}$/, randomBytes(4).toString('hex')) })
}

/** @returns the run that a name of a mark, or of an index beside its target, ends with; or '' */
export function runIn(name: string): string {
  return RUN_AT_END.exec(name)?.[1] ?? ''
}

/** @returns whether an index has the name of one that a swap has left beside another target than this */
export function isBesideAnother(index: string, target: string): boolean {
  const id = runIn(index)
  return id !== '' && markerName(target, { id }) !== index
}

/** A long name is cut, and told from others that begin alike by a hash: two indexes must not share an alias. */
export function markerName(index: string, run: Pick<RunIdentity, 'id'>): string {
  const suffix = `${SIGN}${run.id}`
  const room = MAX_NAME_BYTES - suffix.length
  if (Buffer.byteLength(index) <= room) return index + suffix
  const sign = `-${hash('sha256', index, 'hex').slice(0, 12)}`
  const characters = [...index]
  while (Buffer.byteLength(characters.join('')) > room - sign.length) characters.pop()
  return characters.join('') + sign + suffix
}

/** What an alias of a mark says when the index is complete, and all that there is: its target has been taken away. */
const COMPLETE = { index_routing: 'complete' }

/** The mark, as an alias in a request. */
export function markerAlias(alias: string, isComplete = false): Record<string, object> {
  return { [alias]: { is_hidden: true, search_routing: '1', ...(isComplete ? COMPLETE : {}) } }
}

/**
 * Finds the mark by all that the action gives it: the very name that it makes of this index and a run, hidden, a beat
 * for its search routing, whether it is complete for its index routing, and nothing else. A marked index is removed, and an alias of a user's own must never be one.
 * @param aliases of the index, as OpenSearch gives them
 */
export function markerAmong(index: string, aliases: Record<string, unknown>): Marker | undefined {
  for (const [alias, options] of Object.entries(aliases)) {
    const run = runIn(alias)
    if (run === '' || alias !== markerName(index, { id: run })) continue
    const { is_hidden, search_routing, index_routing, ...others } = (options ?? {}) as Record<string, unknown>
    if (is_hidden !== true || typeof search_routing !== 'string' || !/^\d+$/.test(search_routing)) continue
    if (Object.keys(others).length > 0) continue
    const isComplete = index_routing === COMPLETE.index_routing
    if (isComplete || index_routing === undefined) return { alias, run, beat: search_routing, isComplete }
  }
  return undefined
}

/** @returns whether the run that set the marker is surely over: an earlier attempt of this very workflow run. */
export function isEarlierAttempt(marker: Marker, run: RunIdentity): boolean {
  const [workflowRun, attempt] = marker.run.split('.')
  return run.workflowRun !== undefined && workflowRun === run.workflowRun && Number(attempt) < run.attempt
}

/**
 * Watches markers until one beats or none did for long enough.
 * @param read reads the markers anew, by index
 * @returns the indexes whose run is alive
 */
export async function watchMarkers(
  before: Map<string, Marker>,
  read: () => Promise<Map<string, Marker | undefined>>,
): Promise<Set<string>> {
  const alive = new Set<string>()
  const deadline = Date.now() + WATCH_MS
  while (Date.now() < deadline && alive.size < before.size) {
    await sleep(1000)
    const now = await read()
    for (const [index, marker] of before) {
      const current = now.get(index)
      // Gone: that run has just finished, or removed its work; either way it was alive.
      if (current?.alias !== marker.alias || current.beat !== marker.beat) alive.add(index)
    }
  }
  return alive
}

/** Of an index, or of a data stream. */
type Mark = { alias: string; isComplete: boolean } | { run: Pick<RunIdentity, 'id'> }

/** Keeps the markers of this run beating. */
export class Heart {
  private readonly markers = new Map<string, Mark>()
  private beats = 1
  private timer: NodeJS.Timeout | undefined
  private beating: Promise<unknown> = Promise.resolve()

  constructor(private readonly cluster: Cluster) {}

  /**
   * Begins to beat for an index that has been created with `alias`. Not before: a beat would put the mark on whatever
   * has that name.
   */
  begin(index: string, alias: string, isComplete = false): void {
    this.set(index, { alias, isComplete })
  }

  /** Begins to beat for a data stream that has the mark of a run. */
  beginDataStream(name: string, run: Pick<RunIdentity, 'id'>): void {
    this.set(name, { run })
  }

  private set(name: string, mark: Mark): void {
    this.markers.set(name, mark)
    this.timer ??= setInterval(() => this.beat(), BEAT_MS).unref()
  }

  /** Takes an index out of the beat. A beat under way is waited for, so that it cannot set the marker again. */
  async end(index: string): Promise<void> {
    this.markers.delete(index)
    if (this.markers.size === 0) {
      clearInterval(this.timer)
      this.timer = undefined
    }
    await this.beating
  }

  /** Takes the marker off: from now on the index is finished. */
  async takeOff(index: string): Promise<void> {
    const mark = this.markers.get(index)
    await this.end(index)
    if (!mark) return
    if ('run' in mark) return await unmarkDataStream(this.cluster, index)
    const { alias } = mark
    try {
      await this.cluster.client.indices.updateAliases({
        body: { actions: [{ remove: { index, alias, must_exist: true } }] },
      })
    } catch (error) {
      throw clusterError(error, `the mark of an unfinished restore could not be taken off index ${index}`)
    }
  }

  private beat(): void {
    this.beats++
    // Where the cluster is busy the next beat will do.
    const beats = [...this.markers].map(([index, marker]) => this.put(index, marker).catch(() => {}))
    this.beating = Promise.all([this.beating, ...beats])
  }

  private async put(index: string, mark: Mark) {
    if ('run' in mark) return await markDataStream(this.cluster, index, mark.run, this.beats)
    const { alias, isComplete } = mark
    const beat = { is_hidden: true, search_routing: String(this.beats), ...(isComplete ? COMPLETE : {}) }
    const add = { index, alias, ...beat }
    await this.cluster.client.indices.updateAliases({ body: { actions: [{ add }] } })
  }
}
