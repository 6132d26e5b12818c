/** A mapping of 100,000 fields has 12 MB, and a cluster takes 1,000 fields unless it is told otherwise. */
export const MAX_METADATA_BYTES = 32 * 1024 * 1024
/** Of objects, lists and dotted names together; a mapping may be 20 fields deep unless the cluster is told otherwise. */
const MAX_DEPTH = 500
/** Of all values together. Settings are worked on by their whole names, and many may share a long one. */
const MAX_WEIGHT = 256 * 1024 * 1024
/** What a value takes, whatever its name is. */
const VALUE_WEIGHT = 100

const QUOTE = 0x22
const BACKSLASH = 0x5c

/**
 * Looks at the JSON text of a metadata file before it is parsed: from a few megabytes, packed to a few kilobytes, it could
 * make values that fill the memory, or that are too deep to be walked through.
 * @param text JSON, or not: what is wrong with it is for the parser to say
 * @returns what is too much, or undefined
 */
export function beyondBounds(text: string): string | undefined {
  /** By level: how deep it is, and how long the name up to there. */
  const levels: { depth: number; length: number }[] = []
  let at = { depth: 0, length: 0 }
  let key = { depth: 0, length: 0 }
  let weight = 0
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === QUOTE) {
      const end = stringEnd(text, i)
      key = { depth: 0, length: end - i }
      if (text.charCodeAt(nextAfter(text, end)) === 0x3a) {
        for (let k = i; k < end; k++) if (text.charCodeAt(k) === 0x2e) key.depth++
        if (at.depth + key.depth > MAX_DEPTH) return tooDeep()
      } else weight += at.length + VALUE_WEIGHT
      i = end - 1
    } else if (c === 0x7b || c === 0x5b) {
      levels.push(at)
      at = { depth: at.depth + key.depth + 1, length: at.length + key.length }
      key = { depth: 0, length: 0 }
      if (at.depth > MAX_DEPTH) return tooDeep()
      weight += at.length + VALUE_WEIGHT
    } else if (c === 0x7d || c === 0x5d) at = levels.pop() ?? at
    else if (c === 0x2c) {
      key = { depth: 0, length: 0 }
      weight += at.length + VALUE_WEIGHT
    }
    if (weight > MAX_WEIGHT) return 'it holds too many values, or too long names of them'
  }
  return undefined
}

function tooDeep(): string {
  return `its objects, lists and dotted names go deeper than ${MAX_DEPTH}`
}

function stringEnd(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === BACKSLASH) i++
    else if (c === QUOTE) return i + 1
  }
  return text.length
}

function nextAfter(text: string, from: number): number {
  let i = from
  while (i < text.length && text.charCodeAt(i) <= 0x20) i++
  return i
}
