import { describe, expect, it } from 'vitest'
import type { Dump } from '../../../src/dump/index.js'
import { RestoreError } from '../../../src/errors.js'
import { requireIndices } from '../../../src/plan/index.js'

const file = { path: '/dump/x', name: 'x', bytes: 1 }
const dump: Dump = {
  path: '/dump',
  indices: [
    { name: 'shop.orders', files: { data: [file], mapping: [file] } },
    { name: 'shop.people', files: { mapping: [file] } },
    { name: 'cluster', files: { template: [file] } },
  ],
  ignored: [],
}

function missing(expectIndices: string[], types: 'all' | 'data'[] | 'mapping'[] = 'all'): string[] {
  try {
    requireIndices(dump, { expectIndices, types })
  } catch (error) {
    if (!(error instanceof RestoreError) || error.code !== 'DUMP_INDEX_MISSING') throw error
    return error.message.split('\n').slice(1)
  }
  return []
}

describe('requireIndices', () => {
  it('takes names and globs that an index with data fits', () => {
    expect(missing([])).toEqual([])
    expect(missing(['shop.orders', 'shop.*', '*', 'shop*orders'])).toEqual([])
  })

  it('names all that are missing, with what is near', () => {
    expect(missing(['shop.order', 'shop.orders', 'shop.order-*', 'Shop.orders'])).toEqual([
      "- shop.order (did you mean 'shop.orders'?)",
      '- shop.order-*',
      "- Shop.orders (did you mean 'shop.orders'?)",
    ])
  })

  it('asks for a data file where data is restored', () => {
    expect(missing(['shop.p*'])).toEqual(['- shop.p*: without a data file: shop.people'])
    expect(missing(['shop.people'], ['data'])).toHaveLength(1)
    expect(missing(['shop.people'], ['mapping'])).toEqual([])
  })

  it('takes templates for no index', () => {
    expect(missing(['cluster'], ['mapping'])).toEqual(['- cluster'])
  })
})
