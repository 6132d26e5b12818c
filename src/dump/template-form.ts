import { isObject, type JsonObject } from '../json/objects.js'
import { readObject } from './metadata-file.js'
import type { Reading } from './names.js'
import type { Peek } from './peek.js'
import type { DumpFile } from './types.js'

/** Members that composable templates alone have, besides a `template` that is an object: of old it was a pattern. */
const COMPOSABLE = ['composed_of', 'data_stream', 'priority']
/** Members that legacy templates alone have at their top level. */
const LEGACY = ['settings', 'mappings', 'aliases', 'order']
const LISTS = ['index_templates', 'component_templates']
/** A file that is named as legacy ones are is read whole only where one of these is in sight. */
const COMPOSABLE_WORD = new RegExp(`"(?:${[...COMPOSABLE, ...LISTS, 'template'].join('|')})\\\\*"\\s*:`)

/**
 * Tells legacy and composable templates apart by what the file holds: `x.index_template.json` may be the index templates
 * of `x` or legacy ones of `x.index`, and people put composable ones into `x.template.json` too.
 * @param typed the readings of its name, the longest type first
 * @returns the reading, with a note where only the name told, or told otherwise; undefined where it is no file of templates by its name
 */
export async function templateReading(
  file: DumpFile,
  typed: readonly Reading[],
  { text }: Peek,
): Promise<{ reading: Reading; note?: string } | undefined> {
  const [byName] = typed
  const legacy = typed.find(({ type }) => type === 'template')
  if (!byName || !legacy) return undefined
  if (byName === legacy && !COMPOSABLE_WORD.test(text)) return { reading: legacy }
  const form = formOf(await readObject(file).catch(() => ({})))
  if (form === 'legacy') return { reading: legacy }
  if (form === 'composable' && byName === legacy) {
    const note = `${file.name} holds composable templates: it is taken for \`index_template\`, not for \`template\`.`
    return { reading: { ...legacy, type: 'index_template' }, note }
  }
  if (form === 'composable') return { reading: byName }
  if (form === 'none' || byName === legacy) return { reading: byName }
  const note = `${file.name} has nothing that only legacy templates or only composable ones have: by its name it is taken for \`${byName.type}\`. Where it holds a legacy template, name it ${byName.index}.template.json.`
  return { reading: byName, note }
}

/** @returns what the templates of a file are; `none` where it has none */
function formOf(content: JsonObject): 'composable' | 'legacy' | 'either' | 'none' {
  if (LISTS.some((list) => Array.isArray(content[list]))) return 'composable'
  const entries = Object.values(content).filter(isObject)
  const has = (names: string[]) => entries.some((entry) => names.some((name) => Object.hasOwn(entry, name)))
  if (has(COMPOSABLE) || entries.some(({ template }) => isObject(template))) return 'composable'
  if (has(LEGACY) || entries.some(({ template }) => template !== undefined)) return 'legacy'
  return entries.length > 0 ? 'either' : 'none'
}
