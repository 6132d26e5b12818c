import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fits } from '../../../src/inputs/globs.js'

describe('fits', () => {
  it('is as the regular expression that says the same', () => {
    const letters = fc
      .array(fc.constantFrom('a', 'b', '.', '*', '+'), { maxLength: 8 })
      .map((all) => all.join(''))
    fc.assert(
      fc.property(letters, letters, (glob, text) => {
        const parts = glob.split('*').map((part) => part.replace(/[.+]/g, '\\$&'))
        expect(fits(glob, text)).toBe(new RegExp(`^${parts.join('.*')}$`, 's').test(text))
      }),
      { numRuns: 2000 },
    )
  })

  it('comes to an end on a name of a megabyte', () => {
    expect(fits('*a*a*a*a*a*b', 'a'.repeat(1_000_000))).toBe(false)
    expect(fits('*a*a*a*a*a*', 'a'.repeat(1_000_000))).toBe(true)
  })
})
