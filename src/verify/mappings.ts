import { decimalValue } from '../json/lossless.js'
import { isObject } from '../json/objects.js'
import type { Check } from './check.js'
import { defaultOf, ROOT, respelled } from './mapping-defaults.js'
import { difference, toCheck, without } from './settings.js'

type Mapping = Record<string, unknown>

interface Findings {
  compared: number
  differences: string[]
  extra: string[]
  /** Those of `extra` that a document may have added. */
  grown: string[]
}

const CHILDREN = new Set(['properties', 'fields'])

/**
 * Compares mappings: whatever the dump's says has to be in the cluster's. Places are dotted paths: `title.analyzer`.
 * @param expected the dump's, as parseMetadataJson gives it
 * @param actual the cluster's, parsed by parseMetadataJson too, or a long null_value looks changed
 * @param made that of a new index before its data: of what the cluster's has beyond the dump's, what came later and no
 * document can have added is a difference; undefined: it is listed
 */
export function compareMappings(expected: Mapping, actual: Mapping, made?: Mapping): Check {
  const { compared, differences, extra, grown } = find(expected, actual)
  const late = made ? without(extra, [...find(expected, made).extra, ...grown]) : []
  differences.push(...late.map((place) => `\`${place}\`: absent in the dump, added in the cluster`))
  const what = `mapping of ${compared} ${compared === 1 ? 'field' : 'fields'}`
  return toCheck('mappings', what, differences, without(extra, late))
}

function find(expected: Mapping, actual: Mapping): Findings {
  const findings: Findings = { compared: 0, differences: [], extra: [], grown: [] }
  const level = { path: '', type: ROOT, canGrow: true }
  compareLevel(level, withoutDots(expected), withoutDots(actual), findings)
  return findings
}

/** The root, an object or a field of a mapping. */
interface Level {
  path: string
  type: string
  /** Whether documents may add fields to what is around it. */
  canGrow: boolean
}

/** OpenSearch makes objects of a field named `a.b`. */
export function withoutDots(level: Mapping): Mapping {
  if (!isObject(level.properties)) return level
  const fields = new Map<string, unknown>()
  for (const [name, field] of Object.entries(level.properties)) {
    const [first = '', ...rest] = name.split('.')
    const inner = rest.length > 0 ? { properties: { [rest.join('.')]: field } } : field
    fields.set(first, merged(fields.get(first), inner))
  }
  for (const [name, field] of fields) if (isObject(field)) fields.set(name, withoutDots(field))
  return { ...level, properties: Object.fromEntries(fields) }
}

function merged(one: unknown, other: unknown): unknown {
  if (!isObject(one) || !isObject(other)) return other
  const both = { ...one }
  for (const [key, value] of Object.entries(other)) both[key] = merged(own(one, key), value)
  return both
}

function compareLevel(level: Level, expected: Mapping, actual: Mapping, findings: Findings): void {
  const { path, type } = level
  const dynamic = own(actual, 'dynamic')
  const canGrow = dynamic === undefined ? level.canGrow : !/^(false|strict)$/.test(String(dynamic))
  for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    const [e, a] = [own(expected, key), own(actual, key)]
    const place = join(path, key)
    if (CHILDREN.has(key)) compareChildren({ path, canGrow, key }, e, a, findings)
    else if (key === 'dynamic_templates' && Array.isArray(e)) compareTemplates(e, a, findings)
    else if (e !== undefined) {
      const fallback = respelled(key, defaultOf(expected, key, type), type)
      compareValue(place, respelled(key, e, type), respelled(key, a, type), fallback, findings)
    } else if (
      a !== undefined &&
      !isEqual(respelled(key, a, type), respelled(key, defaultOf(actual, key, type), type))
    ) {
      findings.extra.push(place)
    }
  }
}

function compareChildren(
  { path, canGrow, key }: Omit<Level, 'type'> & { key: string },
  expected: unknown,
  actual: unknown,
  findings: Findings,
): void {
  const [e, a] = [isObject(expected) ? expected : {}, isObject(actual) ? actual : {}]
  for (const [name, field] of Object.entries(e)) {
    findings.compared++
    const found = own(a, name)
    const place = join(path, name)
    const [type, foundType] = [typeOf(field), typeOf(found)]
    if (!isObject(field) || !isObject(found)) findings.differences.push(difference(place, field, found))
    else if (type !== foundType) findings.differences.push(difference(`${place}.type`, type, foundType))
    else compareLevel({ path: place, type, canGrow }, field, found, findings)
  }
  const added = Object.keys(a).filter((name) => own(e, name) === undefined)
  const places = added.map((name) => join(path, name))
  findings.extra.push(...places)
  // Fields within a field come with it.
  if (canGrow && key === 'properties') findings.grown.push(...places)
}

/** The first template that matches a new field is the one that counts, so their order has to be the dump's. */
function compareTemplates(expected: unknown[], actual: unknown, findings: Findings): void {
  const [e, a] = [byName(expected), byName(actual)]
  if (actual === undefined) findings.differences.push(difference('dynamic_templates', expected, actual))
  for (const [name, template] of actual === undefined ? [] : e) {
    const fallback = { match_pattern: 'simple' }
    compareValue(
      `dynamic_templates.${name}`,
      template,
      a.get(name),
      a.has(name) ? fallback : undefined,
      findings,
    )
  }
  const order = [...a.keys()].filter((name) => e.has(name))
  const wanted = [...e.keys()].filter((name) => a.has(name))
  if (!isEqual(wanted, order)) findings.differences.push(difference('dynamic_templates', wanted, order))
  for (const name of a.keys()) if (!e.has(name)) findings.extra.push(`dynamic_templates.${name}`)
}

function byName(templates: unknown): Map<string, unknown> {
  return new Map(
    Array.isArray(templates) ? templates.flatMap((template) => Object.entries(template ?? {})) : [],
  )
}

function compareValue(
  place: string,
  expected: unknown,
  actual: unknown,
  fallback: unknown,
  findings: Findings,
): void {
  const found = actual === undefined ? fallback : actual
  if (!isObject(expected) || !isObject(found)) {
    if (!isEqual(expected, found)) findings.differences.push(difference(place, expected, actual))
    return
  }
  for (const [key, value] of Object.entries(expected)) {
    const inner = isObject(fallback) ? own(fallback, key) : undefined
    const there = isObject(actual) ? own(actual, key) : undefined
    if (value !== null) compareValue(join(place, key), value, there, inner, findings)
  }
  for (const [key, value] of Object.entries(found)) {
    const isDefault = isObject(fallback) && isEqual(value, own(fallback, key))
    if (own(expected, key) === undefined && !isDefault) findings.extra.push(join(place, key))
  }
}

/** Scalars are equal as OpenSearch takes them: `true` and "true", 1 and "1.0". */
function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => isEqual(item, b[i]))
  if (isObject(a)) {
    const keys = Object.keys(a)
    return (
      isObject(b) &&
      keys.length === Object.keys(b).length &&
      keys.every((key) => isEqual(own(a, key), own(b, key)))
    )
  }
  const isNumeric = typeof a === 'number' || typeof b === 'number'
  if (a === undefined || a === null || b === undefined || b === null || typeof b === 'object') return false
  return isNumeric ? decimalValue(String(a)) === decimalValue(String(b)) : String(a) === String(b)
}

export function typeOf(field: unknown): string {
  return isObject(field) && field.type !== undefined ? String(field.type) : 'object'
}

/** @returns a member that is the object's own, null as if it were not there. */
function own(object: Mapping, key: string): unknown {
  return Object.hasOwn(object, key) ? (object[key] ?? undefined) : undefined
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}
