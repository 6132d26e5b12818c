import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { request } from './opensearch.js'

/** Sources of documents by id. */
export type Documents = Record<string, object>

/** One index of a dump. A text is written as it is, so that it may be wrong; an object as elasticdump writes it. */
export interface DumpedIndex {
  data?: Documents | string | Buffer
  mapping?: object | string
  analyzer?: object | string
  settings?: object | string
  alias?: object | string
}

const folders: string[] = []

/**
 * Writes a dump folder with multielasticdump's file names, as small as a test likes it.
 * @param indices by name
 * @param files further files by name, as they are
 * @returns the folder; removeDumps removes it
 */
export async function writeDump(
  indices: Record<string, DumpedIndex>,
  files: Record<string, string | Buffer> = {},
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'restore-dump-'))
  folders.push(folder)
  const written = { ...files }
  for (const [name, index] of Object.entries(indices)) {
    const { data, mapping, analyzer, settings, alias } = index
    if (data !== undefined) written[`${name}.json`] = isRaw(data) ? data : dataLines(name, data)
    if (mapping !== undefined)
      written[`${name}.mapping.json`] = isRaw(mapping)
        ? mapping
        : JSON.stringify({ [name]: { mappings: mapping } })
    const strings = { analyzer: wrap(analyzer), settings: wrap(settings), alias }
    for (const [type, content] of Object.entries(strings)) {
      if (content === undefined) continue
      const part = type === 'alias' ? { aliases: content } : { settings: content }
      written[`${name}.${type}.json`] = isRaw(content)
        ? content
        : JSON.stringify(JSON.stringify({ [name]: part }))
    }
  }
  for (const [name, content] of Object.entries(written)) await writeFile(join(folder, name), content)
  return folder
}

/** Settings as they stand in a dump, below `index`. */
function wrap(settings: object | string | undefined): object | string | undefined {
  return settings === undefined || typeof settings === 'string' ? settings : { index: settings }
}

function isRaw(content: object | string): content is string | Buffer {
  return typeof content === 'string' || Buffer.isBuffer(content)
}

/** @returns the lines of a data file, as elasticdump writes them */
export function dataLines(index: string, documents: Documents): string {
  return Object.entries(documents)
    .map(([id, source]) => `${JSON.stringify({ _index: index, _id: id, _score: 1, _source: source })}\n`)
    .join('')
}

/** @returns documents `1` to `count`, each with a number and a text */
export function numbered(count: number): Documents {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [String(i + 1), { n: i + 1, title: `Title ${i + 1}` }]),
  )
}

export async function removeDumps(): Promise<void> {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
}

/** All that an index is: what must not change where a restore is not about it. */
export interface Snapshot {
  definition: unknown
  /** With `_version` and `_seq_no`, so that writing the same content again shows too. */
  documents: unknown[]
}

/** Creates an index that is there before the restore. */
export async function createIndex(name: string, documents: Documents, body: object = {}): Promise<Snapshot> {
  const created = await request('PUT', `/${name}`, {
    ...body,
    settings: { number_of_replicas: 0, ...(body as { settings?: object }).settings },
  })
  if (created.status !== 200) throw new Error(`${name}: ${created.text}`)
  const lines = Object.entries(documents).map(
    ([id, source]) => `${JSON.stringify({ index: { _id: id } })}\n${JSON.stringify(source)}\n`,
  )
  const indexed = await request('POST', `/${name}/_bulk?refresh=true`, lines.join(''))
  if (indexed.body.errors !== false) throw new Error(`${name}: ${indexed.text}`)
  return await snapshot(name)
}

/** @returns the settings, mappings, aliases and documents of an index */
export async function snapshot(index: string): Promise<Snapshot> {
  await request('POST', `/${index}/_refresh`)
  const definition = await request('GET', `/${index}`)
  const found = await request('GET', `/${index}/_search?size=1000&version=true&seq_no_primary_term=true`)
  const { hits } = found.body as { hits: { hits: { _id: string }[] } }
  return { definition: definition.body, documents: hits.hits.sort((a, b) => (a._id < b._id ? -1 : 1)) }
}

/** @returns the sources of an index's documents by id */
export async function documentsOf(index: string): Promise<Documents> {
  await request('POST', `/${index}/_refresh`)
  const found = await request('GET', `/${index}/_search?size=1000`)
  if (found.status !== 200) throw new Error(found.text)
  const { hits } = found.body as { hits: { hits: { _id: string; _source: object }[] } }
  return Object.fromEntries(hits.hits.map(({ _id, _source }) => [_id, _source]))
}

/** @returns every index whose name has this start, and its aliases that have it, hidden ones too, sorted */
export async function namesFrom(start: string): Promise<string[]> {
  // Not all indexes: one of another test may be blocked just then.
  const { body } = await request('GET', `/${start}*/_alias?expand_wildcards=all`)
  const held = body as Record<string, { aliases: object }>
  const names = Object.entries(held).flatMap(([index, { aliases }]) => [index, ...Object.keys(aliases)])
  return [...new Set(names)].filter((name) => name.startsWith(start)).sort()
}
