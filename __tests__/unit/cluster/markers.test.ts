import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  identifyRun,
  isEarlierAttempt,
  type Marker,
  markerAlias,
  markerAmong,
  markerName,
  watchMarkers,
} from '../../../src/cluster/markers.js'

vi.mock('node:timers/promises', () => ({
  setTimeout: (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)),
}))

const github = (attempt: string) => identifyRun({ GITHUB_RUN_ID: '17123456789', GITHUB_RUN_ATTEMPT: attempt })
const markerOf = (run: string, beat = '1'): Marker => ({
  alias: `shop--restoring-${run}`,
  run,
  beat,
  isComplete: false,
})

describe('identifyRun', () => {
  it('knows a run of GitHub, and its attempt', () => {
    expect(github('3')).toMatchObject({ workflowRun: '17123456789', attempt: 3 })
    expect(github('3').id).toMatch(/^17123456789\.3\.[0-9a-f]{8}$/)
    expect(github('3').id).not.toBe(github('3').id)
  })

  it.each<[string, NodeJS.ProcessEnv]>([
    ['nothing', {}],
    ['empty values', { GITHUB_RUN_ID: '', GITHUB_RUN_ATTEMPT: '' }],
    ['what is no number', { GITHUB_RUN_ID: '../x', GITHUB_RUN_ATTEMPT: 'y' }],
  ])('makes do with %s', (_, env) => {
    const run = identifyRun(env)
    expect(run).toMatchObject({ workflowRun: undefined, attempt: 1 })
    expect(run.id).toMatch(/^local\.1\.[0-9a-f]{8}$/)
  })
})

describe('markerName', () => {
  it('is a name that OpenSearch takes, for any index, and tells the run', () => {
    const name = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 255 }),
      fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 62 })).map(([a, n]) => 'a'.repeat(a) + '😀'.repeat(n)),
    )
    fc.assert(
      fc.property(name, (index) => {
        const run = github('12')
        const marker = markerName(index, run)
        expect(Buffer.byteLength(marker)).toBeLessThanOrEqual(255)
        expect(marker.isWellFormed()).toBe(true)
        expect(markerAmong(index, markerAlias(marker))).toEqual({
          alias: marker,
          run: run.id,
          beat: '1',
          isComplete: false,
        })
      }),
    )
  })

  it('is another one for each of two long names that begin alike', () => {
    const run = github('1')
    const names = ['a', 'b'].map((end) => `${'x'.repeat(240)}${end}`)
    expect(new Set(names.map((name) => markerName(name, run))).size).toBe(2)
  })

  it('has the whole name of the index where there is room', () => {
    const run = github('1')
    expect(markerName('shop.orders', run)).toBe(`shop.orders--restoring-${run.id}`)
  })
})

describe('markerAmong', () => {
  const alias = 'shop--restoring-17.1.0123abcd'
  const options = { is_hidden: true, search_routing: '4' }

  it('finds the marker and its beat', () => {
    const found = markerAmong('shop', { current: {}, [alias]: options })
    expect(found).toEqual({ alias, run: '17.1.0123abcd', beat: '4', isComplete: false })
  })

  it('finds whether the index is complete', () => {
    const found = markerAmong('shop', { [alias]: { ...options, index_routing: 'complete' } })
    expect(found).toEqual({ alias, run: '17.1.0123abcd', beat: '4', isComplete: true })
  })

  it.each<[string, Record<string, unknown>]>([
    ['no alias', {}],
    ['an alias of the kind', { 'shop--restoring-old': options, 'shop--restoring-2024.01.01': options }],
    ['an alias that is not hidden', { [alias]: { search_routing: '4' } }],
    ['an alias without options', { [alias]: {} }],
    ['an alias that is nothing', { [alias]: null }],
    ['an alias without a beat', { [alias]: { is_hidden: true } }],
    ['an alias with another routing', { [alias]: { ...options, search_routing: 'a' } }],
    ['an alias with a routing for both', { [alias]: { ...options, index_routing: '4' } }],
    ['an alias with a filter', { [alias]: { ...options, filter: { match_all: {} } } }],
    ['the mark of another index', { 'shops--restoring-17.1.0123abcd': options }],
    ['a mark with more behind it', { [`${alias}-x`]: options }],
  ])('takes %s for none', (_, aliases) => {
    expect(markerAmong('shop', aliases)).toBeUndefined()
  })
})

describe('isEarlierAttempt', () => {
  it.each<[string, string, boolean]>([
    ['17123456789.1.ab', '2', true],
    ['17123456789.9.ab', '10', true],
    ['17123456789.2.ab', '2', false],
    ['17123456789.3.ab', '2', false],
    ['17123456780.1.ab', '2', false],
    ['local.1.ab', '2', false],
    ['', '2', false],
  ])('of run %s and attempt %s: %s', (run, attempt, earlier) => {
    expect(isEarlierAttempt(markerOf(run), github(attempt))).toBe(earlier)
  })

  it('is never sure outside of GitHub', () => {
    expect(isEarlierAttempt(markerOf('local.0.ab'), identifyRun({}))).toBe(false)
    expect(isEarlierAttempt(markerOf('undefined.0.ab'), identifyRun({}))).toBe(false)
  })
})

describe('watchMarkers', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  /** @param at what there is after so many seconds */
  async function watch(before: [string, Marker][], at: (second: number) => [string, Marker | undefined][]) {
    const start = Date.now()
    const reads = vi.fn(async () => new Map(at((Date.now() - start) / 1000)))
    const watching = watchMarkers(new Map(before), reads)
    await vi.advanceTimersByTimeAsync(60_000)
    return { alive: [...(await watching)], reads: reads.mock.calls.length }
  }

  it('asks nothing where there is nothing to watch', async () => {
    expect(await watch([], () => [])).toEqual({ alive: [], reads: 0 })
  })

  it('takes a run for dead that does not beat for twelve seconds', async () => {
    const still: [string, Marker][] = [['shop', markerOf('17.1.ab')]]
    expect(await watch(still, () => still)).toEqual({ alive: [], reads: 12 })
  })

  it('is done when every run has beaten', async () => {
    const before: [string, Marker][] = [['shop', markerOf('17.1.ab')]]
    const { alive, reads } = await watch(before, (second) => [
      ['shop', markerOf('17.1.ab', second < 3 ? '1' : '2')],
    ])
    expect(alive).toEqual(['shop'])
    expect(reads).toBe(3)
  })

  it.each<[string, Marker | undefined]>([
    ['is gone', undefined],
    ['is another run’s', markerOf('18.1.cd')],
  ])('takes a run for alive whose marker %s', async (_, marker) => {
    const before: [string, Marker][] = [['shop', markerOf('17.1.ab')]]
    expect((await watch(before, () => [['shop', marker]])).alive).toEqual(['shop'])
    expect((await watch(before, () => (marker ? [['shop', marker]] : []))).alive).toEqual(['shop'])
  })

  it('tells the living from the dead', async () => {
    const before: [string, Marker][] = [
      ['dead', markerOf('17.1.ab')],
      ['alive', markerOf('18.1.cd')],
    ]
    const { alive, reads } = await watch(before, (second) => [
      ['dead', markerOf('17.1.ab')],
      ['alive', markerOf('18.1.cd', String(second))],
    ])
    expect(alive).toEqual(['alive'])
    expect(reads).toBe(12)
  })

  it('fails where the cluster does', async () => {
    const watching = watchMarkers(new Map([['shop', markerOf('17.1.ab')]]), async () => {
      throw new Error('gone')
    })
    const failed = expect(watching).rejects.toThrow('gone')
    await vi.advanceTimersByTimeAsync(2000)
    await failed
  })
})
