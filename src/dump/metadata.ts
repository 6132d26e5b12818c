import { leavesOf } from '../json/leaves.js'
import { isObject, type JsonObject } from '../json/objects.js'
import { newestBacking } from './data-streams.js'
import { metadataFault, objectAt, readObject } from './metadata-file.js'
import { analysisFiles, type DumpFile, type DumpIndex, type DumpType, type IndexType } from './types.js'

/** What a dump says an index looks like; each part as the cluster's API takes it. Undefined: the dump has no such file. */
export interface IndexMetadata {
  /** Settings below `index.`, without what belongs to the dumped index alone. */
  settings?: JsonObject
  /** `analysis` and the limits that it needs. */
  analysis?: JsonObject
  /** At times with a level for the type, as Elasticsearch 6 has it. */
  mappings?: JsonObject
  aliases?: JsonObject
}

/** What describes an index; an index file has all of them, a file of another type the one that it is about. */
const DESCRIPTION = ['mappings', 'settings', 'aliases']
/** Settings that a cluster gives an index itself, and refuses in a request; elasticdump leaves them out as well. */
const OWN_SETTINGS = [
  'uuid',
  'creation_date',
  'provided_name',
  'version',
  'resize',
  'shrink',
  'history',
  'verified_before_close',
]
const OWN_ALLOCATION = 'initial_recovery'
/** Without its limit an ngram or shingle filter is refused. */
const ANALYSIS_LIMITS = ['max_ngram_diff', 'max_shingle_diff']
/** @param name dotted, without `index.` @returns whether a cluster gives every index this setting itself */
export function isOwnSetting(name: string): boolean {
  const own = [...OWN_SETTINGS, `routing.allocation.${OWN_ALLOCATION}`]
  return own.some((one) => name === one || name.startsWith(`${one}.`))
}

/**
 * Reads the metadata files of an index, those of the given types.
 * @throws RestoreError DUMP_METADATA_INVALID naming the file and what is wrong with it
 */
export async function readIndexMetadata(
  index: DumpIndex,
  types: readonly DumpType[],
): Promise<IndexMetadata> {
  const read = async (type: IndexType, needed: string[], files = index.files[type]) =>
    types.includes(type) ? await readPart(index, files?.[0], needed) : undefined
  const whole = await read('index', DESCRIPTION)
  const settings = (await read('settings', ['settings'])) ?? whole
  const from = analysisFiles(index)
  const analyzer = await read('analyzer', from === index.files.index ? DESCRIPTION : ['settings'], from)
  const mappings = (await read('mapping', ['mappings'])) ?? whole
  const aliases = (await read('alias', ['aliases'])) ?? whole
  return {
    ...(settings
      ? { settings: restorable(indexSettings(settings, index.files.settings ?? index.files.index)) }
      : {}),
    ...(analyzer ? { analysis: pick(indexSettings(analyzer, from), ['analysis', ...ANALYSIS_LIMITS]) } : {}),
    ...(mappings ? { mappings: objectAt(mappings, 'mappings') } : {}),
    ...(aliases ? { aliases: ownAliases(index, objectAt(aliases, 'aliases')) } : {}),
  }
}

/** An index with 100,000 token filters keeps a cluster from answering anybody; of fields it has limits of its own. */
const MAX_SETTINGS = 10_000

/** In a request for aliases these say which alias of which index it is, whatever the name above them is. */
const ALIAS_PLACES = ['index', 'indices', 'alias', 'aliases']

/** @throws RestoreError where an alias would be one of another index, or of another name */
function ownAliases({ name, files }: DumpIndex, aliases: JsonObject): JsonObject {
  for (const [alias, options] of Object.entries(aliases)) {
    const isOdd = options !== null && !isObject(options)
    if (isOdd || ALIAS_PLACES.some((key) => Object.hasOwn(options ?? {}, key))) {
      const [file] = files.alias ?? files.index ?? []
      const what = `alias ${alias} of index ${name} is no object of filter, routing and the like, or names an index itself`
      throw metadataFault(file as DumpFile, what)
    }
  }
  return aliases
}

/**
 * The description of one index out of `{"<index>": {…}}`, whatever the index was called there.
 * @param needed members of which it has one at least: without this a file of another form would restore nothing
 */
async function readPart(
  index: DumpIndex,
  file: DumpFile | undefined,
  needed: string[],
): Promise<JsonObject | undefined> {
  if (!file) return undefined
  const part = partOf(index, file, await readObject(file))
  if (Object.keys(part).length === 0 || needed.some((key) => isObject(part[key]))) return part
  const form = needed.map((key) => `"${key}": {…}`).join(', ')
  throw metadataFault(
    file,
    `it has no ${needed.map((key) => `\`${key}\``).join(' or ')}, as in {"${index.name}": {${form}}}`,
  )
}

function partOf(index: DumpIndex, file: DumpFile, content: JsonObject): JsonObject {
  const names = Object.keys(content)
  if (names.length === 0) return {}
  // Asked for a data stream, elasticdump describes each index behind it.
  const backing = newestBacking(names, index.name)
  if (backing !== undefined && isObject(content[backing])) return content[backing]
  // `__proto__` is a name too, of a file.
  const named = Object.hasOwn(content, index.name) ? content[index.name] : undefined
  const part = isObject(named) ? named : names.length === 1 ? content[names[0] as string] : undefined
  // By hand: {"mappings": {…}} without the index's name around it.
  const isBare = DESCRIPTION.some((key) => isObject(content[key]) && content[key] !== named)
  if (isBare && !describesIndex(part)) return content
  if (isObject(part)) return part
  throw metadataFault(
    file,
    `it describes ${names.length} indexes (${names.slice(0, 3).join(', ')}…), none of them ${index.name}`,
  )
}

function describesIndex(part: unknown): boolean {
  return isObject(part) && DESCRIPTION.some((key) => Object.hasOwn(part, key))
}

/** Settings come as `{"settings": {"index": {…}}}`, by hand also flat: `{"settings": {"number_of_shards": 1}}`. */
function indexSettings(part: JsonObject, files: DumpFile[] | undefined): JsonObject {
  const settings = objectAt(part, 'settings')
  const count = leavesOf(settings).length
  if (count > MAX_SETTINGS) {
    throw metadataFault(
      files?.[0] as DumpFile,
      `it has ${count} settings; more than ${MAX_SETTINGS} are not put`,
    )
  }
  const { index, ...beside } = nested(settings)
  return { ...beside, ...(isObject(index) ? nested(index) : {}) }
}

/** `{"index.analysis.x": 1}` → `{"index": {"analysis": {"x": 1}}}`; without prototypes, as a key may be `__proto__` */
function nested(flat: JsonObject): JsonObject {
  const out: JsonObject = Object.create(null)
  // Copies of objects of the file, once each: of settings that are all flat there may be many below one name.
  const own = new WeakSet<JsonObject>([out])
  const ownAt = (at: JsonObject, key: string): JsonObject => {
    const inner = at[key]
    if (isObject(inner) && own.has(inner)) return inner
    const copy: JsonObject = Object.assign(Object.create(null), isObject(inner) ? inner : {})
    own.add(copy)
    at[key] = copy
    return copy
  }
  for (const [path, value] of Object.entries(flat)) {
    const keys = path.split('.')
    const last = keys.pop() as string
    let at = out
    for (const key of keys) at = ownAt(at, key)
    if (isObject(value) && isObject(at[last])) Object.assign(ownAt(at, last), value)
    else at[last] = value
  }
  return out
}

function restorable(settings: JsonObject): JsonObject {
  const { routing, ...rest } = Object.fromEntries(
    Object.entries(settings).filter(([key]) => !OWN_SETTINGS.includes(key)),
  ) as JsonObject
  if (!isObject(routing)) return rest
  const { [OWN_ALLOCATION]: _, ...allocation } = objectAt(routing, 'allocation')
  const kept = { ...routing, ...(Object.keys(allocation).length > 0 ? { allocation } : {}) }
  if (Object.keys(allocation).length === 0) delete kept.allocation
  return Object.keys(kept).length > 0 ? { ...rest, routing: kept } : rest
}

function pick(value: JsonObject, keys: string[]): JsonObject {
  return Object.fromEntries(keys.filter((key) => value[key] !== undefined).map((key) => [key, value[key]]))
}
