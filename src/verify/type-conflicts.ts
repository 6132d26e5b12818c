import { isObject } from '../json/objects.js'
import { typeOf, withoutDots } from './mappings.js'
import { difference } from './settings.js'

type Mapping = Record<string, unknown>

/**
 * Finds what an index that exists can never take on: a field keeps the type that it has.
 * @param dump the dump's mapping
 * @param actual the cluster's
 * @returns a line for each field that has another type in the cluster
 */
export function typeConflicts(dump: Mapping, actual: Mapping): string[] {
  return conflictsBelow('', withoutDots(dump), withoutDots(actual))
}

function conflictsBelow(path: string, dump: Mapping, actual: Mapping): string[] {
  const conflicts: string[] = []
  for (const children of ['properties', 'fields']) {
    const [ours, theirs] = [dump[children], actual[children]]
    if (!isObject(ours) || !isObject(theirs)) continue
    for (const [name, field] of Object.entries(ours)) {
      const found = Object.hasOwn(theirs, name) ? theirs[name] : undefined
      if (!isObject(field) || !isObject(found)) continue
      const place = path === '' ? name : `${path}.${name}`
      const [type, foundType] = [typeOf(field), typeOf(found)]
      if (type === foundType) conflicts.push(...conflictsBelow(place, field, found))
      else conflicts.push(difference(`${place}.type`, type, foundType))
    }
  }
  return conflicts
}
