import { stat } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { messageOf, RestoreError } from '../errors.js'
import { parseForCode, stringifyLossless } from '../json/lossless.js'
import { memberText } from '../json/ranges.js'
import type { DumpedDocument } from './documents.js'
import { hasId, routingOf } from './identity.js'

/** A document as a module gets it, and gives it back. */
export interface TransformedDocument {
  /** Absent where the dump has none. */
  id?: string
  routing?: string
  source: Record<string, unknown>
}

type Module = (document: TransformedDocument) => TransformedDocument | null

/**
 * What becomes of a document of the dump.
 * @param text its JSON object @param value the same, parsed
 * @returns the JSON text of what the module gave back, the very text where it touched nothing, or null to leave it out
 * @throws Error with what is wrong with what it gave back, or what it threw
 */
export type Transform = (text: string, value: DumpedDocument) => string | null

/**
 * Loads a JavaScript module of the workspace, whose default export takes a document and gives it back.
 * @throws RestoreError TRANSFORM_FAILED
 */
export async function loadTransform(path: string): Promise<Transform> {
  let loaded: { default?: unknown }
  try {
    await stat(path)
    loaded = await import(/* webpackIgnore: true */ pathToFileURL(path).href)
  } catch (cause) {
    throw failed(`${path} cannot be loaded: ${messageOf(cause)}`, cause)
  }
  const { default: transform } = loaded
  if (typeof transform !== 'function') throw failed(`${path} has no function for its default export`)
  return (text, value) => apply(transform as Module, text, value)
}

/**
 * @param place file and line of the document, for people
 * @returns as the transform does
 * @throws RestoreError TRANSFORM_FAILED
 */
export function transformed(
  transform: Transform,
  place: string,
  text: string,
  value: DumpedDocument,
): string | null {
  try {
    return transform(text, value)
  } catch (error) {
    throw failed(`${place}: ${messageOf(error)}`, error)
  }
}

function apply(transform: Module, text: string, value: DumpedDocument): string | null {
  const given = documentOf(text, value)
  const { id, routing } = given
  const before = stringifyLossless(given.source)
  const returned: unknown = transform(given)
  if (returned === null) return null
  const result = requireDocument(returned)
  const source = stringifyLossless(result.source)
  if (source === before && result.id === id && result.routing === routing) return text
  const meta = {
    ...(result.id === undefined ? {} : { _id: result.id }),
    ...(result.routing === undefined ? {} : { _routing: result.routing }),
  }
  return `${JSON.stringify(meta).slice(0, -1)}${Object.keys(meta).length > 0 ? ',' : ''}"_source":${source}}`
}

function documentOf(text: string, value: DumpedDocument): TransformedDocument {
  const routing = routingOf(value)
  return {
    ...(hasId(value) ? { id: String(value._id) } : {}),
    ...(routing === undefined ? {} : { routing }),
    source: parseForCode(memberText(text, '_source') ?? 'null') as Record<string, unknown>,
  }
}

function requireDocument(returned: unknown): TransformedDocument {
  const { id, routing, source } = (returned ?? {}) as Partial<TransformedDocument>
  const isObject = typeof source === 'object' && source !== null && !Array.isArray(source)
  if (
    !isObject ||
    (id !== undefined && typeof id !== 'string') ||
    (routing !== undefined && typeof routing !== 'string')
  ) {
    const what = returned instanceof Promise ? 'a promise' : typeof returned
    throw new Error(
      `the module gave back ${what}, which is no document {id, routing, source}, nor null to leave it out`,
    )
  }
  return returned as TransformedDocument
}

function failed(reason: string, cause?: unknown): RestoreError {
  return new RestoreError('TRANSFORM_FAILED', `transform: ${reason}`, {
    hint: 'Correct the module: its default export takes {id, routing, source}, and gives it back changed, or null.',
    cause,
  })
}
