import type { IndexMetadata } from '../dump/index.js'
import type { Inputs } from '../inputs/index.js'
import { leavesOf, nested } from '../json/leaves.js'
import { listed } from './names.js'
import type { ReadIndex } from './types.js'

type JsonObject = Record<string, unknown>
type Wanted = Pick<Inputs, 'indexSettings' | 'ignoreIndexSettings'>

/**
 * Leaves out of the dump's settings what is to be ignored, and lays `index-settings` over the rest: over the analysis
 * too, as far as the dump's is restored.
 */
export function shapeSettings(metadata: IndexMetadata, wanted: Wanted): IndexMetadata {
  const { indexSettings, ignoreIndexSettings } = wanted
  if (indexSettings === undefined && ignoreIndexSettings.length === 0) return metadata
  const given = withoutExpansion(indexSettings ?? {})
  const ignored = ignoreIndexSettings.map(matcherOf)
  const shape = (settings: JsonObject) => {
    const kept = leavesOf(settings).filter(([name]) => !ignored.some((isIgnored) => isIgnored(name)))
    return nested(Object.entries({ ...Object.fromEntries(kept), ...given }))
  }
  const { settings, analysis, ...rest } = metadata
  const isSettled = settings !== undefined || Object.keys(given).length > 0
  return {
    ...rest,
    ...(isSettled && { settings: shape(settings ?? {}) }),
    ...(analysis && { analysis: only(shape(analysis), Object.keys(analysis)) }),
  }
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
  const text = pattern.split('*').map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'))
  const expression = new RegExp(`^${text.join('.*')}(?:\\..*)?$`, 's')
  return (name) => expression.test(name) || expression.test(`index.${name}`)
}

function only(settings: JsonObject, keys: string[]): JsonObject {
  return Object.fromEntries(keys.filter((key) => key in settings).map((key) => [key, settings[key]]))
}
