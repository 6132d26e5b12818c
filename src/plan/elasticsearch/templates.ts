import type { ClusterStep, LeftOut } from '../types.js'
import { untyped } from './mappings.js'
import { withoutUnknown } from './settings.js'

type JsonObject = Record<string, unknown>

/**
 * Templates of Elasticsearch, Kibana and Fleet themselves, which need what OpenSearch has not. From 7.9 on most of them
 * say so in `_meta.managed`; these do not.
 * https://www.elastic.co/guide/en/elasticsearch/reference/8.11/index-templates.html#avoid-index-pattern-collisions
 */
const BUILT_IN = new RegExp(
  [
    String.raw`^\.(?:alerts|apm|async-search|data-frame|deprecation|enrich|fleet|ilm-history|internal\.alerts|items)`,
    String.raw`^\.(?:kibana|lists|logstash|management-beats|ml|monitoring|preview\.alerts|reporting|rollup|security)`,
    String.raw`^\.(?:siem-signals|slm-history|snapshot-blob-cache|transform|triggered_watches|watch)`,
    '^(?:ilm-history|slm-history|security-index-template|security_audit_log|kibana_index_template:)',
  ].join('|'),
)

/** What the index template and component template APIs of OpenSearch have no member for. */
const BODY_LEFT_OUT = [
  'allow_auto_create',
  'created_date',
  'created_date_millis',
  'deprecated',
  'ignore_missing_component_templates',
  'modified_date',
  'modified_date_millis',
]
const TEMPLATE_LEFT_OUT = ['data_stream_options', 'lifecycle']
/** OpenSearch takes these without a word, and does nothing about them. */
const DATA_STREAM_LEFT_OUT = ['allow_custom_routing', 'failure_store', 'hidden', 'index_mode']

/**
 * Leaves out of templates what only Elasticsearch knows, and templates and policies that are its own.
 * @returns what can be put, in the given order, and what was left out, with the names of its parts; none where it is all
 */
export function restorableSteps(steps: readonly ClusterStep[]): { steps: ClusterStep[]; leftOut: LeftOut[] } {
  const own = new Set(steps.filter(isBuiltIn))
  const parts = namesOf(steps.filter((step) => !own.has(step)))
  const shaped = steps.map((step) => (own.has(step) ? { step, leftOut: [] } : restorableStep(step, parts)))
  return {
    steps: shaped.filter((_, i) => !own.has(steps[i] as ClusterStep)).map(({ step }) => step),
    leftOut: shaped
      .filter(({ step, leftOut }) => own.has(step) || leftOut.length > 0)
      .map(({ step: { type, name }, leftOut }) => ({ type, name, parts: leftOut })),
  }
}

function isBuiltIn({ type, name, body }: ClusterStep): boolean {
  // A lifecycle of Elasticsearch; a policy of OpenSearch has states.
  if (type === 'policy') return objectAt(body, 'policy')?.phases !== undefined
  if (!isTemplate(type)) return false
  return BUILT_IN.test(name) || objectAt(body, '_meta')?.managed === true
}

function isTemplate(type: ClusterStep['type']): boolean {
  return type === 'template' || type === 'component_template' || type === 'index_template'
}

function namesOf(steps: readonly ClusterStep[]): Set<string> {
  return new Set(steps.filter(({ type }) => type === 'component_template').map(({ name }) => name))
}

/** @param parts names of the component templates that are put */
function restorableStep(step: ClusterStep, parts: Set<string>): { step: ClusterStep; leftOut: string[] } {
  const { type, name, body } = step
  if (!isTemplate(type)) return { step, leftOut: [] }
  if (type === 'template') {
    const { definition, leftOut } = restorableDefinition(name, body)
    return { step: { ...step, body: definition }, leftOut }
  }
  const leftOut: string[] = []
  const kept = without(body, BODY_LEFT_OUT, '', leftOut)
  const optional = listAt(body, 'ignore_missing_component_templates').filter((one) => !parts.has(one))
  const missing = listAt(body, 'composed_of').filter((one) => optional.includes(one))
  if (missing.length > 0) {
    kept.composed_of = listAt(body, 'composed_of').filter((one) => !missing.includes(one))
    leftOut.push(...missing.map((one) => `composed_of.${one}`))
  }
  const stream = objectAt(body, 'data_stream')
  if (stream) kept.data_stream = without(stream, DATA_STREAM_LEFT_OUT, 'data_stream.', leftOut)
  const template = objectAt(body, 'template')
  if (template) {
    const found = restorableDefinition(name, without(template, TEMPLATE_LEFT_OUT, 'template.', leftOut))
    kept.template = found.definition
    leftOut.push(...found.leftOut)
  }
  return { step: { ...step, body: kept }, leftOut }
}

/** Settings and mappings, as a template brings them to an index. */
function restorableDefinition(
  name: string,
  given: JsonObject,
): { definition: JsonObject; leftOut: string[] } {
  const definition = { ...given }
  const leftOut: string[] = []
  const settings = objectAt(given, 'settings')
  if (settings) {
    const found = withoutUnknown(settings)
    definition.settings = found.settings
    leftOut.push(...found.leftOut)
  }
  const mappings = objectAt(given, 'mappings')
  if (mappings && Object.keys(mappings).length > 0) {
    const found = untypedOrAsIs(name, mappings)
    definition.mappings = found.mappings
    leftOut.push(...found.leftOut)
  }
  return { definition, leftOut }
}

/** A mapping of several types stays as it is: the cluster refuses that template, and not all others with it. */
function untypedOrAsIs(name: string, mappings: JsonObject): ReturnType<typeof untyped> {
  try {
    return untyped(name, mappings)
  } catch {
    return { mappings, leftOut: [] }
  }
}

function without(object: JsonObject, names: readonly string[], path: string, leftOut: string[]): JsonObject {
  const found = names.filter((name) => Object.hasOwn(object, name))
  leftOut.push(...found.map((name) => path + name))
  return Object.fromEntries(Object.entries(object).filter(([name]) => !found.includes(name)))
}

function objectAt(object: JsonObject, key: string): JsonObject | undefined {
  const value = object[key]
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined
}

function listAt(object: JsonObject, key: string): string[] {
  const value = object[key]
  return Array.isArray(value) ? value.map(String) : []
}
