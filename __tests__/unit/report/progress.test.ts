import { describe, expect, it } from 'vitest'
import { Progress, type ProgressTotals } from '../../../src/report/index.js'

function started(...totals: ProgressTotals[]) {
  const lines: string[] = []
  const clock = { ms: 1000 }
  const progress = new Progress({ log: (line) => lines.push(line), now: () => clock.ms, totals })
  return { lines, clock, progress }
}

describe('progress', () => {
  it('says at most a line every 5 s, with what is done, the rates and what is left', () => {
    const totals = { documents: 100_000, bytes: 100_000_000 }
    const { lines, clock, progress } = started(totals)
    const step = progress.step('shop.orders', totals)
    for (let tick = 1; tick <= 12; tick += 1) {
      clock.ms += 1000
      step.update(tick * 5000, tick * 5_000_000)
    }
    expect(lines).toEqual([
      'data of shop.orders: 25 %, 25,000 of 100,000 documents, 5,000 documents/s, 5.0 MB/s, about 15.0 s left',
      'data of shop.orders: 50 %, 50,000 of 100,000 documents, 5,000 documents/s, 5.0 MB/s, about 10.0 s left',
    ])
  })

  it('shows a stall', () => {
    const totals = { documents: 10, bytes: 1000 }
    const { lines, clock, progress } = started(totals)
    const step = progress.step('a', totals)
    for (let tick = 1; tick <= 2; tick += 1) {
      clock.ms += 5000
      step.update(5, 500)
    }
    expect(lines[1]).toBe('data of a: 50 %, 5 of 10 documents, 0 documents/s, 0 B/s, about 10.0 s left')
  })

  it('is a line for all indexes together, those that have ended and those under way', () => {
    const totals = Array.from({ length: 1000 }, () => ({ documents: 10, bytes: 100 }))
    const { lines, clock, progress } = started(...totals)
    for (const each of totals.slice(0, 400)) {
      const step = progress.step('done', each)
      step.update(10, 100)
      step.end()
      step.update(9, 90)
      step.end()
    }
    const under = [
      progress.step('a', { documents: 10, bytes: 100 }),
      progress.step('b', totals[0] as ProgressTotals),
    ]
    clock.ms += 5000
    for (const step of under) step.update(5, 50)
    expect(lines).toEqual([
      '400 of 1,000 indexes loaded: 40 %, 4,005 of 10,000 documents, 801 documents/s, 8.0 kB/s, about 8.0 s left',
    ])
  })

  it('takes an index that failed for passed, so that what is left comes to an end', () => {
    const totals = { documents: 10, bytes: 100 }
    const { lines, clock, progress } = started(totals, totals)
    progress.step('a', totals).end()
    const step = progress.step('b', totals)
    clock.ms += 5000
    step.update(5, 50)
    expect(lines).toEqual([
      '1 of 2 indexes loaded: 75 %, 5 of 20 documents, 1 documents/s, 30 B/s, about 2.0 s left',
    ])
  })

  it.each([
    [{ documents: null, bytes: 1000 }, 250, '25 %, 5 documents, 1 documents/s, 50 B/s, about 15.0 s left'],
    [{ documents: 10, bytes: null }, null, '50 %, 5 of 10 documents, 1 documents/s, about 5.0 s left'],
    [{ documents: null, bytes: null }, null, '5 documents, 1 documents/s'],
    [{ documents: 4, bytes: 100 }, 250, '100 %, 5 of 4 documents, 1 documents/s, 50 B/s, about 0 ms left'],
  ])('makes do with totals %j', (totals, bytes, expected) => {
    const { lines, clock, progress } = started(totals)
    const step = progress.step('a', totals)
    clock.ms += 5000
    step.update(5, bytes)
    expect(lines).toEqual([`data of a: ${expected}`])
  })

  it('gives no time while nothing is done', () => {
    const totals = { documents: 10, bytes: null }
    const { lines, clock, progress } = started(totals)
    const step = progress.step('a', totals)
    clock.ms += 5000
    step.update(0, null)
    expect(lines).toEqual(['data of a: 0 %, 0 of 10 documents, 0 documents/s'])
  })
})
