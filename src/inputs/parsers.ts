import { DUMP_TYPES, type DumpType } from '../dump/index.js'
import { Refusal } from './faults.js'
import { didYouMean } from './suggest.js'

/** Environment variables, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Text of one input to its value; throws a {@link Refusal}. */
export type Parser<T> = (value: string, env: Environment) => T

/** An input without a default: undefined where it is not given. */
export function optional<T>(parse: Parser<T>): Parser<T | undefined> {
  return (value, env) => (value === '' ? undefined : parse(value, env))
}

export function text(value: string): string {
  return value
}

/** A password as it is, spaces included; only the line end goes that pasting or a YAML block leaves behind. */
export function password(value: string): string | undefined {
  const word = value.replace(/[\r\n]+$/, '')
  return word === '' ? undefined : word
}

export function integer(least: number, most = Number.MAX_SAFE_INTEGER): Parser<number> {
  const range = most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `from ${least} to ${most}`
  return (value) => {
    const number = /^-?\d+$/.test(value) ? Number(value) : Number.NaN
    if (Number.isNaN(number)) throw new Refusal('is not a whole number', `Give a whole number, ${range}`)
    if (number < least || number > most) throw new Refusal('is out of range', `Give a whole number, ${range}`)
    return number
  }
}

/** Whole seconds, as milliseconds. */
export function seconds(least: number, most: number): Parser<number> {
  const parse = integer(least, most)
  return (value, env) => parse(value, env) * 1000
}

/** A boolean of YAML 1.2's core schema, and nothing else: `yes` or a typo must not pass for false. */
export function boolean(value: string): boolean {
  if (['true', 'True', 'TRUE'].includes(value)) return true
  if (['false', 'False', 'FALSE'].includes(value)) return false
  throw new Refusal('is not a boolean', 'Write true or false')
}

/** One of a few words. */
export function choice<const T extends string>(words: readonly T[]): Parser<T> {
  return (value) => {
    const word = words.find((candidate) => candidate === value)
    if (word !== undefined) return word
    throw new Refusal(`is not known${didYouMean(value, words)}`, `Give ${oneOf(words)}`)
  }
}

const UNITS = new Map([
  ['', 1],
  ['b', 1],
  ['kb', 1024],
  ['mb', 1024 ** 2],
  ['gb', 1024 ** 3],
])

/** Bytes, as OpenSearch writes them: `5mb`, `512kb`, `1048576b` or a plain number; 1kb is 1024 bytes. */
export function byteSize(value: string): number {
  const fix = 'Give a size from 1kb to 100mb, such as 512kb or 5mb'
  const [, digits = '', unit = ''] = /^(\d+)\s*([a-z]*)$/i.exec(value) ?? []
  const factor = UNITS.get(unit.toLowerCase())
  if (digits === '' || factor === undefined) throw new Refusal('is not a size in bytes', fix)
  const bytes = Number(digits) * factor
  if (bytes < 1024 || bytes > 100 * 1024 ** 2) throw new Refusal('is out of range', fix)
  return bytes
}

/** @returns the items of a list by commas or newlines, without space around them */
export function items(value: string): string[] {
  return value
    .split(/[,\n]/)
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

/** Names or globs by commas or newlines, each once. */
export function names(value: string): readonly string[] {
  const given = items(value)
  if (value !== '' && given.length === 0) {
    throw new Refusal('has no name', 'Give at least one, or leave it out')
  }
  return Object.freeze([...new Set(given)])
}

/** A percentage as a number, with three decimals at most. */
export function percent(value: string): number {
  const number = /^\d+(\.\d{1,3})?$/.test(value) ? Number(value) : Number.NaN
  if (number <= 100) return number
  throw new Refusal(
    'is no percentage',
    'Give a number from 0 to 100 without a sign, such as 5 or 0.5, with three decimals at most',
  )
}

/** Dump types by commas or newlines, without repeats and in the order of `DUMP_TYPES`; or `all`. */
export function typeList(value: string): readonly DumpType[] | 'all' {
  const given = items(value)
  const known: readonly string[] = ['all', ...DUMP_TYPES]
  const unknown = given.filter((item) => !known.includes(item))
  const fix = `Give, by commas or newlines, any of ${DUMP_TYPES.join(', ')}; or all`
  if (given.length === 0) throw new Refusal('names no type', fix)
  if (unknown.length > 0) {
    const names = unknown.map((item) => `'${item}'${didYouMean(item, known)}`)
    throw new Refusal(`names what is no type: ${names.join(', ')}`, fix)
  }
  return given.includes('all') ? 'all' : DUMP_TYPES.filter((type) => given.includes(type))
}

/** A regular expression in the way of `multielasticdump --match`: case-insensitive, unanchored. */
export function expression(value: string): RegExp {
  try {
    return new RegExp(value, 'i')
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    const reason = message.slice(message.lastIndexOf(': ') + 1).trim()
    throw new Refusal(
      `is not a regular expression (${reason})`,
      'Escape characters that stand for themselves with \\, such as \\. or \\(',
    )
  }
}

/** One version, neither a range nor a tag: what runs must not change from one day to the next. */
export function exactVersion(value: string): string {
  if (/^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}(-[0-9a-z-]+(\.[0-9a-z-]+)*)?$/i.test(value)) return value
  throw new Refusal('is not an exact version', 'Give all three numbers and nothing else, such as 6.125.1')
}

function oneOf(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${words.at(-1)}` : `${words[0]}`
}
