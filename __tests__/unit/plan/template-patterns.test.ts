import { expect, it } from 'vitest'
import { fits } from '../../../src/inputs/index.js'
import { areRivals, haveCommonName } from '../../../src/plan/template-patterns.js'

/** @returns every text of up to so many of these letters */
function texts(letters: string, length: number): string[] {
  if (length === 0) return ['']
  const shorter = texts(letters, length - 1)
  const longest = shorter.filter((text) => text.length === length - 1)
  return [...shorter, ...longest.flatMap((text) => [...letters].map((letter) => text + letter))]
}

it('knows whether two globs have a name in common: as a look at every name says', () => {
  const globs = texts('ab*', 3)
  const names = texts('ab', 6)
  for (const one of globs)
    for (const other of globs) {
      const isCommon = names.some((name) => fits(one, name) && fits(other, name))
      expect(haveCommonName(one, other), `${one} and ${other}`).toBe(isCommon)
    }
})

it('is not kept busy by patterns that no name fits', () => {
  expect(haveCommonName('a*'.repeat(100_000), '*a'.repeat(100_000))).toBe(false)
})

it('takes templates of the same priority alone for rivals', () => {
  const template = (priority: number, ...patterns: string[]) => ({
    name: 't',
    patterns,
    priority,
    isOfDataStreams: false,
  })
  expect(areRivals(template(1, 'x', 'logs-*'), template(1, '*-app'))).toBe(true)
  expect(areRivals(template(1, 'x', 'logs-*'), template(2, '*-app'))).toBe(false)
  expect(areRivals(template(1, 'x', 'logs-*'), template(1, 'shop-*'))).toBe(false)
})
