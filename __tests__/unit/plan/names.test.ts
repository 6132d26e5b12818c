import { describe, expect, it } from 'vitest'
import { indexNameFault } from '../../../src/plan/index.js'

describe('indexNameFault', () => {
  it.each([
    'shop',
    'shop.orders-2026.01.04-at-06.54',
    'a',
    '.kibana',
    '0',
    'größe',
    'a+b_c',
    '商品',
    'x'.repeat(255),
    '..a',
    'a@b=(c)',
  ])('lets %s pass', (name) => {
    expect(indexNameFault(name)).toBeUndefined()
  })

  it.each<[string, RegExp]>([
    ['', /empty or dots/],
    ['.', /empty or dots/],
    ['..', /empty or dots/],
    ['_all', /begins with _/],
    ['-a', /begins with -/],
    ['+a', /begins with \+/],
    ['Shop', /upper-case/],
    ['GRÖSSE', /upper-case/],
    ['x'.repeat(256), /longer than 255 bytes/],
    ['ü'.repeat(128), /longer than 255 bytes/],
    ...[...'\\/*?"<>| ,#:'].map((c): [string, RegExp] => [`a${c}b`, /has the character/]),
  ])('refuses %j', (name, reason) => {
    const fault = indexNameFault(name)
    expect(fault?.code).toBe('INDEX_NAME_INVALID')
    expect(fault?.message).toMatch(reason)
    expect(fault?.message).toContain(JSON.stringify(name))
    expect(fault?.hint?.includes('in lower case')).toBe(/upper/.test(fault?.message ?? ''))
  })
})
