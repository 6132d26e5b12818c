import { isObject, type JsonObject } from '../json/objects.js'

/** What a mapping of more takes in a report is not worth it. */
const MOST_FIELDS = 2000
const MOST_CHARACTERS = 200_000

/** @returns the fields of a mapping with their types, `title.raw: keyword`, sorted; null where there are too many */
export function fieldsOf(mappings: JsonObject): string[] | null {
  const fields: string[] = []
  const add = (level: JsonObject, prefix: string) => {
    for (const children of [level.properties, level.fields].filter(isObject)) {
      for (const [name, field] of Object.entries(children)) {
        if (!isObject(field)) continue
        // What only holds others is told by them.
        if (field.type !== undefined || !isObject(field.properties))
          fields.push(`${prefix}${name}: ${String(field.type ?? 'object')}`)
        add(field, `${prefix}${name}.`)
      }
    }
  }
  // Elasticsearch 6 has a level for the type.
  for (const level of isObject(mappings.properties) ? [mappings] : Object.values(mappings).filter(isObject))
    add(level, '')
  const characters = fields.reduce((sum, field) => sum + field.length, 0)
  return fields.length > MOST_FIELDS || characters > MOST_CHARACTERS ? null : fields.sort()
}

/** @returns what was added, removed, or has another type: `+ a: long`, `- b: date`, `c: long → keyword` */
export function fieldChanges(before: readonly string[], now: readonly string[]): string[] {
  const [old, fresh] = [typesOf(before), typesOf(now)]
  const changes: [string, string][] = []
  for (const [name, type] of fresh) {
    const was = old.get(name)
    if (was === undefined) changes.push([name, `+ ${name}: ${type}`])
    else if (was !== type) changes.push([name, `${name}: ${was} → ${type}`])
  }
  for (const [name, type] of old) if (!fresh.has(name)) changes.push([name, `- ${name}: ${type}`])
  return changes.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, change]) => change)
}

function typesOf(fields: readonly string[]): Map<string, string> {
  return new Map(
    fields.map((field) => {
      const end = field.lastIndexOf(': ')
      return [field.slice(0, end), field.slice(end + 2)]
    }),
  )
}
