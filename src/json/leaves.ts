import { isObject, type JsonObject } from './objects.js'

/** @returns the values of an object with dotted names, through all its objects; a list is a value */
export function leavesOf(value: JsonObject): [string, unknown][] {
  const leaves: [string, unknown][] = []
  const add = (object: JsonObject, prefix: string) => {
    for (const [key, inner] of Object.entries(object)) {
      const name = prefix + key
      if (isObject(inner)) add(inner, `${name}.`)
      else leaves.push([name, inner])
    }
  }
  add(value, '')
  return leaves
}

/**
 * Puts leaves together again, without prototypes, as a key may be `__proto__`. What is below a name that has a value
 * itself stays dotted, as OpenSearch writes it: `{"merge": {"policy": "tiered", "policy.max_merged_segment": "1gb"}}`.
 */
export function nested(leaves: readonly (readonly [string, unknown])[]): JsonObject {
  const whole: JsonObject = Object.create(null)
  const paths = leaves.map(([name, value]) => ({ keys: name.split('.'), value }))
  for (const { keys, value } of paths.toSorted((a, b) => a.keys.length - b.keys.length)) {
    let at = whole
    for (let key = keys[0]; keys.length > 1 && key !== undefined; key = keys[0]) {
      // A null is a value too.
      if (at[key] === undefined) at[key] = Object.create(null)
      const inner = at[key]
      if (!isObject(inner)) break
      at = inner
      keys.shift()
    }
    at[keys.join('.')] = value
  }
  return whole
}
