import { leavesOf, nested } from '../../json/leaves.js'
import { isObject, type JsonObject } from '../../json/objects.js'
import { type ClusterStep, definitionOf } from '../../plan/index.js'

/**
 * @param parts component templates that are put before it
 * @returns the body of an index template with these in itself, so that it can be asked about while they are not there
 */
export function composedBody({ body, ...step }: ClusterStep, parts: readonly ClusterStep[]): JsonObject {
  const names = [body.composed_of ?? []].flat().map(String)
  const own = names.flatMap((name) => parts.filter((part) => part.name === name))
  if (own.length === 0) return body
  const all = [...own, { ...step, body }].map(definitionOf)
  const settings = nested(all.flatMap(({ settings = {} }) => leavesOf(withPrefix(settings))))
  const mappings = all.reduce<JsonObject>((merged, one) => overlaid(merged, one.mappings ?? {}), {})
  const aliases = Object.assign({}, ...all.map((one) => one.aliases ?? {})) as JsonObject
  const composed_of = names.filter((name) => !own.some((part) => part.name === name))
  return { ...body, composed_of, template: { settings, mappings, aliases } }
}

/** `index.` may be left out of settings; of one setting that is given both ways the last has to win. */
function withPrefix(settings: JsonObject): JsonObject {
  const leaves = leavesOf(settings).map(([name, value]) => [
    name.startsWith('index.') ? name : `index.${name}`,
    value,
  ])
  return Object.fromEntries(leaves)
}

/** A field that both have is the later one's; only what has fields is merged. */
function overlaid(below: JsonObject, above: JsonObject): JsonObject {
  const merged = { ...below, ...above }
  const [fields, others] = [below.properties, above.properties]
  if (!isObject(fields) || !isObject(others)) return merged
  const names = Object.keys(others).map((name) => {
    const [one, other] = [fields[name], others[name]]
    const bothHaveFields = isObject(one) && isObject(other) && one.properties && other.properties
    return [name, bothHaveFields ? overlaid(one, other) : other]
  })
  return { ...merged, properties: { ...fields, ...Object.fromEntries(names) } }
}
