// An index that a restore has begun and not finished carries a hidden alias, so that a killed run's wreck can be told
// from a finished index, and a wreck from the work of a run that is alive: that one's alias changes every few seconds.
import { hash, randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from './connect.js'
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

/** The mark, as an alias in the request that creates the index. */
export function markerAlias(alias: string): Record<string, object> {
  return { [alias]: { is_hidden: true, search_routing: '1' } }
}

/**
 * Finds the mark by all that the action gives it: the very name that it makes of this index and a run, hidden, a beat
 * for its search routing, and nothing else. A marked index is removed, and an alias of a user's own must never be one.
 * @param aliases of the index, as OpenSearch gives them
 */
export function markerAmong(index: string, aliases: Record<string, unknown>): Marker | undefined {
  for (const [alias, options] of Object.entries(aliases)) {
    const run = RUN_AT_END.exec(alias)?.[1]
    if (run === undefined || alias !== markerName(index, { id: run })) continue
    const { is_hidden, search_routing, ...others } = (options ?? {}) as Record<string, unknown>
    if (is_hidden !== true || typeof search_routing !== 'string' || !/^\d+$/.test(search_routing)) continue
    if (Object.keys(others).length === 0) return { alias, run, beat: search_routing }
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

/** Keeps the markers of this run beating. */
export class Heart {
  private readonly markers = new Map<string, string>()
  private beats = 1
  private timer: NodeJS.Timeout | undefined
  private beating: Promise<unknown> = Promise.resolve()

  constructor(private readonly cluster: Cluster) {}

  /**
   * Begins to beat for an index that has been created with `alias`. Not before: a beat would put the mark on whatever
   * has that name.
   */
  begin(index: string, alias: string): void {
    this.markers.set(index, alias)
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
    const alias = this.markers.get(index)
    await this.end(index)
    if (alias === undefined) return
    try {
      await this.cluster.client.indices.updateAliases({ body: { actions: [{ remove: { index, alias } }] } })
    } catch (error) {
      throw clusterError(error, `the mark of an unfinished restore could not be taken off index ${index}`)
    }
  }

  private beat(): void {
    this.beats++
    const beats = [...this.markers].map(([index, alias]) =>
      this.cluster.client.indices
        .updateAliases({
          body: { actions: [{ add: { index, alias, is_hidden: true, search_routing: String(this.beats) } }] },
        })
        // The cluster is busy: the next beat will do.
        .catch(() => {}),
    )
    this.beating = Promise.all([this.beating, ...beats])
  }
}
