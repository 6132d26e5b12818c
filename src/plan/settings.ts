import type { IndexMetadata } from '../dump/index.js'
import { fits, type Inputs } from '../inputs/index.js'
import { leavesOf, nested } from '../json/leaves.js'
import { withoutUnknown } from './elasticsearch/settings.js'
import { listed } from './names.js'
import type { ReadIndex } from './types.js'

type JsonObject = Record<string, unknown>
type Wanted = Pick<Inputs, 'indexSettings' | 'ignoreIndexSettings'>

/**
 * Leaves out of the dump's settings what is to be ignored, then what only Elasticsearch knows, and lays `index-settings`
 * over the rest: over the analysis too, as far as the dump's is restored.
 * @returns the metadata, and the names of the settings that only Elasticsearch knows
 */
export function shapeSettings(
  metadata: IndexMetadata,
  wanted: Wanted,
): { metadata: IndexMetadata; leftOut: string[] } {
  const given = withoutExpansion(wanted.indexSettings ?? {})
  const ignored = wanted.ignoreIndexSettings.map(matcherOf)
  const { settings, analysis, ...rest } = metadata
  const known = withoutUnknown(withoutIgnored(settings ?? {}, ignored))
  const isSettled = settings !== undefined || Object.keys(given).length > 0
  return {
    metadata: {
      ...rest,
      ...(isSettled && { settings: laidOver(known.settings, given) }),
      ...(analysis && {
        analysis: only(laidOver(withoutIgnored(analysis, ignored), given), Object.keys(analysis)),
      }),
    },
    leftOut: known.leftOut.filter((name) => !Object.hasOwn(given, name.slice('index.'.length))),
  }
}

function withoutIgnored(settings: JsonObject, ignored: readonly ((name: string) => boolean)[]): JsonObject {
  if (ignored.length === 0) return settings
  return nested(leavesOf(settings).filter(([name]) => !ignored.some((isIgnored) => isIgnored(name))))
}

/** @param given dotted */
function laidOver(settings: JsonObject, given: JsonObject): JsonObject {
  if (Object.keys(given).length === 0) return settings
  return nested(Object.entries({ ...Object.fromEntries(leavesOf(settings)), ...given }))
}

/** @returns what a reader should know of names that fit nothing */
export function ignoredWarnings(indices: readonly ReadIndex[], { ignoreIndexSettings }: Wanted): string[] {
  const restored = indices.filter(({ fault }) => fault === undefined).map(({ metadata }) => metadata)
  if (restored.length === 0) return []
  const names = new Set(
    restored.flatMap(({ settings, analysis }) =>
      leavesOf({ ...settings, ...analysis }).map(([name]) => name),
    ),
  )
  const idle = ignoreIndexSettings.filter((pattern) => ![...names].some(matcherOf(pattern)))
  if (idle.length === 0) return []
  const hint = restored.some(({ settings }) => settings) ? '' : '; `types` asks for no settings'
  return [`\`ignore-index-settings\`: no setting of the dump fits ${listed(idle)}${hint}.`]
}

/** A number of replicas holds only where the cluster does not work it out itself. */
function withoutExpansion(given: JsonObject): JsonObject {
  const isFixed = (given.number_of_replicas ?? null) !== null && given.auto_expand_replicas === undefined
  return isFixed ? { ...given, auto_expand_replicas: false } : given
}

/** A name is the setting's, or that of its group: `lifecycle` is as good as `index.lifecycle.*`. */
function matcherOf(pattern: string): (name: string) => boolean {
  const globs = [pattern, `${pattern}.*`]
  return (name) => globs.some((glob) => fits(glob, name) || fits(glob, `index.${name}`))
}

function only(settings: JsonObject, keys: string[]): JsonObject {
  return Object.fromEntries(keys.filter((key) => key in settings).map((key) => [key, settings[key]]))
}
