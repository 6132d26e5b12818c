import { basename } from 'node:path'
import { RestoreError } from '../errors.js'
import { backingOf, joinBackings } from './data-streams.js'
import { type Found, group } from './group-files.js'
import { list } from './list.js'
import { type NameReadings, type Reading, readName } from './names.js'
import { isOneValue } from './one-value.js'
import { type Peek, peek } from './peek.js'
import { hintAtSubFolder } from './sub-folders.js'
import { templateReading } from './template-form.js'
import type { Dump, DumpFile } from './types.js'

interface Seen {
  file: DumpFile
  names: NameReadings
  shown: Peek
}

/** How such a file begins. */
const APPLE_DOUBLE = '\x00\x05\x16\x07'

/** How the files of a dump are called for people, where they lie elsewhere than where they came from. */
export interface Origin {
  /** What they came from. */
  path: string
  /** Begins the name of every file: the way to their folder in there, with a slash at its end; or empty. */
  within: string
}

/**
 * Finds out what a dump holds, by file names and, where those can be read in two ways, by content.
 * @param path a dump directory, or one dump file
 * @throws RestoreError DUMP_UNREADABLE, DUMP_EMPTY; DUMP_METADATA_INVALID where two files claim the same part
 */
export async function discover(path: string, origin: Origin = { path, within: '' }): Promise<Dump> {
  const { files, folders } = await list(path, origin.within)
  const found: Found[] = []
  const ignored = folders.map((name) => `${name}/`)
  const unsettled: Seen[] = []
  const present = new Set(files.map(({ name }) => name))
  const notes: string[] = []
  for (const file of files) {
    const names = readName(basename(file.name))
    if (!names) {
      ignored.push(file.name)
      continue
    }
    const seen = { file, names, shown: await peek(file) }
    if (isAppleDouble(seen, present)) {
      ignored.push(file.name)
      continue
    }
    const template =
      seen.shown.kind === 'metadata' ? await templateReading(file, names.typed, seen.shown) : undefined
    if (template?.note !== undefined) notes.push(template.note)
    const reading = template?.reading ?? settle(seen)
    if (reading) found.push({ ...reading, file, split: names.split, stream: streamOf(seen) })
    else unsettled.push(seen)
  }
  // What a file does not tell itself, the metadata beside it does.
  const known = new Set(found.filter(({ type }) => type !== 'data').map(({ index }) => index))
  const stems = new Set(files.map(({ name }) => readName(basename(name))?.stem.replace(/[._]data$/, '-data')))
  const named = new Set(found.map(({ index }) => index))
  for (const seen of unsettled) {
    if (await isOther(seen, known)) {
      ignored.push(seen.file.name)
      continue
    }
    const reading = seen.shown.kind === 'data' ? settleData(seen, known, stems) : settleByName(seen, named)
    found.push({ ...reading, file: seen.file, split: seen.names.split, stream: streamOf(seen) })
    named.add(reading.index)
  }
  if (found.length === 0) {
    // All folders of an archive are looked at anyway.
    const below = path === origin.path ? await hintAtSubFolder(path, folders) : undefined
    throw new RestoreError('DUMP_EMPTY', `${origin.path} holds no dump: ${describeContent(files, folders)}`, {
      hint:
        below ??
        'Give `dump` the directory that elasticdump or multielasticdump wrote to, or one of its files.',
    })
  }
  const indices = joinBackings(group(found))
  return { path: origin.path, indices, ignored, ...(notes.length > 0 && { notes }) }
}

function streamOf({ shown }: Pick<Seen, 'shown'>): string | undefined {
  return backingOf(shown.index ?? '')?.stream
}

/** macOS puts `._orders.json` beside `orders.json`, with what its own file system knows of that. */
function isAppleDouble({ file: { name }, shown: { kind, text } }: Seen, present: Set<string>): boolean {
  const own = basename(name)
  if (!own.startsWith('._') || kind !== 'damaged') return false
  return text.startsWith(APPLE_DOUBLE) || present.has(name.slice(0, -own.length) + own.slice(2))
}

/** Some other JSON that lies there. What may be documents, of which the first is damaged, is theirs, and fails. */
async function isOther({ file, names: { stem, split }, shown }: Seen, known: Set<string>): Promise<boolean> {
  return shown.kind === 'metadata' && split === undefined && !known.has(stem) && (await isOneValue(file))
}

/** Chooses among the readings of a name by what the file holds, if that tells. */
function settle({ names: { stem, typed }, shown }: Seen): Reading | undefined {
  const { kind } = shown
  const index = streamOf({ shown }) ?? shown.index
  const asData = typed.find(({ type }) => type === 'data')
  if (kind === 'metadata') {
    return typed.find(({ type }) => type !== 'data') ?? asData
  }
  if (kind !== 'data') return undefined
  if (!asData || index === stem) return { index: stem, type: 'data' }
  return index === asData.index ? asData : undefined
}

/**
 * `log-data.json` whose documents were dumped through an alias, so that they name neither `log` nor `log-data`: it is
 * of `log-data` where that has metadata and no other data.
 */
function settleData(
  { names: { stem, typed } }: Seen,
  known: Set<string>,
  stems: Set<string | undefined>,
): Reading {
  const asData = typed.find(({ type }) => type === 'data')
  if (!asData || (known.has(stem) && !stems.has(`${stem}-data`))) return { index: stem, type: 'data' }
  return asData
}

/**
 * An empty or damaged file does not tell. `my-index.json` is the data of `my-index` where other files are of that
 * index, else the definition of `my`.
 */
function settleByName({ names: { stem, typed } }: Seen, named: Set<string>): Reading {
  const bare: Reading = { index: stem, type: 'data' }
  if (named.has(stem)) return bare
  return typed.find(({ type }) => type !== 'data') ?? typed[0] ?? bare
}

function describeContent(files: DumpFile[], folders: string[]): string {
  if (files.length + folders.length === 0) return 'it is empty'
  const names = [...files.map(({ name }) => name), ...folders.map((name) => `${name}/`)]
  const shown = names.slice(0, 10).join(', ')
  return `it has ${names.length > 10 ? `${shown} and ${names.length - 10} more` : shown}`
}
