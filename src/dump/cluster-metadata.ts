import { isDeepStrictEqual } from 'node:util'
import { RestoreError } from '../errors.js'
import { isObject, type JsonObject } from '../json/objects.js'
import { metadataFault, readObject } from './metadata-file.js'
import type { ClusterType, DumpFile } from './types.js'

/** Where an export has a list of them, its name. */
const LISTS: Partial<Record<ClusterType, string>> = {
  component_template: 'component_templates',
  index_template: 'index_templates',
  policy: 'policies',
  script: 'stored_scripts',
}

/**
 * Reads files of templates, policies or scripts.
 * @param found what other files had of this type, and is added to: multielasticdump writes all legacy templates beside each index
 * @returns bodies by name, as their API takes them; empty for `{}`
 * @throws RestoreError DUMP_METADATA_INVALID, DUMP_UNREADABLE; DUMP_AMBIGUOUS where two of one name differ
 */
export async function readClusterMetadata(
  type: ClusterType,
  files: DumpFile[],
  found = new Map<string, JsonObject>(),
): Promise<Map<string, JsonObject>> {
  for (const file of files) {
    for (const [name, entry] of namedEntries(type, await readObject(file))) {
      const body = bodyOf(type, entry)
      if (typeof name !== 'string' || name === '')
        throw metadataFault(file, `it has a ${type} without a name`)
      if (!isPathSegment(name)) throw metadataFault(file, `${JSON.stringify(name)} is no name for a ${type}`)
      if (!body) throw metadataFault(file, `its ${type} ${name} has no content`)
      if (found.has(name) && !isDeepStrictEqual(found.get(name), body)) throw twoOfOneName(file, type, name)
      found.set(name, body)
    }
  }
  return found
}

function twoOfOneName(file: DumpFile, type: ClusterType, name: string): RestoreError {
  const message = `${file.name}: it has a ${type} ${name}, and the dump has another of this name, which differs`
  return new RestoreError('DUMP_AMBIGUOUS', message, {
    hint: `Keep the one that is meant, or leave \`${type}\` out of \`types\`.`,
  })
}

/** Encoded, every other name is one step of a request's path: these lead a step back, or cannot be encoded. */
function isPathSegment(name: string): boolean {
  return name !== '.' && name !== '..' && name.isWellFormed()
}

/** They come as a list, or by name; a policy also alone. */
function namedEntries(type: ClusterType, content: JsonObject): [unknown, unknown][] {
  const list = content[LISTS[type] ?? '']
  if (!Array.isArray(list)) {
    if (type === 'policy' && typeof content._id === 'string') return [[content._id, content]]
    return Object.entries(content)
  }
  return list.map((entry) => {
    if (!isObject(entry)) return [undefined, entry]
    return type === 'policy' || type === 'script' ? [entry._id, entry] : [entry.name, entry[type]]
  })
}

/** An export has more beside a policy or script, such as its version, than its API takes. */
function bodyOf(type: ClusterType, entry: unknown): JsonObject | undefined {
  if (!isObject(entry)) return undefined
  if (type !== 'policy' && type !== 'script') return entry
  return isObject(entry[type]) ? { [type]: entry[type] } : undefined
}
