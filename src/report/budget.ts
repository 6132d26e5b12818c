import { code, fitting, type Line } from './markdown.js'
import { formatCount } from './numbers.js'

const KIB = 1024
const NAMES_SHOWN = 10
/** A list of more lines is folded away. */
const LINES_SHOWN = 10

// GitHub drops a summary of over 1,024 KiB whole. These shares come to less than 960 KiB, which leaves what is of few
// lines more than enough within the 1,000 KiB that renderSummary promises.
/** KiB that each part of the summary may take. */
export const SHARES = {
  table: 300,
  changes: 100,
  mappings: 20,
  failures: 180,
  checks: 100,
  rejections: 100,
  warnings: 40,
  leftOut: 20,
  types: 20,
  extras: 40,
  files: 30,
}

/** @returns lines under a heading, folded away where they are many; empty if there are none */
export function section(title: string, lines: readonly Line[], kib: number, what: string): string {
  if (lines.length === 0) return ''
  if (lines.length > LINES_SHOWN)
    return folded(`${title} (${formatCount(lines.length)})`, fitted(lines, kib, what))
  return `### ${title}\n\n${fitted(lines, kib, what).join('\n')}`
}

/** @returns lines folded away, whatever their number; empty if there are none */
export function details(title: string, lines: readonly Line[], kib: number): string {
  return lines.length === 0 ? '' : folded(title, fitted(lines, kib, 'line'))
}

/** @param title Markdown is not read in it: it is HTML @param lines Markdown */
export function folded(title: string, lines: readonly string[]): string {
  return `<details><summary>${title}</summary>\n\n${lines.join('\n')}\n\n</details>`
}

/** @returns the lines that fit, with a sentence about those that do not */
export function fitted(lines: readonly Line[], kib: number, what: string): string[] {
  const { lines: kept, left } = fitting(lines, kib * KIB)
  return left === 0 ? kept : [...kept, '', moreRows(left, what)]
}

/** @returns the sentence under rows that did not all fit. */
export function moreRows(left: number, one: string, many = `${one}s`, failed = 0): string {
  const what = left === 1 ? `${one}** is` : `${many}** are`
  const ofThem = failed === 0 ? '' : `, ${formatCount(failed)} of them failed`
  return `**${formatCount(left)} more ${what} left out here${ofThem}; the JSON report has everything.`
}

/** @returns ten names as code, and how many more there are */
export function shortened(names: readonly string[]): string {
  return andMore(
    names.slice(0, NAMES_SHOWN).map((name) => code(name)),
    names.length,
  )
}

/** @param shown Markdown of the first ones @param all how many there are */
export function andMore(shown: readonly string[], all: number): string {
  const more = all - shown.length
  return [...shown, ...(more === 0 ? [] : [`and ${formatCount(more)} more`])].join(', ')
}
