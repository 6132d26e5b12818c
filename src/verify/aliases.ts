import { canonicalJson } from '../json/lossless.js'
import type { Check } from './check.js'
import { difference, toCheck, without } from './settings.js'

type Aliases = Record<string, unknown>

/**
 * Compares the aliases of an index, each whole: an alias that the dump has without a filter may have none in the cluster.
 * @param expected alias bodies by name, as the API takes them
 * @param actual as the API gives them back
 * @param made those that a new index had from its templates: what came later is a difference; undefined: it is listed
 */
export function compareAliases(expected: Aliases, actual: Aliases, made?: Aliases): Check {
  const differences: string[] = []
  for (const [name, alias] of Object.entries(expected)) {
    if (!Object.hasOwn(actual, name)) differences.push(difference(name, alias, undefined))
    else differences.push(...compareAlias(name, normal(alias), normal(actual[name])))
  }
  const extra = Object.keys(actual).filter((name) => !Object.hasOwn(expected, name))
  const late = made ? extra.filter((name) => !Object.hasOwn(made, name)) : []
  differences.push(...late.map((name) => difference(name, undefined, actual[name])))
  const count = Object.keys(expected).length
  return toCheck(
    'aliases',
    `${count} ${count === 1 ? 'alias' : 'aliases'}`,
    differences,
    without(extra, late),
  )
}

function compareAlias(name: string, expected: Aliases, actual: Aliases): string[] {
  return [...new Set([...Object.keys(expected), ...Object.keys(actual)])]
    .filter((key) => canonicalJson(expected[key] ?? null) !== canonicalJson(actual[key] ?? null))
    .map((key) => difference(`${name}.${key}`, expected[key], actual[key]))
}

/** The spelling of the cluster, without what says nothing: an empty filter, `is_hidden: false`, null. */
function normal(alias: unknown): Aliases {
  const { routing, ...said } = (alias ?? {}) as Aliases
  const both = routing === undefined ? {} : { index_routing: routing, search_routing: routing }
  const all = Object.entries({ ...both, ...said }).map(([key, value]) => [key, spelled(key, value)] as const)
  return Object.fromEntries(all.filter(([, value]) => value !== undefined))
}

function spelled(key: string, value: unknown): unknown {
  if (value === null || (key === 'is_hidden' && String(value) === 'false')) return undefined
  if (key === 'filter') return Object.keys(value as object).length > 0 ? value : undefined
  return typeof value === 'object' ? value : String(value)
}
