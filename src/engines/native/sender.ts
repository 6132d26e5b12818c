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
import { isAbsent, isBlocked, isRetried, reasonIn, wentOf } from './answers.js'
import type { Body } from './body.js'
import { CLOCK, type Clock } from './clock.js'
import type { Link } from './link.js'
import { Patience } from './patience.js'
import type { RequestPool } from './pool.js'
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

const pack = promisify(gzip)
/** Packs four times as fast as usual, and to hardly more. */
const FASTEST = { level: constants.Z_BEST_SPEED }
/** A busy cluster is helped by nothing smaller, and takes in smaller requests far less. */
const LEAST_BODY_BYTES = 256 * 1024

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
    const { pool, left, index, patienceMs } = this.options
    const patience = new Patience(index, patienceMs, () => this.clock.now())
    let waiting = places
    for (;;) {
      const answer = await pool.run(left(), async () => {
        // It may have waited for long.
        this.stopped.signal.throwIfAborted()
        const result = await this.request(body, waiting)
        return { went: wentOf(result), result }
      })
      const unsettled = this.settle(answer, body, waiting)
      if (unsettled.length === 0) return
      if (unsettled.length < waiting.length) patience.renew()
      patience.fail(answer)
      waiting = unsettled
      if (waiting.length > 1 && this.isTooMuch(answer, patience)) {
        const least = answer.kind === 'too-large' ? 1 : LEAST_BODY_BYTES
        return await this.sendHalves(body, waiting, least)
      }
      patience.require({
        reason: reasonIn(answer),
        where: this.where(body, waiting),
        indexTookAt: this.lastProgress,
        anyTookAt: pool.lastTaken,
      })
      await this.clock.sleep(patience.pause(), this.stopped.signal)
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
      else if (item.status === 409 && body.operation === 'create') {
        tally.indexed++
        tally.conflicts++
      } else if (item.status >= 300) tally.reject(body.document(place), item.status, item.reason)
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
  private isTooMuch(answer: BulkAnswer, { isWorn }: Patience): boolean {
    if (answer.kind === 'too-large') return true
    return answer.kind === 'busy' && isWorn && this.options.pool.width === 1
  }

  /** @param least bytes that the bodies that come may have in any case */
  private async sendHalves(body: Body, places: number[], least: number): Promise<void> {
    const middle = Math.ceil(places.length / 2)
    const bytes = places.reduce((sum, place) => sum + body.size(place), 0)
    this.bodyBytes = Math.min(this.bodyBytes, Math.max(Math.ceil(bytes / 2), least))
    await this.send(body, places.slice(0, middle))
    await this.send(body, places.slice(middle))
  }

  private tooLarge(body: Body, [place = 0]: number[], reason: string): string {
    return `a request with this one document, ${body.size(place)} bytes, is more than the cluster takes: ${reason}`
  }

  private blockedBy({ reason }: BulkItem): RestoreError {
    const { index } = this.options
    return new RestoreError('CLUSTER_REFUSED', `the cluster refuses to write to index ${index}: ${reason}`, {
      hint: hintFor(reason) ?? 'Give this user the rights that docs/PERMISSIONS.md lists.',
    })
  }

  private where(body: Body, places: number[]): string {
    const first = body.document(places[0] as number)
    const last = body.document(places.at(-1) as number)
    return `${first.file.name}, line ${first.line} to ${last.file.name}, line ${last.line}`
  }

  private refusal(error: unknown, body: Body, places: number[]): RestoreError {
    const where = this.where(body, places)
    return clusterError(error, `documents of index ${this.options.index} (${where}) were refused`)
  }
}
