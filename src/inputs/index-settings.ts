import { isOwnSetting } from '../dump/index.js'
import { leavesOf } from '../json/leaves.js'
import { parseMetadataJson } from '../json/lossless.js'
import { isObject } from '../json/objects.js'
import { Refusal } from './faults.js'

/** Values by dotted name without `index.`: texts, numbers, booleans, lists; null for the cluster's default. */
export type IndexSettings = Readonly<Record<string, unknown>>

const FORM = 'Give a JSON object such as {"number_of_replicas": 0, "refresh_interval": "30s"}'

/** A JSON object of settings, nested or dotted, with or without `index.`. */
export function indexSettings(value: string): IndexSettings {
  let settings: unknown
  try {
    settings = parseMetadataJson(value)
  } catch (error) {
    throw new Refusal(`is not JSON (${error instanceof Error ? error.message : ''})`, FORM)
  }
  if (!isObject(settings)) throw new Refusal('is no JSON object', FORM)
  const given = leavesOf(settings).map(([name, leaf]) => [name.replace(/^index\./, ''), leaf] as const)
  const names = given.map(([name]) => name)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw new Refusal(`has ${twice} twice`, 'Give each setting once')
  const own = names.find(isOwnSetting)
  if (own !== undefined) {
    throw new Refusal(`has ${own}, which the cluster gives each index itself`, 'Leave it out')
  }
  return Object.freeze(Object.fromEntries(given))
}
