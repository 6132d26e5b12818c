import { messageOf, RestoreError } from '../errors.js'
import { parseMetadataJson } from '../json/lossless.js'
import { readBytes } from './open.js'
import type { DumpFile } from './types.js'

export type JsonObject = Record<string, unknown>

/**
 * Reads a metadata file: plain JSON, or elasticdump's JSON string of JSON.
 * @throws RestoreError DUMP_METADATA_INVALID naming the file, DUMP_UNREADABLE
 */
export async function readObject(file: DumpFile): Promise<JsonObject> {
  const chunks: Buffer[] = []
  for await (const chunk of readBytes(file)) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString('utf8').trim()
  if (text === '') throw metadataFault(file, 'it is empty')
  let content: unknown
  try {
    content = parseMetadataJson(text)
    if (typeof content === 'string') content = parseMetadataJson(content)
  } catch (cause) {
    throw metadataFault(file, `it is not JSON: ${messageOf(cause)}`, cause)
  }
  if (!isObject(content)) throw metadataFault(file, 'it holds no JSON object')
  return content
}

export function metadataFault(file: DumpFile, what: string, cause?: unknown): RestoreError {
  return new RestoreError('DUMP_METADATA_INVALID', `${file.name}: ${what}`, {
    hint: 'Take the dump of this file again, or leave its type out of `types`.',
    cause,
  })
}

export function objectAt(value: JsonObject, key: string): JsonObject {
  const found = value[key]
  return isObject(found) ? found : {}
}

export function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
