import type { Asked } from './ask.js'
import { sourceError } from './errors.js'
import type { Extent } from './point-in-time.js'

type JsonObject = Record<string, unknown>

/** What the source says an index is. */
export interface Definition {
  /** The answer's text, from which all types but data can be read. */
  text: string
  extent: Extent
  /** As text, to see whether they have changed. */
  mappings: string
  /** The cluster keeps no documents, only what is searched. */
  isSourceOff: boolean
  /** What keeps documents from being read as they were written. */
  notes: string[]
}

const WINDOW = 10_000

/** @throws RestoreError CLUSTER_UNAUTHORIZED, CLUSTER_REFUSED */
export async function readDefinition({ cluster }: Asked, index: string): Promise<Definition> {
  let text: string
  try {
    const path = `/${encodeURIComponent(index)}`
    const { body } = await cluster.textClient.transport.request({ method: 'GET', path })
    text = body as unknown as string
  } catch (error) {
    throw sourceError(error, `index ${index} cannot be read`)
  }
  const { settings = {}, mappings = {} } = (JSON.parse(text) as Record<string, Parts>)[index] ?? {}
  const { number_of_shards = 1, max_result_window = WINDOW } = settings.index ?? {}
  return {
    text,
    mappings: JSON.stringify(mappings),
    extent: { shards: Number(number_of_shards), window: Number(max_result_window) },
    isSourceOff: String(mappings._source?.enabled) === 'false',
    notes: notesOf(index, mappings._source ?? {}, settings.index ?? {}),
  }
}

interface Parts {
  settings?: { index?: JsonObject }
  mappings?: { _source?: JsonObject }
}

function notesOf(index: string, { includes, excludes, mode }: JsonObject, settings: JsonObject): string[] {
  const isPart = [includes, excludes].some((list) => Array.isArray(list) && list.length > 0)
  const { enabled } = (settings.derived_source ?? {}) as JsonObject
  const isMade = mode === 'synthetic' || String(enabled) === 'true'
  return [
    ...(isPart
      ? [
          `The mapping of ${index} keeps parts of its documents out of \`_source\`: the source cluster does not give them, so they are not restored.`,
        ]
      : []),
    ...(isMade
      ? [
          `The source cluster makes the documents of ${index} out of their fields: they are restored as it gives them, which may not be how they were written.`,
        ]
      : []),
  ]
}
