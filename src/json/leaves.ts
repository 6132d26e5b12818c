type JsonObject = Record<string, unknown>

/** @returns the values of an object with dotted names, through all its objects; a list is a value */
export function leavesOf(value: JsonObject): [string, unknown][] {
  return Object.entries(value).flatMap(([key, inner]) =>
    isObject(inner)
      ? leavesOf(inner).map(([name, leaf]) => [`${key}.${name}`, leaf] as [string, unknown])
      : [[key, inner] as [string, unknown]],
  )
}

/**
 * Puts leaves together again, without prototypes, as a key may be `__proto__`. What is below a name that has a value
 * itself stays dotted, as OpenSearch writes it: `{"merge": {"policy": "tiered", "policy.max_merged_segment": "1gb"}}`.
 */
export function nested(leaves: readonly (readonly [string, unknown])[]): JsonObject {
  const whole: JsonObject = Object.create(null)
  const depth = ([name]: readonly [string, unknown]) => name.split('.').length
  for (const [name, value] of leaves.toSorted((a, b) => depth(a) - depth(b))) {
    const keys = name.split('.')
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

function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
