/** What JSON calls an object, read. */
export type JsonObject = Record<string, unknown>

/** @returns whether a JSON value is an object: neither null nor a list */
export function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
