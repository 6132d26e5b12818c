// What lies ready before the clock runs: bodies for raw _bulk, and elasticdump's index files.
import { createReadStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const BODY_BYTES = 5 * 1024 * 1024

/** An index as the action makes it for the load. */
export function loadBody({ settings, mappings }) {
  return { settings: { index: { ...settings, number_of_replicas: 0, refresh_interval: '-1' } }, mappings }
}

/** Writes the file of `elasticdump --type=index`: a JSON string that itself holds JSON. */
export async function writeIndexFile(folder, index) {
  await mkdir(folder, { recursive: true })
  const file = join(folder, `${index.name}.index.json`)
  await writeFile(file, JSON.stringify(JSON.stringify({ [index.name]: loadBody(index) })))
  return file
}

/** Writes bodies of _bulk of about 5 MB, `<index>.<number>.ndjson`. @returns their folder */
export async function writeBodies(folder, indexes) {
  await mkdir(folder, { recursive: true })
  for (const { name, files } of indexes) {
    let number = 0
    let lines = []
    let length = 0
    const flush = async () => {
      await writeFile(join(folder, `${name}.${number++}.ndjson`), lines.join(''))
      lines = []
      length = 0
    }
    for await (const line of createInterface({ input: createReadStream(files.data) })) {
      const { _id, _source } = JSON.parse(line)
      const pair = `${JSON.stringify({ index: { _id } })}\n${JSON.stringify(_source)}\n`
      lines.push(pair)
      length += Buffer.byteLength(pair)
      if (length >= BODY_BYTES) await flush()
    }
    if (length > 0) await flush()
  }
  return folder
}
