import { type Fault, Refusal } from './faults.js'

/** What a match becomes: text as it is, and groups of the match by number or name. */
export type Replacement = readonly (string | { readonly group: number | string })[]

/** Names by OpenSearch's `rename_pattern` and `rename_replacement`: every match is replaced. */
export interface Rename {
  readonly pattern: RegExp
  readonly replacement: Replacement
}

/**
 * A regular expression, case-sensitive and unanchored as in OpenSearch. With the flag `u` what JavaScript does not know
 * of Java's expressions (`\Q`, `\A`) is refused; without it would stand for a letter.
 */
export function renamePattern(value: string): RegExp {
  try {
    return new RegExp(value, 'gu')
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    const reason = message.slice(message.lastIndexOf(': ') + 1).trim()
    throw new Refusal(
      `is not a regular expression (${reason})`,
      'Escape characters that stand for themselves with \\, such as \\. or \\(, and no others; (?i) and \\Q are of Java alone',
    )
  }
}

/**
 * Puts a pattern and its replacement together. GitHub does not tell an empty input from one that is not given, so that
 * a replacement cannot be empty.
 * @param pattern undefined where it is not given or no good
 * @param faults gets what is wrong with the two
 */
export function readRename(
  name: 'rename' | 'rename-alias',
  read: (name: string) => string,
  pattern: RegExp | undefined,
  faults: Fault[],
): Rename | undefined {
  const [patternInput, input] = [`${name}-pattern`, `${name}-replacement`]
  const value = read(input)
  if (read(patternInput) !== '' && value === '') {
    const fix = `Give both; to take text away, catch what stays: ${patternInput} ^old-(.+)$ and ${input} $1`
    faults.push({ input: patternInput, problem: `is given without ${input}`, fix })
  } else if (read(patternInput) === '' && value !== '') {
    faults.push({ input, problem: `is given without ${patternInput}`, fix: 'Give both, or neither' })
  }
  if (pattern === undefined || value === '') return undefined
  try {
    return Object.freeze({ pattern, replacement: Object.freeze(replacementOf(value, pattern)) })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    faults.push({ input, value, problem: error.problem, fix: error.fix })
    return undefined
  }
}

const REFERENCE = /\\(.)|\$(?:(\d)(\d*)|\{(\w+)\})|([\\$])/gsu

/**
 * Reads a replacement as Java's `replaceAll`: `$1` or `${name}` is a group, `$0` the whole match, `\$` a dollar. Of
 * `$12` as many digits count as there are groups.
 * @throws Refusal where it names a group that the pattern does not have
 */
export function replacementOf(value: string, pattern: RegExp): Replacement {
  const { count, names } = groupsOf(pattern)
  const parts: (string | { group: number | string })[] = []
  let end = 0
  for (const match of value.matchAll(REFERENCE)) {
    const [whole, escaped, first, more = '', name, stray] = match
    parts.push(value.slice(end, match.index))
    end = match.index + whole.length
    if (escaped !== undefined) parts.push(escaped)
    else if (stray !== undefined) throw noGroup(`a ${stray} that begins no group`)
    else if (name !== undefined) {
      if (!names.includes(name)) throw noGroup(`the group ${name}, which the pattern does not have`)
      parts.push({ group: name })
    } else {
      let group = Number(first)
      let taken = 0
      while (taken < more.length && group * 10 + Number(more[taken]) <= count) {
        group = group * 10 + Number(more[taken++])
      }
      if (group > count) throw noGroup(`the group ${group}, and the pattern has ${count}`)
      parts.push({ group }, more.slice(taken))
    }
  }
  return [...parts, value.slice(end)].filter((part) => part !== '')
}

function groupsOf({ source }: RegExp): { count: number; names: string[] } {
  // An alternative that matches nothing makes any expression match, with all its groups.
  const match = new RegExp(`${source}|`, 'u').exec('')
  return { count: (match?.length ?? 1) - 1, names: Object.keys(match?.groups ?? {}) }
}

function noGroup(what: string): Refusal {
  return new Refusal(
    `has ${what}`,
    'Write $1 for the first (…) of the pattern, $0 for the whole match, \\$ for a dollar',
  )
}
