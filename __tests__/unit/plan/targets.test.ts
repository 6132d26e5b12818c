import { describe, expect, it } from 'vitest'
import type { RestoreError } from '../../../src/errors.js'
import type { Rename } from '../../../src/inputs/index.js'
import { renamePattern, replacementOf } from '../../../src/inputs/rename.js'
import { renamed } from '../../../src/plan/rename.js'
import { nameTargets, renameWarnings } from '../../../src/plan/targets.js'

function renameOf(pattern: string, replacement: string): Rename {
  const expression = renamePattern(pattern)
  return { pattern: expression, replacement: replacementOf(replacement, expression) }
}

function faultOf(sources: string[], pattern: string, replacement: string): RestoreError {
  try {
    nameTargets(sources, renameOf(pattern, replacement))
  } catch (error) {
    return error as RestoreError
  }
  throw new Error('these names were accepted')
}

describe('renamed', () => {
  // What Java's String.replaceAll makes of them.
  it.each<[string, string, string, string]>([
    ['shop.orders', '(.+)', 'preview-$1', 'preview-shop.orders'],
    ['shop.orders', '(.*)', 'preview-$1', 'preview-shop.orderspreview-'],
    ['shop.orders', '^(.*)$', 'preview-$1', 'preview-shop.orders'],
    ['shop.orders', '^', 'x-', 'x-shop.orders'],
    ['a-b-c', '-', '_', 'a_b_c'],
    ['a-b-c', '[a-c]', '$0$0', 'aa-bb-cc'],
    ['logs-2026.01', '^(\\w+)-(\\d{4})\\.(\\d+)$', '$2-$3-$1', '2026-01-logs'],
    ['ab', '(a)(b)?', '$12', 'a2'],
    ['a', '(a)(b)?', '<$2>', '<>'],
    ['a', '(a)|(b)', '$2$1', 'a'],
    ['a', '(?<x>a)', `\${x}-\${x}`, 'a-a'],
    ['a', 'a', '\\$1', '$1'],
    ['a', 'a', '\\x', 'x'],
    ['a', '(a)', '$10', 'a0'],
    ['a', '((((((((((a))))))))))', '$10-$11', 'a-a1'],
    ['Shop', 'shop', 'x', 'Shop'],
    ['aXbX', 'X(?=b)', '-', 'a-bX'],
    // JavaScript's own signs mean nothing.
    ['a', 'a', '&b', '&b'],
  ])('%s by %s to %s is %s', (name, pattern, replacement, expected) => {
    const rename = renameOf(pattern, replacement)
    expect(renamed(name, rename)).toBe(expected)
    expect(renamed(name, rename)).toBe(expected)
  })
})

describe('nameTargets', () => {
  it('keeps names where nothing is renamed, also bad ones: those fail with their index', () => {
    expect(nameTargets(['a', 'B'], undefined)).toEqual(['a', 'B'])
    expect(nameTargets(['a', 'B'], renameOf('a', 'c'))).toEqual(['c', 'B'])
  })

  it('tells two that would have one name, with both', () => {
    const fault = faultOf(['shop-1', 'shop-2', 'logs'], '-\\d$', '-x')
    expect(fault.code).toBe('NAMES_CLASH')
    expect(fault.message).toBe('These names cannot be:\n- indexes shop-1, shop-2 would all become "shop-x"')
    expect(fault.hint).toContain('Nothing was written')
  })

  it('tells one that takes the name of another that keeps it', () => {
    expect(faultOf(['old', 'new'], '^old$', 'new').message).toContain(
      'indexes old, new would all become "new"',
    )
  })

  it('lets two change places', () => {
    expect(nameTargets(['a-b', 'b-a'], renameOf('^(.)-(.)$', '$2-$1'))).toEqual(['b-a', 'a-b'])
  })

  it('tells names that OpenSearch refuses, all of them', () => {
    const fault = faultOf(['a', 'b'], '(.)', 'X-$1')
    expect(fault.code).toBe('INDEX_NAME_INVALID')
    expect(fault.message).toContain('- index a: "X-a" is no name for an index: it has upper-case letters')
    expect(fault.message).toContain('- index b: "X-b"')
    expect(faultOf(['a'], 'a', '-').message).toContain('it begins with -')
    expect(faultOf(['a'], 'a', ':').message).toContain('it has the character ":"')
  })

  it('shows ten of many', () => {
    const many = Array.from({ length: 25 }, (_, i) => `i${i}`)
    expect(faultOf(many, '^', '_').message.split('\n')).toHaveLength(12)
    expect(faultOf(many, '^', '_').message).toMatch(/- and 15 more$/)
  })
})

describe('renameWarnings', () => {
  it('are none where something matches, even if nothing changes', () => {
    expect(renameWarnings(['a', 'b'], renameOf('a', 'a'))).toEqual([])
    expect(renameWarnings(['a'], undefined)).toEqual([])
    expect(renameWarnings([], renameOf('a', 'b'))).toEqual([])
  })

  it('name the indexes that no pattern matches', () => {
    expect(renameWarnings(['a', 'b'], renameOf('x', 'y'))).toEqual([
      '`rename-pattern` matches none of the indexes: a, b keep their names.',
    ])
  })

  it('tell of the empty match at the end that (.*) has', () => {
    const [warning] = renameWarnings(['shop'], renameOf('(.*)', 'x-$1'))
    expect(warning).toContain('it becomes x-shopx-.')
    expect(renameWarnings(['shop'], renameOf('^(.*)$', 'x-$1'))).toEqual([])
    expect(renameWarnings(['shop'], renameOf('$', '-x'))).toEqual([])
  })
})
