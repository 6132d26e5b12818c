import { RestoreError } from '../../errors.js'
import { isObject, type JsonObject } from '../../json/objects.js'

/** What a mapping has at its top; any other name there is that of a type. */
const ROOT = new Set([
  'properties',
  'dynamic',
  'dynamic_templates',
  'dynamic_date_formats',
  'date_detection',
  'numeric_detection',
  'include_in_all',
  'runtime',
  'subobjects',
  '_all',
  '_source',
  '_routing',
  '_meta',
  '_field_names',
  '_parent',
  '_size',
  '_timestamp',
  '_ttl',
  '_data_stream_timestamp',
  'context_aware_grouping',
  'derived',
])

/**
 * What OpenSearch refuses and no document is different without: they say what else is searched, or kept beside it.
 * https://www.elastic.co/guide/en/elasticsearch/reference/6.8/mapping-all-field.html
 */
const ROOT_LEFT_OUT = ['_all', '_timestamp', '_ttl']
const EVERYWHERE_LEFT_OUT = 'include_in_all'

/**
 * Takes the level of types off a mapping, which Elasticsearch 6 has and OpenSearch does not.
 * https://www.elastic.co/guide/en/elasticsearch/reference/7.17/removal-of-types.html
 * @returns the mapping, and the names of what was left out, `mappings._all`
 * @throws RestoreError DUMP_METADATA_INVALID where it has several types
 */
export function untyped(index: string, mappings: JsonObject): { mappings: JsonObject; leftOut: string[] } {
  const names = Object.keys(mappings)
  const isTyped = names.every((name) => !ROOT.has(name) && isObject(mappings[name]))
  if (names.length === 0 || !isTyped) return restorable(mappings)
  const types = names.filter((name) => name !== '_default_')
  const [only = '_default_', ...others] = types
  if (others.length > 0) {
    throw new RestoreError(
      'DUMP_METADATA_INVALID',
      `the mapping of index ${index} has ${types.length} types (${types.join(', ')}); OpenSearch has no types`,
      { hint: 'Reindex each type into an index of its own before you dump it.' },
    )
  }
  const { mappings: kept, leftOut } = restorable(mappings[only] as JsonObject)
  const isDefaultLeft = types.length > 0 && names.length > types.length
  return { mappings: kept, leftOut: [...(isDefaultLeft ? ['mappings._default_'] : []), ...leftOut] }
}

function restorable(mappings: JsonObject): { mappings: JsonObject; leftOut: string[] } {
  const refused = ROOT_LEFT_OUT.filter((name) => Object.hasOwn(mappings, name))
  const leftOut = refused.map((name) => `mappings.${name}`)
  const kept = Object.fromEntries(Object.entries(mappings).filter(([name]) => !refused.includes(name)))
  return { mappings: withoutParameters(kept, 'mappings', leftOut), leftOut }
}

/** A copy of a level: the mapping, or one field. */
function withoutParameters(level: JsonObject, path: string, leftOut: string[]): JsonObject {
  const parameters = Object.entries(level).flatMap(([name, value]): [string, unknown][] => {
    const place = `${path}.${name}`
    if (name === EVERYWHERE_LEFT_OUT) {
      leftOut.push(place)
      return []
    }
    if ((name === 'properties' || name === 'fields') && isObject(value)) {
      return [[name, mapped(value, (field, one) => inner(field, `${place}.${one}`, leftOut))]]
    }
    if (name === 'dynamic_templates' && Array.isArray(value)) {
      return [[name, value.map((template) => inTemplate(template, place, leftOut))]]
    }
    return [[name, value]]
  })
  return Object.fromEntries(parameters)
}

/** `{"strings": {"match": …, "mapping": {…}}}` */
function inTemplate(template: unknown, path: string, leftOut: string[]): unknown {
  if (!isObject(template)) return template
  return mapped(template, (one, name) => {
    if (!isObject(one) || !isObject(one.mapping)) return one
    return { ...one, mapping: inner(one.mapping, `${path}.${name}.mapping`, leftOut) }
  })
}

function inner(field: unknown, path: string, leftOut: string[]): unknown {
  return isObject(field) ? withoutParameters(field, path, leftOut) : field
}

function mapped(object: JsonObject, map: (value: unknown, key: string) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value, key)]))
}
