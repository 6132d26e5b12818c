// JSON whose numbers keep what they said: 9007199254740993 and 1e400 are not what JSON.parse makes of them.
import { LosslessNumber, parse, stringify } from 'lossless-json'

/** A JSON value whose numbers are LosslessNumber. */
export type LosslessValue = unknown

/** @throws SyntaxError as JSON.parse does; of a key that comes twice the last counts, as there. */
export function parseLossless(text: string): LosslessValue {
  return parse(text, undefined, { onDuplicateKey: ({ newValue }) => newValue })
}

/** @returns the JSON text of a value of parseLossless, every number as it was. */
export function stringifyLossless(value: LosslessValue): string {
  return stringify(value) ?? 'null'
}

/**
 * Parses a value for code that expects plain ones. What JavaScript cannot hold is a BigInt, or a LosslessNumber; both
 * are written as they were by stringifyLossless.
 */
export function parseForCode(text: string): unknown {
  return parse(text, undefined, {
    parseNumber: (digits) =>
      isExact(digits) ? Number(digits) : /^-?\d+$/.test(digits) ? BigInt(digits) : new LosslessNumber(digits),
    onDuplicateKey: ({ newValue }) => newValue,
  })
}

/**
 * Parses metadata (settings, mappings, templates) into plain values. A number that JavaScript cannot hold becomes
 * a string, which OpenSearch takes for a number wherever mappings and settings have one.
 */
export function parseMetadataJson(text: string): unknown {
  return parse(text, undefined, {
    parseNumber: (digits) => (isExact(digits) ? Number(digits) : digits),
    onDuplicateKey: ({ newValue }) => newValue,
  })
}

const MAX_EXPONENT_LENGTH = 1000
const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/

/**
 * @param digits a JSON number, as text
 * @returns its decimal value in one spelling: `1.0`, `1e0` and `1` are all `1e0`; `0` and `-0` are `0`
 */
export function decimalValue(digits: string): string {
  const parts = NUMBER.exec(digits)
  if (!parts) return digits
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts
  const all = (whole + fraction).replace(/^0+/, '')
  const significant = withoutEndZeros(all)
  if (significant === '') return '0'
  // Nothing reckons with that; it is equal to itself alone.
  if (exponent.length > MAX_EXPONENT_LENGTH) return digits
  const scale = BigInt(exponent) - BigInt(fraction.length) + BigInt(all.length - significant.length)
  return `${sign}${significant}e${scale}`
}

/** `/0+$/` would begin anew at each zero of a long row that a digit ends. */
function withoutEndZeros(digits: string): string {
  let end = digits.length
  while (digits[end - 1] === '0') end--
  return digits.slice(0, end)
}

/** @returns whether a JavaScript number holds exactly what the text says. */
export function isExact(digits: string): boolean {
  const value = Number(digits)
  return Number.isFinite(value) && decimalValue(String(value)) === decimalValue(digits)
}

/** @returns the value in one spelling: keys sorted, numbers by decimal value. Equal texts are equal JSON values. */
export function canonicalJson(value: LosslessValue): string {
  if (value instanceof LosslessNumber) return decimalValue(value.value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const keys = Object.keys(value).sort()
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson((value as Record<string, unknown>)[key])}`).join(',')}}`
  }
  return JSON.stringify(value)
}

export { LosslessNumber }
