import { createWriteStream } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

// A large text is not to be analysed; its size is what matters.
const MAPPING = { dynamic: false, properties: { n: { type: 'integer' } } }

/** @param bytes of its text */
export const document = (n, bytes) => `{"_id":"${n}","_source":{"n":${n},"text":"${'x'.repeat(bytes)}"}}\n`

/** @returns lines of documents, a batch at a time */
export function* documents(count, bytes) {
  for (let n = 0; n < count; n += 1000) {
    const batch = Array.from({ length: Math.min(1000, count - n) }, (_, i) => document(n + i, bytes))
    yield batch.join('')
  }
}

/** Writes a dump. @param data of each index: pieces of its data file @param settings of all of them @returns its folder */
export async function writeDump(folder, data, settings) {
  const dump = await mkdtemp(join(folder, 'dump-'))
  for (const [index, pieces] of Object.entries(data)) {
    await pipeline(Readable.from(pieces), createWriteStream(join(dump, `${index}.json`)))
    const write = (type, content) => writeFile(join(dump, `${index}.${type}.json`), JSON.stringify(content))
    await write('mapping', { [index]: { mappings: MAPPING } })
    await write('settings', { [index]: { settings: { index: settings } } })
  }
  return dump
}
