import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Files of one index as multielasticdump names them: `.mapping.json`, `.settings.json`, and the data without a type. */
export interface DumpedIndex {
  /** Documents of a line each, or the file's text as it is. */
  data?: object[] | string
  /** What stands below `mappings`. */
  mapping?: object
  /** What stands below `settings`. */
  settings?: object
  /** What stands below `aliases`. */
  alias?: object
}

const folders: string[] = []

/** Writes a dump into a temporary folder, which {@link removeDumps} removes. @returns the folder */
export async function dumpOf(indices: Record<string, DumpedIndex>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dump-'))
  folders.push(folder)
  for (const [name, { data, mapping, settings, alias }] of Object.entries(indices)) {
    const write = (ending: string, text: string) => writeFile(join(folder, `${name}${ending}`), text)
    if (data) await write('.json', typeof data === 'string' ? data : lines(data))
    if (mapping) await write('.mapping.json', JSON.stringify({ [name]: { mappings: mapping } }))
    if (settings) await write('.settings.json', twice({ [name]: { settings } }))
    if (alias) await write('.alias.json', twice({ [name]: { aliases: alias } }))
  }
  return folder
}

export async function removeDumps(): Promise<void> {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
}

/** @returns documents `0`, `1`, … as elasticdump writes them */
export function documents(count: number, source: (n: number) => object = (n) => ({ n })): object[] {
  return Array.from({ length: count }, (_, n) => ({ _index: 'dumped', _id: String(n), _source: source(n) }))
}

export function lines(objects: object[]): string {
  return objects.map((object) => `${JSON.stringify(object)}\n`).join('')
}

/** elasticdump's form of settings and aliases: JSON in a JSON string. */
function twice(value: object): string {
  return JSON.stringify(JSON.stringify(value))
}
