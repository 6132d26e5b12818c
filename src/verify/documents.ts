import { sourceDigest } from '../dump/sample.js'
import { decimalValue, LosslessNumber, parseLossless, stringifyLossless } from '../json/lossless.js'
import { shorten } from './settings.js'

const ABSENT = Symbol('absent')

/**
 * Compares two documents as JSON values, numbers by their decimal value: 1 and 1.0 are equal, 1 and "1" are not.
 * @param expectedSource JSON text, the dump's
 * @param actualSource JSON text, the cluster's
 * @returns the first place that differs, with both values; undefined where they are equal
 */
export function firstDifference(expectedSource: string, actualSource: string): string | undefined {
  if (expectedSource === actualSource) return undefined
  try {
    return differenceAt('', parseLossless(expectedSource), parseLossless(actualSource))
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    return 'the document: its text is not as in the dump, and nested too deeply to say where'
  }
}

/**
 * @param expected the dump's source, or its digest
 * @param actual the cluster's source, JSON text
 * @returns what differs, or undefined
 */
export function sameSource(expected: string | { digest: string }, actual: string): string | undefined {
  if (typeof expected === 'string') return firstDifference(expected, actual)
  const digest = sourceDigest(actual)
  if (digest === expected.digest) return undefined
  return `the document: its content has digest ${expected.digest.slice(0, 12)} in the dump, ${digest.slice(0, 12)} in the cluster`
}

/**
 * An index of one shard finds a document whatever routing is asked for, so it has to be looked at.
 * @returns what differs, or undefined
 */
export function sameRouting(expected: string | undefined, actual: string | undefined): string | undefined {
  if (expected === actual) return undefined
  const [due, there] = [expected, actual].map((routing) =>
    routing === undefined ? 'absent' : shorten(JSON.stringify(routing)),
  )
  return `the routing: ${due} in the dump, ${there} in the cluster`
}

function differenceAt(path: string, expected: unknown, actual: unknown): string | undefined {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    for (let i = 0; i < Math.max(expected.length, actual.length); i++) {
      const found = differenceAt(`${path}[${i}]`, at(expected, i), at(actual, i))
      if (found !== undefined) return found
    }
    return undefined
  }
  if (isObject(expected) && isObject(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      const place = path === '' ? key : `${path}.${key}`
      const found = differenceAt(place, at(expected, key), at(actual, key))
      if (found !== undefined) return found
    }
    return undefined
  }
  if (isSameScalar(expected, actual)) return undefined
  const place = path === '' ? 'the document' : `field \`${path}\``
  return `${place}: ${shown(expected)} in the dump, ${shown(actual)} in the cluster`
}

function isSameScalar(expected: unknown, actual: unknown): boolean {
  if (expected instanceof LosslessNumber && actual instanceof LosslessNumber) {
    return decimalValue(expected.value) === decimalValue(actual.value)
  }
  return expected === actual
}

function at(value: object, key: string | number): unknown {
  return Object.hasOwn(value, key) ? (value as Record<string | number, unknown>)[key] : ABSENT
}

function isObject(value: unknown): value is object {
  return (
    value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof LosslessNumber)
  )
}

function shown(value: unknown): string {
  return value === ABSENT ? 'absent' : shorten(stringifyLossless(value))
}
