import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import {
  type BulkAnswer,
  type BulkItem,
  bulk,
  type Cluster,
  clusterError,
  hintFor,
} from '../../cluster/index.js'
import { RestoreError } from '../../errors.js'
import type { Body } from './body.js'
import type { Link } from './link.js'
import type { RequestPool, Went } from './pool.js'
import type { Tally } from './tally.js'

export interface SenderOptions {
  cluster: Cluster
  pool: RequestPool
  link: Link
  /** The index, for people. */
  index: string
  /** Index or alias to write to. */
  writeTo: string
  tally: Tally
  /** Milliseconds that a cluster may give no answer before the load fails. */
  patienceMs: number
  /** @returns bytes that are still to be read of the index */
  left(): number
  onProgress(): void
  /** The machine's, unless a test has its own. */
  clock?: Clock
}

export interface Clock {
  /** Milliseconds. */
  now(): number
  /** Ends early where it is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

export const CLOCK: Clock = {
  now: Date.now,
  sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => {}),
}

/** A cluster that has too much to do takes something now and then; one that takes nothing for so long is stuck. */
const BUSY_PATIENCE_MS = 300_000
const pack = promisify(gzip)
/** Packs four times as fast as usual, and to hardly more. */
const FASTEST = { level: constants.Z_BEST_SPEED }
const MIN_ATTEMPTS = 3
/** A busy cluster is helped by nothing smaller, and takes in smaller requests far less. */
const LEAST_BODY_BYTES = 256 * 1024
const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 10_000

/** Sends bodies until every document in them is in the index or rejected for good. */
export class Sender {
  /** Bytes that a body may have: less than at first where the cluster said that they are too large. */
  bodyBytes: number
  private readonly stopped = new AbortController()
  /** When the cluster took a document of this index last. */
  private lastProgress = 0
  private readonly clock: Clock

  constructor(
    private readonly options: SenderOptions,
    bodyBytes: number,
  ) {
    this.bodyBytes = bodyBytes
    this.clock = options.clock ?? CLOCK
  }

  /** No request is begun any more. */
  stop(reason: unknown): void {
    this.stopped.abort(reason)
  }

  get isStopped(): boolean {
    return this.stopped.signal.aborted
  }

  /** @throws what it was stopped with first */
  requireGoing(): void {
    this.stopped.signal.throwIfAborted()
  }

  /**
   * @param places of the documents in the body; or all
   * @throws RestoreError where no retry helps or none has helped for long enough; what `stop` was given
   */
  async send(body: Body, places: number[] = [...Array(body.documents).keys()]): Promise<void> {
    const { pool, left } = this.options
    let waiting = places
    let failingSince: number | undefined
    for (let attempt = 1; ; attempt++) {
      const answer = await pool.run(left(), async () => {
        // It may have waited for long.
        this.stopped.signal.throwIfAborted()
        const result = await this.request(body, waiting)
        return { went: wentOf(result), result }
      })
      const unsettled = this.settle(answer, body, waiting)
      if (unsettled.length === 0) return
      if (unsettled.length < waiting.length) {
        attempt = 1
        failingSince = undefined
      }
      waiting = unsettled
      if (waiting.length > 1 && this.isTooMuch(answer, attempt)) {
        const least = answer.kind === 'too-large' ? 1 : LEAST_BODY_BYTES
        return await this.sendHalves(body, waiting, least)
      }
      failingSince ??= this.clock.now()
      this.requirePatience(answer, attempt, failingSince)
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS)
      await this.clock.sleep(pause * (0.5 + Math.random() / 2), this.stopped.signal)
    }
  }

  private async request(body: Body, places: number[]): Promise<BulkAnswer> {
    const { cluster, writeTo, index, link } = this.options
    const content = places.length === body.documents ? body.content() : body.content(places)
    // A late request of a killed run must not make an index of that name once the mark is gone.
    const target = { index: writeTo, requireAlias: writeTo !== index }
    if (link.isSlow)
      return await bulk(cluster, { ...target, body: await pack(content, FASTEST), encoding: 'gzip' })
    const began = Date.now()
    const answer = await bulk(cluster, { ...target, body: content, encoding: undefined })
    if ('took' in answer) link.note(content.length, Date.now() - began, answer.took)
    return answer
  }

  /** @returns the places of the documents that have to be sent again */
  private settle(answer: BulkAnswer, body: Body, places: number[]): number[] {
    const { tally } = this.options
    switch (answer.kind) {
      case 'created':
        this.requireAnswers(answer.operations, places)
        tally.indexed += places.length
        this.progressed()
        return []
      case 'items':
        return this.settleItems(answer.items, body, places)
      case 'too-large':
        if (places.length > 1) return places
        tally.reject(
          body.document(places[0] as number),
          answer.status,
          this.tooLarge(body, places, answer.reason),
        )
        this.progressed()
        return []
      case 'refused':
        throw this.refusal(answer.error, body, places)
      default:
        return places
    }
  }

  private settleItems(items: BulkItem[], body: Body, places: number[]): number[] {
    const { tally } = this.options
    this.requireAnswers(items.length, places)
    const again: number[] = []
    places.forEach((place, i) => {
      const item = items[i] as BulkItem
      if (isBlocked(item)) throw this.blockedBy(item)
      if (isRetried(item)) again.push(place)
      else if (body.operation === 'delete') this.requireDeleted(item)
      else if (item.status >= 300) tally.reject(body.document(place), item.status, item.reason)
      else {
        tally.indexed++
        if (item.status === 200) tally.updated++
      }
    })
    if (again.length < places.length) this.progressed()
    return again
  }

  private requireAnswers(answered: number, { length }: number[]): void {
    if (answered === length) return
    throw new RestoreError(
      'ENGINE_FAILED',
      `the cluster answered for ${answered} of ${length} documents of index ${this.options.index}`,
      { hint: 'Look at what lies between this runner and the cluster: it changes requests or answers.' },
    )
  }

  /** What is not there any more, as after a request whose answer was lost, is as good as deleted. */
  private requireDeleted(item: BulkItem): void {
    if (item.status >= 300 && !isAbsent(item)) throw this.blockedBy(item)
  }

  private progressed(): void {
    this.lastProgress = this.clock.now()
    this.options.pool.lastTaken = this.lastProgress
    this.options.onProgress()
  }

  /** Alone in flight and still refused: then it is the size of the body that is more than the cluster can take. */
  private isTooMuch(answer: BulkAnswer, attempt: number): boolean {
    if (answer.kind === 'too-large') return true
    return answer.kind === 'busy' && attempt >= MIN_ATTEMPTS && this.options.pool.width === 1
  }

  /** @param least bytes that the bodies that come may have in any case */
  private async sendHalves(body: Body, places: number[], least: number): Promise<void> {
    const middle = Math.ceil(places.length / 2)
    const bytes = places.reduce((sum, place) => sum + body.size(place), 0)
    this.bodyBytes = Math.min(this.bodyBytes, Math.max(Math.ceil(bytes / 2), least))
    await this.send(body, places.slice(0, middle))
    await this.send(body, places.slice(middle))
  }

  /** @param failingSince when this body was refused first, or something of it taken last */
  private requirePatience(answer: BulkAnswer, attempt: number, failingSince: number): void {
    const isLost = answer.kind === 'lost'
    const patience = isLost ? this.options.patienceMs : BUSY_PATIENCE_MS
    // A busy cluster may be taking documents of other indexes, which go first.
    const lastTaken = isLost ? this.lastProgress : this.options.pool.lastTaken
    const waited = this.clock.now() - Math.max(failingSince, lastTaken)
    if (attempt < MIN_ATTEMPTS || waited < patience) return
    const { index } = this.options
    const reason = reasonIn(answer)
    throw isLost
      ? new RestoreError(
          'CLUSTER_UNREACHABLE',
          `the cluster was lost while index ${index} was loaded: ${reason}`,
          {
            hint: 'Check cluster and network, then run again; a larger `wait-timeout` waits longer for it.',
          },
        )
      : new RestoreError(
          'ENGINE_FAILED',
          `the cluster took no document of index ${index} for ${Math.round(waited / 1000)} s: ${reason}`,
          { hint: hintFor(reason) ?? 'Look at the health of the cluster, then run this again.' },
        )
  }

  private tooLarge(body: Body, [place = 0]: number[], reason: string): string {
    return `a request with this one document, ${body.size(place)} bytes, is more than the cluster takes: ${reason}`
  }

  private blockedBy({ reason }: BulkItem): RestoreError {
    const { index } = this.options
    return new RestoreError('CLUSTER_REFUSED', `the cluster refuses to write to index ${index}: ${reason}`, {
      hint: hintFor(reason) ?? 'Give this user the rights that the README lists under Rights.',
    })
  }

  private refusal(error: unknown, body: Body, places: number[]): RestoreError {
    const first = body.document(places[0] as number)
    const last = body.document(places.at(-1) as number)
    const where = `${first.file.name}, line ${first.line} to ${last.file.name}, line ${last.line}`
    return clusterError(error, `documents of index ${this.options.index} (${where}) were refused`)
  }
}

/** A block that comes and goes with the cluster's start is none that stays. */
function isBlocked(item: BulkItem): boolean {
  const { status, isBlocked } = item
  return (
    (isBlocked && status !== 503) || status === 401 || status === 403 || (status === 404 && !isAbsent(item))
  )
}

/** To delete a document that is not there is no error. */
function isAbsent({ status, reason }: BulkItem): boolean {
  return status === 404 && reason === ''
}

function isRetried({ status, isBlocked }: BulkItem): boolean {
  return status === 503 || (status === 429 && !isBlocked)
}

function wentOf(answer: BulkAnswer): Went {
  if (answer.kind === 'created') return 'well'
  if (answer.kind === 'items') return answer.items.some(isRetried) ? 'busy' : 'well'
  return answer.kind === 'busy' ? 'busy' : 'otherwise'
}

function reasonIn(answer: BulkAnswer): string {
  if (answer.kind === 'items') return answer.items.find(isRetried)?.reason ?? ''
  return 'reason' in answer ? answer.reason : ''
}
