import { isObject, type JsonObject } from '../json/objects.js'

/**
 * What OpenSearch has for a field type that it refused, by https://docs.opensearch.org/latest/mappings/supported-field-types/.
 * Only what the cluster has refused is looked up here: a newer one, or one with a plugin, may take it.
 */
const TYPES: Record<string, string> = {
  aggregate_metric_double:
    'OpenSearch has nothing of the kind; `object` with `"enabled": false` keeps the values',
  annotated_text: 'the plugin mapper-annotated-text brings it; `text` is the nearest without',
  constant_keyword: 'OpenSearch has it from 2.14 on; before, `keyword` is the nearest',
  counted_keyword: '`keyword` is the nearest',
  dense_vector:
    'OpenSearch has no equal; `knn_vector` of the k-NN plugin is the nearest, with `dimension` for `dims` and the setting `index.knn`',
  exponential_histogram:
    'OpenSearch has nothing of the kind; `object` with `"enabled": false` keeps the values',
  flat_object: 'OpenSearch has it from 2.7 on',
  flattened: 'it is `flat_object` in OpenSearch, from 2.7 on and without parameters such as `depth_limit`',
  histogram: 'OpenSearch has nothing of the kind; `object` with `"enabled": false` keeps the values',
  icu_collation_keyword: 'the plugin analysis-icu brings it',
  knn_vector: 'the k-NN plugin brings it',
  match_only_text: 'OpenSearch has it from 2.12 on; `text` is the nearest before',
  murmur3: 'the plugin mapper-murmur3 brings it',
  passthrough: '`object` is the nearest; its fields are then found by their whole path alone',
  pattern_text: '`match_only_text` or `text` is the nearest',
  point: 'it is `xy_point` in OpenSearch, which the geospatial plugin brings',
  rank_vectors: 'OpenSearch has no equal; `object` with `"enabled": false` keeps the values',
  semantic_text:
    'OpenSearch has no equal; `semantic` of the neural-search plugin (from 3.1 on) is the nearest, with a model of its own; `text` keeps the words',
  shape: 'it is `xy_shape` in OpenSearch, which the geospatial plugin brings',
  sparse_vector:
    '`rank_features` takes such weights; the neural-search plugin has a `sparse_vector` of its own from 3.3 on',
  string: 'it is `text`, or `keyword` where it is not analyzed',
  tdigest: 'OpenSearch has nothing of the kind; `object` with `"enabled": false` keeps the values',
  unsigned_long: 'OpenSearch has it from 2.8 on',
  version: 'newer versions of OpenSearch have it; `keyword` is the nearest before',
  wildcard: 'OpenSearch has it from 2.15 on; `keyword` is the nearest before',
}

const NO_TIME_SERIES = 'OpenSearch has no time series mode; no document is different without it'
const NO_SYNTHETIC_SOURCE = 'OpenSearch keeps every source as it came; no document is different without it'
const NO_SCRIPT = 'OpenSearch computes no fields while it indexes; an ingest pipeline can'

/** The same of what a mapping or field has beside its type. */
const PARAMETERS: Record<string, string> = {
  _inference_fields: 'it belongs to `semantic_text` fields, which OpenSearch has not',
  _parent: 'OpenSearch has `join` fields for parents and children: reindex in Elasticsearch before you dump',
  _size: 'the plugin mapper-size brings it',
  mode: NO_SYNTHETIC_SOURCE,
  on_script_error: NO_SCRIPT,
  runtime: '`derived` fields are the nearest, from 2.15 on; no document is different without it',
  script: NO_SCRIPT,
  subobjects: 'OpenSearch makes objects of dotted names; a document with both `a` and `a.b` is refused then',
  synthetic_source_keep: NO_SYNTHETIC_SOURCE,
  time_series_dimension: NO_TIME_SERIES,
  time_series_metric: NO_TIME_SERIES,
}

const SHOWN_FIELDS = 5

/**
 * @param reason the cluster's words
 * @param file where the mapping is, for people
 * @param mappings as the cluster was given them, to name all fields of the kind
 * @returns what OpenSearch has instead of what it refused in a mapping, if it is that
 */
export function hintForMapping(reason: string, file: string, mappings: JsonObject = {}): string | undefined {
  const [, type, field] =
    /No handler for type \[([^\]]+)\] declared on field \[([^\]]+)\]/.exec(reason) ??
    // Of a dynamic template, which nobody looks at before a document needs it.
    /failed to find type parsed \[([^\]]+)\] for \[([^\]]+)\]/.exec(reason) ??
    []
  if (type !== undefined && field !== undefined) {
    const paths = fieldsWith(mappings, (one) => one.type === type)
    const advice =
      own(TYPES, type) ?? 'install in the cluster the plugin that brings it, or take another type'
    return `${listed(paths, field)} in ${file}: \`${type}\`: ${advice}. Correct it there.`
  }
  const parameter =
    /unknown parameter \[([^\]]+)\] on mapper/.exec(reason)?.[1] ??
    /unsupported parameters: +\[([^\s\]]+) :/.exec(reason)?.[1] ??
    /Illegal dynamic template parameter: \[([^\]]+)\]/.exec(reason)?.[1]
  if (parameter !== undefined) {
    const paths = fieldsWith(mappings, (one) => Object.hasOwn(one, parameter))
    const advice = own(PARAMETERS, parameter) ?? 'OpenSearch has no such parameter here'
    const where = paths.length > 0 ? `${listed(paths, '')} in ${file}` : `The mapping in ${file}`
    return `${where}: \`${parameter}\`: ${advice}. Take it out there.`
  }
  if (/Could not convert \[dynamic(\.dynamic)?\] to boolean/.test(reason))
    return `\`"dynamic": "runtime"\` in ${file}: OpenSearch has no runtime fields. Write \`true\` or \`false\` there.`
  const constant = /Field \[([^\]]+)\] is missing required parameter \[value\]/.exec(reason)?.[1]
  if (constant !== undefined)
    return `Field \`${constant}\` in ${file}: OpenSearch's \`constant_keyword\` needs its \`value\`. Add it there, or write \`keyword\`.`
  return undefined
}

/** @returns dotted paths of the fields, and of the multi-fields, that are so */
function fieldsWith(level: JsonObject, isSo: (field: JsonObject) => boolean, path = ''): string[] {
  return ['properties', 'fields'].flatMap((key) => {
    const fields = level[key]
    if (!isObject(fields)) return []
    return Object.entries(fields).flatMap(([name, field]) => {
      if (!isObject(field)) return []
      const place = path === '' ? name : `${path}.${name}`
      return [...(isSo(field) ? [place] : []), ...fieldsWith(field, isSo, place)]
    })
  })
}

function listed(paths: readonly string[], fallback: string): string {
  const names = paths.length > 0 ? paths : [fallback]
  const shown = names.slice(0, SHOWN_FIELDS).map((name) => `\`${name}\``)
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : ''
  return `${names.length === 1 ? 'Field' : 'Fields'} ${shown.join(', ')}${more}`
}

function own(table: Record<string, string>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}
