import { isUtf8 } from 'node:buffer'
import { messageOf, RestoreError } from '../errors.js'
import { parseMetadataJson } from '../json/lossless.js'
import { isObject, type JsonObject } from '../json/objects.js'
import { beyondBounds, MAX_METADATA_BYTES } from './metadata-bounds.js'
import { readBytes } from './open.js'
import type { DumpFile } from './types.js'

/**
 * Reads a metadata file: plain JSON, or elasticdump's JSON string of JSON.
 * @throws RestoreError DUMP_METADATA_INVALID naming the file, also where it would take more memory or time than any
 * metadata does; DUMP_UNREADABLE
 */
export async function readObject(file: DumpFile): Promise<JsonObject> {
  const text = (await readText(file)).trim()
  if (text === '') throw metadataFault(file, 'it is empty')
  // Of a string there are no numbers to keep, and JSON.parse takes a tenth of the memory for it.
  const inner = text.startsWith('"') ? parsed(file, text, JSON.parse) : text
  const content = typeof inner === 'string' ? parsed(file, inner, parseMetadataJson) : inner
  if (!isObject(content)) throw metadataFault(file, 'it holds no JSON object')
  return content
}

async function readText(file: DumpFile): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of readBytes(file)) {
    bytes += chunk.length
    if (bytes > MAX_METADATA_BYTES) {
      throw metadataFault(file, `it has more than ${MAX_METADATA_BYTES / 1024 / 1024} MiB of content`)
    }
    chunks.push(chunk)
  }
  const content = Buffer.concat(chunks)
  if (!isUtf8(content)) throw metadataFault(file, 'it has bytes that are not UTF-8')
  return content.toString('utf8')
}

function parsed(file: DumpFile, text: string, parse: (text: string) => unknown): unknown {
  const beyond = beyondBounds(text)
  if (beyond !== undefined) throw metadataFault(file, beyond)
  try {
    return parse(text)
  } catch (cause) {
    throw metadataFault(file, `it is not JSON: ${messageOf(cause)}`, cause)
  }
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
