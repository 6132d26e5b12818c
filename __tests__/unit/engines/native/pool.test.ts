import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RequestPool, type Went } from '../../../../src/engines/native/pool.js'

const turn = () => new Promise((resolve) => setImmediate(resolve))
type End = Went | 'error'

/** A pool whose requests end when a test says so. */
class Requests {
  /** In the order in which they began. */
  readonly begun: number[] = []
  readonly settled: Promise<unknown>[] = []
  most = 0
  private readonly flying: ((end: End) => void)[] = []

  constructor(readonly pool: RequestPool) {}

  get inFlight(): number {
    return this.flying.length
  }

  ask(left: number): void {
    const request = this.pool.run(left, async () => {
      // Whatever was in flight before, this one has begun within what is allowed.
      expect(this.inFlight).toBeLessThan(this.pool.width)
      this.begun.push(left)
      const end = await new Promise<End>((resolve) => this.flying.push(resolve))
      if (end === 'error') throw new Error('broken')
      return { went: end, result: left }
    })
    this.most = Math.max(this.most, this.inFlight)
    this.settled.push(request.catch((error: Error) => error))
  }

  /** Ends the request that began first of those in flight, or the one at a place. */
  async end(how: End, place = 0): Promise<void> {
    this.flying.splice(place, 1)[0]?.(how)
    await turn()
    this.most = Math.max(this.most, this.inFlight)
  }

  async endAll(how: End): Promise<void> {
    for (let count = this.inFlight; count > 0; count--) await this.end(how)
  }
}

function requests(size: number, asked: number): Requests {
  const all = new Requests(new RequestPool(size))
  for (let i = 0; i < asked; i++) all.ask(0)
  return all
}

describe('RequestPool', () => {
  it('has never more in flight than it may, loses no permit, and begins all that is asked for', async () => {
    const step = fc.oneof(
      fc.record({ ask: fc.nat({ max: 5 }) }),
      fc.record({ end: fc.constantFrom<End>('well', 'well', 'busy', 'otherwise', 'error'), place: fc.nat() }),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }),
        fc.array(step, { maxLength: 60 }),
        async (size, steps) => {
          const all = requests(size, 0)
          for (const next of steps) {
            if ('ask' in next) all.ask(next.ask)
            else if (all.inFlight > 0) await all.end(next.end, next.place % all.inFlight)
            await turn()
            expect(all.inFlight).toBeLessThanOrEqual(size)
            expect(all.pool.width).toBeGreaterThanOrEqual(1)
            expect(all.pool.width).toBeLessThanOrEqual(size)
            const waiting = all.settled.length - all.begun.length
            if (waiting > 0) expect(all.inFlight).toBeGreaterThanOrEqual(all.pool.width)
          }
          while (all.inFlight > 0) await all.end('well')
          expect(all.begun).toHaveLength(all.settled.length)
          await Promise.all(all.settled)
        },
      ),
    )
  })

  it('hands on what the request gave, and what it threw', async () => {
    const pool = new RequestPool(1)
    expect(await pool.run(0, async () => ({ went: 'well', result: 'r' }))).toBe('r')
    expect(await pool.run(0, async () => ({ went: 'busy', result: 's' }))).toBe('s')
    const broken = new Error('broken')
    await expect(pool.run(0, () => Promise.reject(broken))).rejects.toBe(broken)
    await expect(
      pool.run(0, () => {
        throw broken
      }),
    ).rejects.toBe(broken)
    expect(await pool.run(0, async () => ({ went: 'well', result: 't' }))).toBe('t')
  })

  it('begins first what has most left, and of equals what was asked for first', async () => {
    const all = requests(1, 1)
    for (const left of [3, 9, 9.5, 1, 9]) all.ask(left)
    while (all.inFlight > 0) await all.end('well')
    expect(all.begun).toEqual([0, 9.5, 9, 9, 3, 1])
  })

  it('halves once for all that were in flight together', async () => {
    const all = requests(8, 16)
    expect(all.inFlight).toBe(8)
    await all.endAll('busy')
    expect(all.pool.width).toBe(4)
    expect(all.inFlight).toBe(4)
    await all.endAll('busy')
    expect(all.pool.width).toBe(2)
    expect(all.inFlight).toBe(2)
    await all.endAll('busy')
    await all.endAll('busy')
    expect(all.pool.width).toBe(1)
    expect(all.inFlight).toBe(1)
  })

  it('takes a push of a request that began before the last one for the same push', async () => {
    const all = requests(4, 6)
    await all.end('busy')
    expect(all.pool.width).toBe(2)
    await all.end('busy')
    await all.end('busy')
    expect(all.pool.width).toBe(2)
    // The fourth is the last of the first push, the fifth the first of what came after.
    await all.end('busy')
    expect(all.pool.width).toBe(2)
    await all.end('busy')
    expect(all.pool.width).toBe(1)
  })

  it('rises by about one for each time that all went well, up to its size', async () => {
    const all = requests(6, 100)
    await all.endAll('busy')
    expect(all.pool.width).toBe(3)
    const widths: number[] = []
    for (let i = 0; i < 40; i++) {
      await all.end('well')
      widths.push(all.pool.width)
    }
    expect(widths.slice(0, 3)).toEqual([3, 3, 3])
    expect(widths.indexOf(4)).toBe(3)
    expect(widths.indexOf(5)).toBeGreaterThanOrEqual(3 + 4)
    expect(widths.indexOf(6)).toBeGreaterThanOrEqual(3 + 4 + 5)
    expect(widths.at(-1)).toBe(6)
    expect(all.inFlight).toBe(6)
  })

  it.each<End>(['error', 'otherwise'])('neither rises nor falls by what tells nothing: %s', async (end) => {
    const all = requests(4, 20)
    await all.endAll('busy')
    await all.endAll(end)
    expect(all.pool.width).toBe(2)
    expect(all.inFlight).toBe(2)
  })
})
