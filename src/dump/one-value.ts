import { isObject } from '../json/objects.js'
import { readBytes } from './open.js'
import type { DumpFile } from './types.js'

/** What is larger is taken for documents: nothing but a look at the whole would tell. */
const MOST_BYTES = 16 * 1024 * 1024

/** @returns whether a file is one JSON value, and not the answer of a cluster that failed, which stands where documents should */
export async function isOneValue(file: DumpFile): Promise<boolean> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of readBytes(file)) {
      bytes += chunk.length
      if (bytes > MOST_BYTES) return false
      chunks.push(chunk)
    }
    const value: unknown = JSON.parse(
      Buffer.concat(chunks)
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    )
    return !(isObject(value) && Object.hasOwn(value, 'error') && Object.hasOwn(value, 'status'))
  } catch {
    return false
  }
}
