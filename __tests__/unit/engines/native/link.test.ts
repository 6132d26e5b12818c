import { describe, expect, it } from 'vitest'
import { Link } from '../../../../src/engines/native/link.js'

const MB = 1_000_000

function after(requests: [bytes: number, ms: number, took: number][]): boolean {
  const link = new Link()
  for (const request of requests) link.note(...request)
  return link.isSlow
}

describe('Link', () => {
  it.each<[string, [number, number, number][], boolean]>([
    ['nothing yet', [], false],
    ['a loopback under load', Array(20).fill([5 * MB, 1150, 1000]), false],
    ['four requests at 80 ms a million bytes', Array(4).fill([5 * MB, 1400, 1000]), true],
    ['three of them', Array(3).fill([5 * MB, 1400, 1000]), false],
    ['a slow cluster behind a quick link', Array(20).fill([5 * MB, 60_000, 59_900]), false],
    ['a cluster far away, and little to send', Array(20).fill([MB / 10, 400, 10]), false],
    [
      'now and then one that is held up',
      Array(5)
        .fill([
          [5 * MB, 9000, 100],
          [5 * MB, 9000, 100],
          [5 * MB, 9000, 100],
          [5 * MB, 200, 100],
        ])
        .flat(),
      false,
    ],
  ])('%s', (_, requests, isSlow) => {
    expect(after(requests)).toBe(isSlow)
  })

  it('stays slow, as packed requests are quick', () => {
    const link = new Link()
    for (let i = 0; i < 4; i++) link.note(MB, 100, 0)
    for (let i = 0; i < 9; i++) link.note(MB, 1, 0)
    expect(link.isSlow).toBe(true)
  })
})
