import { Body, type Operation, sizeOf } from './body.js'
import { Budget } from './budget.js'
import type { ByteDocument } from './document.js'
import type { Sender } from './sender.js'
import type { Tally } from './tally.js'

export interface BodiesOptions {
  sender: Sender
  tally: Tally
  /** Bodies on their way at the most. */
  concurrency: number
  /** Bytes of a body. */
  bodyBytes: number
  /** Bytes that the cluster takes in one request. */
  requestLimit: number
  operation: Operation
  /** Nothing is sent before. */
  ready: Promise<unknown>
}

/** Packs documents into bodies, and has them sent while the next is packed. */
export class Bodies {
  private body: Body | undefined
  private readonly sending = new Set<Promise<void>>()
  /** One body is packed while the others are on their way. */
  private readonly budget: Budget
  private readonly spare: Buffer[] = []

  constructor(private readonly options: BodiesOptions) {
    this.budget = new Budget((options.concurrency + 1) * options.bodyBytes)
  }

  /** @returns something to wait for, where documents come faster than they can be sent */
  add(document: ByteDocument): Promise<void> | undefined {
    if (this.body?.add(document)) return undefined
    return this.addToNext(document)
  }

  /** Sends what has not been sent yet, when there is room for one more on its way. */
  async flush(): Promise<void> {
    const { body } = this
    if (!body) return
    this.body = undefined
    while (this.sending.size >= this.options.concurrency) await Promise.race(this.sending)
    this.dispatch(body)
  }

  /** Waits until everything is settled. @throws what stopped the sender */
  async settled(): Promise<void> {
    await this.options.ready
    await Promise.all(this.sending)
    this.options.sender.requireGoing()
  }

  private async addToNext(document: ByteDocument): Promise<void> {
    const { operation, requestLimit, tally } = this.options
    const size = sizeOf(document, operation)
    if (size > requestLimit) {
      tally.rejectUnsent(
        document,
        413,
        `${size} bytes, and the cluster takes ${requestLimit} in one request (http.max_content_length)`,
      )
      return
    }
    await this.flush()
    this.body = new Body(await this.room(size), operation)
    this.body.add(document)
  }

  /** @param least bytes that there has to be room for */
  private async room(least: number): Promise<Buffer> {
    const { bodyBytes, requestLimit, sender } = this.options
    const bytes = Math.max(least, bodyBytes)
    await this.budget.take(bytes)
    const buffer = (bytes === bodyBytes && this.spare.pop()) || Buffer.allocUnsafeSlow(bytes)
    return buffer.subarray(0, Math.max(least, Math.min(sender.bodyBytes, requestLimit)))
  }

  private dispatch(body: Body): void {
    const { ready, sender } = this.options
    const sending = ready
      .then(() => sender.send(body))
      .catch((error: unknown) => sender.stop(error))
      .finally(() => {
        this.sending.delete(sending)
        this.giveBack(body)
      })
    this.sending.add(sending)
  }

  private giveBack({ bytes }: Body): void {
    const whole = Buffer.from(bytes.buffer)
    if (whole.length === this.options.bodyBytes) this.spare.push(whole)
    this.budget.give(whole.length)
  }
}
