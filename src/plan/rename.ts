import type { Rename } from '../inputs/index.js'

/** @returns the name with every match replaced; a group that took no part in a match is the empty text */
export function renamed(name: string, { pattern, replacement }: Rename): string {
  return name.replace(pattern, (...match: unknown[]) => {
    const names = (match.at(-1) ?? {}) as Record<string, string | undefined>
    const groupOf = (group: number | string) => (typeof group === 'number' ? match[group] : names[group])
    return replacement.map((part) => (typeof part === 'string' ? part : (groupOf(part.group) ?? ''))).join('')
  })
}

/** @returns whether the pattern is found in the name at all, whatever becomes of it */
export function isMatched(name: string, { pattern }: Rename): boolean {
  return name.search(pattern) !== -1
}

/** @returns whether the empty text after a match is a match too: `(.*)` matches every name twice, in Java as well */
export function isMatchedAgainAtEnd(name: string, { pattern }: Rename): boolean {
  const matches = [...name.matchAll(pattern)]
  return matches.length > 1 && matches.at(-1)?.[0] === '' && matches.at(-1)?.index === name.length
}
