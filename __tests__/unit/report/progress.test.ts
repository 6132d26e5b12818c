import { describe, expect, it } from 'vitest'
import { Progress } from '../../../src/report/index.js'

function started() {
  const lines: string[] = []
  const clock = { ms: 1000 }
  const progress = new Progress({ log: (line) => lines.push(line), now: () => clock.ms })
  return { lines, clock, progress }
}

describe('progress', () => {
  it('says at most a line every 5 s, with what is done, the rate and what is left', () => {
    const { lines, clock, progress } = started()
    const step = progress.step('shop.orders', { documents: 100_000, bytes: 100_000_000 })
    for (let tick = 1; tick <= 12; tick += 1) {
      clock.ms += 1000
      step.update(tick * 5000, tick * 5_000_000)
    }
    expect(lines).toEqual([
      'data of shop.orders: 25,000 of 100,000 documents, 5.0 MB/s, 75,000 left, about 15.0 s',
      'data of shop.orders: 50,000 of 100,000 documents, 5.0 MB/s, 50,000 left, about 10.0 s',
    ])
  })

  it('shows a stall', () => {
    const { lines, clock, progress } = started()
    const step = progress.step('a', { documents: 10, bytes: 1000 })
    clock.ms += 5000
    step.update(5, 500)
    clock.ms += 5000
    step.update(5, 500)
    expect(lines[1]).toBe('data of a: 5 of 10 documents, 0 B/s, 5 left, about 10.0 s')
  })

  it('has steps that do not silence each other, and that end', () => {
    const { lines, clock, progress } = started()
    const [a, b] = ['a', 'b'].map((index) => progress.step(index, { documents: 2, bytes: 20 }))
    clock.ms += 5000
    a?.update(1, 10)
    b?.update(1, 10)
    a?.end()
    clock.ms += 5000
    a?.update(2, 20)
    expect(lines.map((line) => line.slice(0, 9))).toEqual(['data of a', 'data of b'])
  })

  it.each([
    [{ documents: null, bytes: 1000 }, 250, 'data of a: 5 documents, 50 B/s, about 15.0 s left'],
    [{ documents: 10, bytes: null }, null, 'data of a: 5 of 10 documents, 5 left, about 5.0 s'],
    [{ documents: null, bytes: null }, null, 'data of a: 5 documents'],
    [{ documents: 4, bytes: 100 }, 250, 'data of a: 5 of 4 documents, 50 B/s, 0 left, about 0 ms'],
  ])('makes do with totals %j', (totals, bytes, expected) => {
    const { lines, clock, progress } = started()
    const step = progress.step('a', totals)
    clock.ms += 5000
    step.update(5, bytes)
    expect(lines).toEqual([expected])
  })

  it('gives no time while nothing is done, and runs no command of the runner', () => {
    const { lines, clock, progress } = started()
    const step = progress.step('::error::\n##[error]', { documents: 10, bytes: null })
    clock.ms += 5000
    step.update(0, null)
    expect(lines).toEqual(['data of ::error:: ## [error]: 0 of 10 documents, 10 left'])
  })
})
