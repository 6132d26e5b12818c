import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Bodies, type BodiesOptions } from '../../../../src/engines/native/bodies.js'
import { type Body, type Operation, sizeOf } from '../../../../src/engines/native/body.js'
import type { Sender } from '../../../../src/engines/native/sender.js'
import { Tally } from '../../../../src/engines/native/tally.js'
import { documentOf } from './documents.js'

const turn = () => new Promise((resolve) => setImmediate(resolve))

/** Takes bodies as the sender does, and settles them after some turns. */
class SlowSender {
  readonly sent: string[] = []
  readonly lengths: number[] = []
  most = 0
  mostBytes = 0
  private inFlight = new Set<Body>()
  private reason: unknown

  constructor(
    public bodyBytes: number,
    private readonly turns: (number: number) => number = () => 1,
  ) {}

  async send(body: Body): Promise<void> {
    this.requireGoing()
    this.inFlight.add(body)
    this.most = Math.max(this.most, this.inFlight.size)
    const bytes = [...this.inFlight].reduce((sum, one) => sum + one.bytes.buffer.byteLength, 0)
    this.mostBytes = Math.max(this.mostBytes, bytes)
    const before = body.content().toString()
    for (let i = this.turns(this.lengths.length); i > 0; i--) await turn()
    // Nobody else may have written into it.
    expect(body.content().toString()).toBe(before)
    this.sent.push(...Array.from({ length: body.documents }, (_, place) => body.document(place).id))
    this.lengths.push(body.length)
    this.inFlight.delete(body)
  }

  stop(reason: unknown): void {
    this.reason ??= reason
  }

  requireGoing(): void {
    if (this.reason) throw this.reason
  }
}

function bodiesOf(sender: object, options: Partial<BodiesOptions>) {
  const tally = new Tally()
  const bodies = new Bodies({
    sender: sender as Sender,
    tally,
    concurrency: 2,
    bodyBytes: 200,
    requestLimit: 1000,
    operation: 'index',
    ready: Promise.resolve(),
    ...options,
  })
  return { bodies, tally }
}

/** @param sizes of the sources' text */
const documentsOf = (sizes: number[]) =>
  sizes.map((size, i) => documentOf({ _id: `d${i}`, _source: { x: 'x'.repeat(size) } }, i))

describe('Bodies', () => {
  it('sends each document once, in bodies no larger than asked for, no more at a time than allowed', async () => {
    const setting = fc.record({
      sizes: fc.array(fc.nat({ max: 300 }), { maxLength: 40 }),
      concurrency: fc.integer({ min: 1, max: 4 }),
      bodyBytes: fc.integer({ min: 1, max: 400 }),
      requestLimit: fc.integer({ min: 1, max: 400 }),
      operation: fc.constantFrom<Operation>('index', 'delete'),
      turns: fc.array(fc.nat({ max: 4 }), { minLength: 1 }),
    })
    await fc.assert(
      fc.asyncProperty(setting, async ({ sizes, turns, ...options }) => {
        const { bodyBytes, concurrency, operation, requestLimit } = options
        const sender = new SlowSender(bodyBytes, (number) => turns[number % turns.length] ?? 0)
        const { bodies, tally } = bodiesOf(sender, options)
        const documents = documentsOf(sizes)
        for (const document of documents) await bodies.add(document)
        await bodies.flush()
        await bodies.settled()

        const isTooLarge = (i: number) => sizeOf(documents[i] as never, operation) > requestLimit
        const ids = documents.map((_, i) => `d${i}`)
        expect(sender.sent.toSorted()).toEqual(ids.filter((_, i) => !isTooLarge(i)).toSorted())
        expect(tally.rejections().map(({ id }) => id)).toEqual(ids.filter((_, i) => isTooLarge(i)))
        const largest = Math.max(0, ...documents.map((one) => sizeOf(one, operation)))
        for (const length of sender.lengths) {
          expect(length).toBeLessThanOrEqual(requestLimit)
          expect(length).toBeLessThanOrEqual(Math.max(bodyBytes, largest))
        }
        expect(sender.most).toBeLessThanOrEqual(concurrency)
        expect(sender.mostBytes).toBeLessThanOrEqual(Math.max((concurrency + 1) * bodyBytes, largest))
      }),
      { numRuns: 300 },
    )
  })

  it('fills bodies as far as documents fit', async () => {
    const sender = new SlowSender(200)
    const { bodies } = bodiesOf(sender, {})
    const documents = documentsOf(Array.from({ length: 30 }, () => 10))
    const size = sizeOf(documents[0] as never, 'index')
    for (const document of documents.slice(0, 10)) await bodies.add(document)
    await bodies.flush()
    await bodies.settled()
    expect(sender.lengths).toHaveLength(Math.ceil(10 / Math.floor(200 / size)))
  })

  it('packs smaller bodies once the sender has learned that they are too large', async () => {
    const sender = new SlowSender(200)
    const { bodies } = bodiesOf(sender, {})
    const documents = documentsOf(Array.from({ length: 12 }, () => 10))
    for (const [i, document] of documents.entries()) {
      if (i === 6) sender.bodyBytes = 100
      await bodies.add(document)
    }
    await bodies.flush()
    await bodies.settled()
    expect(Math.max(...sender.lengths)).toBeGreaterThan(100)
    expect(sender.lengths.at(-1)).toBeLessThanOrEqual(100)
    expect(sender.sent).toHaveLength(12)
  })

  it('says of a document that no request can carry how large it is, and may be', async () => {
    const { bodies, tally } = bodiesOf(new SlowSender(200), { requestLimit: 300 })
    const [document] = documentsOf([400])
    await bodies.add(document as never)
    await bodies.flush()
    await bodies.settled()
    const reason = `${sizeOf(document as never, 'index')} bytes, and the cluster takes 300 in one request (http.max_content_length)`
    expect(tally.rejections()).toEqual([{ id: 'd0', status: 413, reason, file: 'data.json', line: 1 }])
  })

  it('sends nothing before it may', async () => {
    const { promise: ready, resolve: begin } = Promise.withResolvers<void>()
    const sender = new SlowSender(200)
    const { bodies } = bodiesOf(sender, { ready, concurrency: 1 })
    const adding = (async () => {
      for (const document of documentsOf([100, 100, 100])) await bodies.add(document)
      await bodies.flush()
    })()
    for (let i = 0; i < 10; i++) await turn()
    expect(sender.sent).toEqual([])
    begin()
    await adding
    await bodies.settled()
    expect(sender.sent).toEqual(['d0', 'd1', 'd2'])
  })

  it('fails where nothing may be sent at all, and sends nothing', async () => {
    const refused = new Error('the index cannot be created')
    const ready = turn().then(() => Promise.reject(refused))
    const sender = new SlowSender(200)
    const { bodies } = bodiesOf(sender, { ready })
    for (const document of documentsOf(Array(20).fill(100))) await bodies.add(document)
    await bodies.flush()
    await expect(bodies.settled()).rejects.toBe(refused)
    expect(sender.sent).toEqual([])
    expect(() => sender.requireGoing()).toThrow(refused)
  })

  it('stops with the first fault, and does not hang', async () => {
    const fault = new Error('refused')
    class Faulty extends SlowSender {
      override async send(body: Body): Promise<void> {
        await super.send(body)
        if (this.lengths.length === 3) throw fault
      }
    }
    const sender = new Faulty(200)
    const { bodies } = bodiesOf(sender, {})
    for (const document of documentsOf(Array(40).fill(100))) await bodies.add(document)
    await bodies.flush()
    await expect(bodies.settled()).rejects.toBe(fault)
    expect(sender.sent.length).toBeLessThan(6)
  })
})
