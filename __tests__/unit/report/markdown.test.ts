import { describe, expect, it } from 'vitest'
import { clip, code, fitting, safeInLog, text } from '../../../src/report/markdown.js'

describe('code', () => {
  it.each([
    ['shop.orders-2026_01', '`shop.orders-2026_01`'],
    ['a < b & @c', '`a < b & @c`'],
    ['a`b', '<code>a&#96;b</code>'],
    ['a|b', '<code>a&#124;b</code>'],
    [' a', '<code> a</code>'],
    ['a\r\n\tb', '`a   b`'],
    ['', '–'],
    ['\n', '–'],
  ])('shows %j as %s', (value, expected) => {
    expect(code(value)).toBe(expected)
  })
})

describe('text', () => {
  it.each([
    ['mapper_parsing_exception: failed', 'mapper_parsing_exception: failed'],
    ['_a_ a__b', '\\_a\\_ a\\_\\_b'],
    ['[x](y) **z** ~~q~~', '\\[x\\](y) \\*\\*z\\*\\* \\~\\~q\\~\\~'],
    ['<img> & "q"', '&lt;img&gt; &amp; &quot;q&quot;'],
    ['a\\|b', 'a&#92;&#124;b'],
    ['&#64;x', '&amp;\\#64;x'],
    ['- item', '&#45; item'],
    ['12. item', '&#49;2. item'],
    ['1.2.3', '1.2.3'],
    ['12 items', '12 items'],
    ['@octocat', '@&#8203;octocat'],
    ['  a \n b  ', 'a b'],
    ['a\u202eb\ud800\u0000', 'a\u{fffd}b\u{fffd}\u{fffd}'],
    ['', '–'],
  ])('shows %j as %s', (value, expected) => {
    expect(text(value)).toBe(expected)
  })
})

it('clips by code points', () => {
  expect(clip('🔎🔎🔎', 3)).toBe('🔎🔎🔎')
  expect(clip('🔎🔎🔎', 2)).toBe('🔎…')
  expect(clip('🔎'.repeat(100), 2)).toBe('🔎…')
})

it('takes whole lines only, and renders no more of them than it needs', () => {
  const lines = ['é', 'é', 'a'].map((line) => () => line)
  expect(fitting(lines, 6)).toEqual({ lines: ['é', 'é'], left: 1 })
  expect(fitting(lines, 5)).toEqual({ lines: ['é'], left: 2 })

  let rendered = 0
  fitting(
    Array(10).fill(() => `${rendered++}`),
    2,
  )
  expect(rendered).toBe(2)
})

it.each([
  ['::error::x', ': :error::x'],
  ['\u2003 ::stop-commands::x', '  : :stop-commands::x'],
  ['a\n::error::x', 'a ::error::x'],
  [':: a', ': : a'],
  ['a##[error]x', 'a## [error]x'],
])('%j is no command in the log', (given, shown) => {
  expect(safeInLog(given)).toBe(shown)
})
