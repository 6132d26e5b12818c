import { describe, expect, it } from 'vitest'
import { outputsOf } from '../../../src/report/index.js'
import { failedIndexOf, indexOf, resultOf } from './results.js'

describe('the outputs', () => {
  it('are those of the contract', () => {
    expect(outputsOf(resultOf(), '/tmp/report.json')).toEqual({
      status: 'restored',
      indices: JSON.stringify([
        {
          name: 'shop.orders',
          source: 'shop.orders',
          action: 'created',
          status: 'ok',
          documents: { dump: 12_345, indexed: 12_345, rejected: 0, cluster: 12_345 },
        },
      ]),
      documents: '12345',
      rejected: '0',
      verified: 'true',
      'duration-ms': '12340',
      report: '/tmp/report.json',
      'cluster-version': '3.7.0',
      'elasticdump-version': '6.110.0',
    })
  })

  it('have an empty version of a cluster that was not reached', () => {
    expect(outputsOf(resultOf({ cluster: null }), '')['cluster-version']).toBe('')
  })

  it('stay within the limit with 20,000 indexes, and keep the failed ones in their place', () => {
    const indices = Array.from({ length: 20_000 }, (_, n) =>
      n % 1000 === 500 ? failedIndexOf('x', { name: `index-${n}` }) : indexOf({ name: `index-${n}` }),
    )
    const outputs = outputsOf(resultOf({ status: 'failed', indices }), '/tmp/report.json')
    const names = namesOf(outputs.indices)

    expect((outputs.indices ?? '').length * 2).toBeLessThanOrEqual(900_000)
    expect(Object.values(outputs).join('').length * 2).toBeLessThan(1_000_000)
    expect(names.length).toBeGreaterThan(2000)
    expect(names.slice(0, 3)).toEqual(['index-0', 'index-1', 'index-2'])
    expect(names.filter((name) => name.endsWith('500'))).toHaveLength(20)
    expect(names.at(-1)).toBe('index-19500')
  })

  it('stay within the limit even if everything failed', () => {
    const indices = Array.from({ length: 20_000 }, (_, n) => failedIndexOf('x', { name: `index-${n}` }))
    const { indices: json = '' } = outputsOf(resultOf({ status: 'failed', indices }), '')
    expect(json.length * 2).toBeLessThanOrEqual(900_000)
    expect(namesOf(json)[0]).toBe('index-0')
  })
})

function namesOf(json = '[]'): string[] {
  return JSON.parse(json).map(({ name }: { name: string }) => name)
}
