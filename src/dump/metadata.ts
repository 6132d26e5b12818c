import { messageOf, RestoreError } from '../errors.js'
import { parseMetadataJson } from '../json/lossless.js'
import { readBytes } from './open.js'
import {
  analysisFiles,
  type ClusterType,
  type DumpFile,
  type DumpIndex,
  type DumpType,
  type IndexType,
} from './types.js'

type JsonObject = Record<string, unknown>

/** What a dump says an index looks like; each part as the cluster's API takes it. Undefined: the dump has no such file. */
export interface IndexMetadata {
  /** Settings below `index.`, without what belongs to the dumped index alone. */
  settings?: JsonObject
  /** `analysis` and the limits that it needs. */
  analysis?: JsonObject
  mappings?: JsonObject
  aliases?: JsonObject
}

/** Settings that a cluster gives an index itself, and refuses in a request; elasticdump leaves them out as well. */
const OWN_SETTINGS = ['uuid', 'creation_date', 'provided_name', 'version', 'resize', 'verified_before_close']
/** Without its limit an ngram or shingle filter is refused. */
const ANALYSIS_LIMITS = ['max_ngram_diff', 'max_shingle_diff']
const MAPPING_ROOT = new Set([
  'properties',
  'dynamic',
  'dynamic_templates',
  'dynamic_date_formats',
  'date_detection',
  'numeric_detection',
  '_source',
  '_routing',
  '_meta',
  '_field_names',
  '_size',
  '_data_stream_timestamp',
  'context_aware_grouping',
  'derived',
])

/**
 * Reads the metadata files of an index, those of the given types.
 * @throws RestoreError DUMP_METADATA_INVALID naming the file and what is wrong with it
 */
export async function readIndexMetadata(
  index: DumpIndex,
  types: readonly DumpType[],
): Promise<IndexMetadata> {
  const read = async (type: IndexType, files = index.files[type]) =>
    types.includes(type) ? await readPart(index, files) : undefined
  const whole = await read('index')
  const settings = (await read('settings')) ?? whole
  const analyzer = await read('analyzer', analysisFiles(index))
  const mappings = (await read('mapping')) ?? whole
  const aliases = (await read('alias')) ?? whole
  return {
    ...(settings ? { settings: restorable(indexSettings(settings)) } : {}),
    ...(analyzer ? { analysis: pick(indexSettings(analyzer), ['analysis', ...ANALYSIS_LIMITS]) } : {}),
    ...(mappings ? { mappings: untyped(index, objectAt(mappings, 'mappings')) } : {}),
    ...(aliases ? { aliases: objectAt(aliases, 'aliases') } : {}),
  }
}

/**
 * Reads a file of templates, policies or scripts.
 * @returns bodies by name, as their API takes them; empty for `{}`
 * @throws RestoreError DUMP_METADATA_INVALID
 */
export async function readClusterMetadata(
  type: ClusterType,
  files: DumpFile[],
): Promise<Map<string, JsonObject>> {
  const found = new Map<string, JsonObject>()
  for (const file of files) {
    for (const [name, body] of Object.entries(namedBodies(type, await readObject(file)))) {
      if (!isObject(body)) throw fault(file, `the ${type} ${name} is not an object`)
      found.set(name, body)
    }
  }
  return found
}

/** Composable templates, ISM policies and scripts come as a list, or by name; legacy templates by name. */
function namedBodies(type: ClusterType, content: JsonObject): JsonObject {
  const list = content[{ policy: 'policies', script: 'stored_scripts' }[type as string] ?? `${type}s`]
  if (!Array.isArray(list)) return type === 'policy' ? policiesByName(content) : content
  const bodies = list.map((entry: JsonObject): [string, unknown] => {
    if (type === 'policy') return [String(entry._id), { policy: entry.policy }]
    if (type === 'script') return [String(entry._id), { script: entry.script }]
    return [String(entry.name), entry[type]]
  })
  return Object.fromEntries(bodies)
}

function policiesByName(content: JsonObject): JsonObject {
  if (typeof content._id === 'string') return { [content._id]: { policy: content.policy } }
  return Object.fromEntries(
    Object.entries(content).map(([name, entry]) => [
      name,
      isObject(entry) ? { policy: entry.policy } : entry,
    ]),
  )
}

/** The description of one index out of `{"<index>": {…}}`, whatever the index was called there. */
async function readPart(index: DumpIndex, files: DumpFile[] | undefined): Promise<JsonObject | undefined> {
  const file = files?.[0]
  if (!file) return undefined
  const content = await readObject(file)
  const names = Object.keys(content)
  const named = content[index.name]
  const part = isObject(named) ? named : names.length === 1 ? content[names[0] as string] : undefined
  if (names.length === 0) return {}
  // By hand: {"mappings": {…}} without the index's name around it.
  const isBare = ['mappings', 'settings', 'aliases'].some(
    (key) => isObject(content[key]) && content[key] !== named,
  )
  if (isBare && !describesIndex(part)) return content
  if (isObject(part)) return part
  throw fault(
    file,
    `it describes ${names.length} indexes (${names.slice(0, 3).join(', ')}…), none of them ${index.name}`,
  )
}

function describesIndex(part: unknown): boolean {
  return isObject(part) && ['mappings', 'settings', 'aliases'].some((key) => key in part)
}

/** @returns the object that a metadata file holds: as plain JSON, or as elasticdump's JSON string of JSON. */
async function readObject(file: DumpFile): Promise<JsonObject> {
  const chunks: Buffer[] = []
  for await (const chunk of readBytes(file)) chunks.push(chunk)
  const text = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trim()
  if (text === '') throw fault(file, 'it is empty')
  let content: unknown
  try {
    content = parseMetadataJson(text)
    if (typeof content === 'string') content = parseMetadataJson(content)
  } catch (cause) {
    throw fault(file, `it is not JSON: ${messageOf(cause)}`, cause)
  }
  if (!isObject(content)) throw fault(file, 'it holds no JSON object')
  return content
}

/** Settings come as `{"settings": {"index": {…}}}`, by hand also flat: `{"settings": {"number_of_shards": 1}}`. */
function indexSettings(part: JsonObject): JsonObject {
  const settings = objectAt(part, 'settings')
  const { index, ...beside } = nested(settings)
  return { ...beside, ...(isObject(index) ? nested(index) : {}) }
}

/** `{"index.analysis.x": 1}` → `{"index": {"analysis": {"x": 1}}}` */
function nested(flat: JsonObject): JsonObject {
  const out: JsonObject = {}
  for (const [path, value] of Object.entries(flat)) {
    const keys = path.split('.')
    let at = out
    for (const key of keys.slice(0, -1)) {
      if (!isObject(at[key])) at[key] = {}
      at = at[key] as JsonObject
    }
    const last = keys.at(-1) as string
    const isMergeable = isObject(value) && isObject(at[last])
    at[last] = isMergeable ? { ...(at[last] as JsonObject), ...value } : value
  }
  return out
}

function restorable(settings: JsonObject): JsonObject {
  const { routing, ...rest } = Object.fromEntries(
    Object.entries(settings).filter(([key]) => !OWN_SETTINGS.includes(key)),
  ) as JsonObject
  if (!isObject(routing)) return rest
  const { initial_recovery: _, ...allocation } = objectAt(routing, 'allocation')
  const kept = { ...routing, ...(Object.keys(allocation).length > 0 ? { allocation } : {}) }
  if (Object.keys(allocation).length === 0) delete kept.allocation
  return Object.keys(kept).length > 0 ? { ...rest, routing: kept } : rest
}

/** Elasticsearch 6 has a level for the type below `mappings`; OpenSearch has none. */
function untyped(index: DumpIndex, mappings: JsonObject): JsonObject {
  const names = Object.keys(mappings).filter((name) => name !== '_default_')
  if (names.length === 0 || names.some((name) => MAPPING_ROOT.has(name))) return mappings
  if (names.some((name) => !isObject(mappings[name]))) return mappings
  const [only, ...others] = names
  if (others.length > 0) {
    throw new RestoreError(
      'DUMP_METADATA_INVALID',
      `the mapping of index ${index.name} has ${names.length} types (${names.join(', ')}); OpenSearch has no types`,
      { hint: 'Reindex each type into an index of its own before you dump it.' },
    )
  }
  return mappings[only as string] as JsonObject
}

function fault(file: DumpFile, what: string, cause?: unknown): RestoreError {
  return new RestoreError('DUMP_METADATA_INVALID', `${file.name}: ${what}`, {
    hint: 'Take the dump of this file again, or leave its type out of `types`.',
    cause,
  })
}

function objectAt(value: JsonObject, key: string): JsonObject {
  const found = value[key]
  return isObject(found) ? found : {}
}

function pick(value: JsonObject, keys: string[]): JsonObject {
  return Object.fromEntries(keys.filter((key) => value[key] !== undefined).map((key) => [key, value[key]]))
}

function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
