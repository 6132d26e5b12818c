type JsonObject = Record<string, unknown>

/** Settings that would slow a load, change documents or refuse them, and what they are while data loads. */
const WHILE_LOADING: Record<string, unknown> = {
  refresh_interval: '-1',
  number_of_replicas: 0,
  auto_expand_replicas: false,
  default_pipeline: '_none',
  final_pipeline: '_none',
  'write.wait_for_active_shards': '1',
}
/** What is put in any case: it is the default of every index that slows the load. */
const ALWAYS = ['refresh_interval', 'number_of_replicas']
/** What slows a load, and does no other harm. */
const SLOWING = [...ALWAYS, 'auto_expand_replicas']

/**
 * How much data an index gets. `little` is what fits into a request: there is nothing to be made faster, so such an
 * index is made as it shall be, and two changes of the cluster's state are saved.
 */
export type Amount = 'little' | 'much'

export interface LoadSettings {
  /** For the request that creates the index: what of the dump's settings can act from the beginning. */
  create: JsonObject
  /** The dump's settings that act only after the load. */
  later: JsonObject
}

/** @param settings of the dump, nested, below `index.` */
export function splitSettings(settings: JsonObject, amount: Amount): LoadSettings {
  const later: JsonObject = {}
  const create = without(settings, '', (path, value) => {
    if (!isLater(path, amount)) return false
    later[path] = value
    return true
  })
  return { create, later }
}

/**
 * @param current the index's settings as the cluster made them, with what its templates brought
 * @param later what the dump says of the same settings
 * @returns what to put before the load, and what after it: the dump's value, else the template's, else the default;
 * blocks apart, as with them the index can neither be verified nor its mark be taken off
 */
export function settingsAroundLoad(current: JsonObject, later: JsonObject, amount: Amount) {
  const before: JsonObject = {}
  const after: JsonObject = {}
  const seal: JsonObject = {}
  const own: JsonObject = {}
  without(current, '', (path, value) => {
    if (isLater(path, amount)) own[path] = value
    return false
  })
  const wanted = { ...own, ...later }
  for (const [path, value] of Object.entries(WHILE_LOADING)) {
    const isDefault = !ALWAYS.includes(path) || amount === 'little'
    if (isDefault && wanted[path] === undefined) continue
    before[path] = value
    after[path] = wanted[path] ?? null
  }
  for (const [path, value] of Object.entries(wanted)) {
    if (!path.startsWith('blocks.')) continue
    if (own[path] !== undefined) before[path] = null
    seal[path] = value
  }
  return { before, after, seal }
}

function isLater(path: string, amount: Amount): boolean {
  if (amount === 'little' && SLOWING.includes(path)) return false
  return path in WHILE_LOADING || path.startsWith('blocks.')
}

/** A copy without the leaves that `take` takes. */
function without(
  settings: JsonObject,
  prefix: string,
  take: (path: string, value: unknown) => boolean,
): JsonObject {
  const kept: JsonObject = {}
  for (const [key, value] of Object.entries(settings)) {
    const path = prefix + key
    if (take(path, value)) continue
    const isGroup = value !== null && typeof value === 'object' && !Array.isArray(value)
    if (!isGroup || key === 'analysis') kept[key] = value
    else {
      const rest = without(value as JsonObject, `${path}.`, take)
      if (Object.keys(rest).length > 0) kept[key] = rest
    }
  }
  return kept
}
