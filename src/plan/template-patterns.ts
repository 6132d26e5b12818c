import type { NameTemplate } from '../cluster/index.js'

/** No name that an index may have is longer. */
const LONGEST = 255

/** @returns whether both would be for some name, so that their priorities have to differ */
export function areRivals(one: NameTemplate, other: NameTemplate): boolean {
  if (one.priority !== other.priority) return false
  return one.patterns.some((pattern) => other.patterns.some((rival) => haveCommonName(pattern, rival)))
}

/** @returns whether there is a text that fits both globs, in which `*` stands for any characters */
export function haveCommonName(one: string, other: string): boolean {
  if (one.length > LONGEST || other.length > LONGEST) return false
  const [start = '', begin = ''] = [one.split('*')[0], other.split('*')[0]]
  if (!start.startsWith(begin) && !begin.startsWith(start)) return false
  // From the ends: whether what is left of the one, from a place on, has a text in common with each rest of the other.
  let below: boolean[] = []
  for (let i = one.length; i >= 0; i--) {
    const row: boolean[] = []
    for (let j = other.length; j >= 0; j--) {
      if (i === one.length && j === other.length) row[j] = true
      else if (one[i] === '*') row[j] = below[j] === true || row[j + 1] === true
      else if (other[j] === '*') row[j] = row[j + 1] === true || below[j] === true
      else row[j] = one[i] === other[j] && i < one.length && below[j + 1] === true
    }
    below = row
  }
  return below[0] === true
}
