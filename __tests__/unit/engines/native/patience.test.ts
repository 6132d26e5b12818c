import { describe, expect, it } from 'vitest'
import type { BulkAnswer } from '../../../../src/cluster/index.js'
import { Patience } from '../../../../src/engines/native/patience.js'

const LOST: BulkAnswer = { kind: 'lost', reason: 'ECONNREFUSED' }
const BUSY: BulkAnswer = { kind: 'busy', reason: 'circuit_breaking_exception: too much' }
const LOST_S = 60
const BUSY_S = 300

/** A request that fails now and then, by a clock in seconds. */
function failing() {
  let second = 0
  const patience = new Patience('i', LOST_S * 1000, () => second * 1000)
  /** @param taken when the cluster took something last, seconds */
  const fail = (at: number, answer: BulkAnswer, taken: { ofIndex?: number; ofAny?: number } = {}) => {
    second = at
    patience.fail(answer)
    const { ofIndex = 0, ofAny = 0 } = taken
    const reason = 'reason' in answer ? answer.reason : ''
    const times = { indexTookAt: ofIndex * 1000, anyTookAt: ofAny * 1000 }
    patience.require({ reason, where: 'x.json, line 7', ...times })
  }
  return { patience, fail }
}

describe('Patience', () => {
  it('ends with a cluster that has been away for long', () => {
    const { fail } = failing()
    for (const at of [0, 10, 40, LOST_S - 1]) fail(at, LOST)
    expect(() => fail(LOST_S, LOST)).toThrow('the cluster was lost while index i was loaded: ECONNREFUSED')
  })

  it('goes on while other requests for the index are answered', () => {
    const { fail } = failing()
    for (const at of [0, 10, 90, 200]) fail(at, LOST, { ofIndex: at - 5 })
    expect(() => fail(270, LOST, { ofIndex: 200 })).toThrow('lost')
  })

  it('ends with a cluster that takes nothing, and says which documents it did not take', () => {
    const { fail } = failing()
    for (const at of [0, 10, 100, BUSY_S - 1]) fail(at, BUSY)
    expect(() => fail(BUSY_S, BUSY)).toThrow(
      'took no document of index i (x.json, line 7) for 300 s: circuit_breaking_exception',
    )
  })

  it('goes on while a busy cluster takes documents of any index', () => {
    const { fail } = failing()
    for (const at of [0, 100, 1000, 5000]) fail(at, BUSY, { ofAny: at - 200 })
    expect(() => fail(5100, BUSY, { ofAny: 4800 })).toThrow('took no document')
  })

  it('does not take for lost what was busy for long and dropped a connection', () => {
    const { fail } = failing()
    for (const at of [0, 50, 100, 150]) fail(at, BUSY)
    fail(155, LOST)
    fail(155 + LOST_S - 1, LOST)
    expect(() => fail(155 + LOST_S, LOST)).toThrow('lost')
  })

  it('ends where the cluster is lost and busy in turn', () => {
    const { fail } = failing()
    for (let at = 0; at < BUSY_S; at += 10) fail(at, at % 20 ? LOST : BUSY)
    expect(() => fail(BUSY_S, BUSY)).toThrow('took no document')
  })

  it('has at least three attempts, however long each takes', () => {
    const { fail } = failing()
    fail(0, LOST)
    fail(1000, LOST)
    expect(() => fail(2000, LOST)).toThrow('lost')
  })

  it('begins anew once something was taken', () => {
    const { patience, fail } = failing()
    for (const at of [0, 20, 50]) fail(at, LOST)
    expect(patience.isWorn).toBe(true)
    patience.renew()
    expect(patience.isWorn).toBe(false)
    for (const at of [70, 90, 120]) fail(at, LOST)
  })

  it('pauses twice as long each time, up to ten seconds, and by chance up to half as long', () => {
    const { patience } = failing()
    const due = [100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000]
    for (const ms of due) {
      patience.fail(BUSY)
      const pause = patience.pause()
      expect(pause).toBeGreaterThanOrEqual(ms / 2)
      expect(pause).toBeLessThanOrEqual(ms)
    }
  })
})
