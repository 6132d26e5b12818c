import { decimalValue } from '../json/lossless.js'
import type { Check } from './check.js'

type FlatSettings = Record<string, string | string[]>

/** What a cluster gives every index that it makes, clones or upgrades. */
const OWN_SETTINGS = new Set([
  'uuid',
  'creation_date',
  'provided_name',
  'replication.type',
  'number_of_shards',
  'number_of_replicas',
  'verified_before_close',
  'routing_partition_size',
])
/** What a cluster puts on every index of a node whose disk is nearly full. */
const DISK_BLOCK = 'blocks.read_only_allow_delete'
const OWN_GROUPS = ['version.', 'resize.', 'remote_store.', 'routing.allocation.initial_recovery.']

/**
 * @param settings nested, dotted or mixed, with or without the level `index`
 * @returns settings by dotted key without `index.`, scalars as strings, as the cluster keeps them; null is no setting
 */
export function flatten(settings: Record<string, unknown>): FlatSettings {
  return Object.fromEntries(
    entriesOf(settings, '').map(([key, value]) => [key.replace(/^index\./, ''), value]),
  )
}

function entriesOf(value: unknown, path: string): [string, string | string[]][] {
  if (value === null || value === undefined) return []
  if (typeof value !== 'object') return [[path, String(value)]]
  // The cluster makes a list of keys 0, 1, …, also where their values are objects.
  if (Array.isArray(value) && !value.some((item) => typeof item === 'object' && item !== null)) {
    return [[path, value.map(String)]]
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    entriesOf(inner, path === '' ? key : `${path}.${key}`),
  )
}

/**
 * Compares index settings; in either form that {@link flatten} takes.
 * @param expected what the dump says
 * @param actual what the cluster has, all settings of the index
 * @param name `analyzers` lists as extra only what else is below `analysis`, `settings` only what is not
 * @param made what a new index had before its data: what came later is a difference; undefined: it is listed
 */
export function compareSettings(
  expected: Record<string, unknown>,
  actual: Record<string, unknown>,
  name: 'settings' | 'analyzers',
  made?: Record<string, unknown>,
): Check {
  const wanted = flatten(expected)
  const found = flatten(actual)
  // The cluster works the number out by its nodes then, and the dump's is that of another cluster.
  if ((found.auto_expand_replicas ?? 'false') !== 'false') delete wanted.number_of_replicas
  const beyond = Object.keys(found).filter((key) => wanted[key] === undefined)
  const components = new Set(Object.keys(wanted).flatMap((key) => componentOf(key) ?? []))
  const isChanged = (key: string) => components.has(componentOf(key) ?? '')
  const extra = beyond.filter(
    (key) => key.startsWith('analysis.') === (name === 'analyzers') && !isOwn(key) && !isChanged(key),
  )
  const brought = made && new Set(Object.keys(flatten(made)))
  const late = brought ? extra.filter((key) => !brought.has(key) && key !== DISK_BLOCK) : []
  const differences = [...Object.keys(wanted), ...beyond.filter(isChanged), ...late]
    .filter((key) => !isSame(wanted[key], found[key]))
    .map((key) => difference(key, wanted[key], found[key]))
  const what = name === 'analyzers' ? 'analysis settings' : 'settings'
  return toCheck(name, `${Object.keys(wanted).length} ${what}`, differences, without(extra, late))
}

/**
 * The analyzer, filter, tokenizer … that a setting is a part of: with a part more than in the dump it is another one,
 * whereas a whole one more changes none of the others.
 */
function componentOf(key: string): string | undefined {
  return /^analysis\.[^.]+\.[^.]+/.exec(key)?.[0]
}

function isOwn(key: string): boolean {
  return OWN_SETTINGS.has(key) || OWN_GROUPS.some((group) => key.startsWith(group))
}

function isSame(expected: string | string[] | undefined, actual: string | string[] | undefined): boolean {
  if (expected === undefined || actual === undefined) return false
  const [a, b] = [[expected].flat(), [actual].flat()]
  return a.length === b.length && a.every((text, i) => text === b[i] || isSameExponential(text, b[i] ?? ''))
}

/** 1e-7 comes back as 1.0E-7. */
function isSameExponential(a: string, b: string): boolean {
  return /^-?[\d.]+e[+-]?\d+$/i.test(a) && decimalValue(a) === decimalValue(b)
}

const SHOWN_DIFFERENCES = 20
const SHOWN_CHARACTERS = 60

/**
 * @param what what was compared, e.g. `12 settings`
 * @param differences all of them; the check keeps the first twenty
 */
export function toCheck(name: Check['name'], what: string, differences: string[], extra: string[]): Check {
  const ok = differences.length === 0
  const found = ok ? 'as in the dump' : `${differences.length} not as in the dump`
  const beyond = extra.length > 0 ? `; ${extra.length} more only in the cluster` : ''
  return {
    name,
    ok,
    detail: `${what}: ${found}${beyond}`,
    differences: differences.slice(0, SHOWN_DIFFERENCES),
    extra,
  }
}

/** @returns what is in one list, and not in the other */
export function without(list: string[], others: readonly string[]): string[] {
  return list.filter((item) => !others.includes(item))
}

/** @returns a sentence with the place and both values; undefined reads `absent`. */
export function difference(place: string, expected: unknown, actual: unknown): string {
  return `\`${place}\`: ${shown(expected)} in the dump, ${shown(actual)} in the cluster`
}

function shown(value: unknown): string {
  return value === undefined ? 'absent' : shorten(JSON.stringify(value))
}

/** @returns the text, cut so that a difference stays readable. */
export function shorten(text: string): string {
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS - 1)}…`
}
