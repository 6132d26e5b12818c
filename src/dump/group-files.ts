import { RestoreError } from '../errors.js'
import type { Reading } from './names.js'
import type { DumpFile, DumpIndex, DumpType } from './types.js'

/** A file, and what it is. */
export interface Found extends Reading {
  file: DumpFile
  split: number | undefined
  /** The data stream that its first document was dumped from. */
  stream: string | undefined
}

/** @returns the indexes of a dump by name, each with a fault where its files are no whole */
export function group(found: Found[]): DumpIndex[] {
  found.sort((a, b) => (a.split ?? 0) - (b.split ?? 0) || (a.file.name < b.file.name ? -1 : 1))
  const indices = [...grouped(found, ({ index }) => index)].map(([name, all]) => {
    const isDataStream = all.some(({ stream }) => stream === name)
    const index: DumpIndex = { name, files: {}, ...(isDataStream && { isDataStream }) }
    for (const [type, parts] of grouped(all, (part) => part.type)) {
      index.files[type] = parts.map(({ file }) => file)
      checkParts(index, type, parts)
    }
    return index
  })
  return indices.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Map.groupBy, which Node 20 does not have. */
function grouped<T, K>(all: readonly T[], keyOf: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const one of all) {
    const group = groups.get(keyOf(one))
    if (group) group.push(one)
    else groups.set(keyOf(one), [one])
  }
  return groups
}

/** Split files are numbered from 0; a gap is a lost file, and two files of one number are one too many. */
function checkParts(index: DumpIndex, type: DumpType, parts: Found[]): void {
  const files = parts.map(({ file }) => file)
  const splits = parts.map(({ split }) => split)
  const names = files.map(({ name }) => name).join(', ')
  const unread = files.find(({ fault }) => fault)
  if (unread?.fault) index.fault ??= unread.fault
  // elasticdump begins a split file only for a document, and gzip of nothing has 20 bytes.
  const lost = files.find(
    ({ name, bytes }) => bytes === 0 && (splits[0] !== undefined || /\.gz$/i.test(name)),
  )
  if (lost) {
    index.fault ??= new RestoreError(
      'DUMP_UNREADABLE',
      `${lost.name}: it has no bytes at all: what it held of the ${type} of index ${index.name} is lost`,
      { hint: 'The file was cut while it was written or copied. Copy it again, or take the dump again.' },
    )
  }
  if (splits.length === 1 && splits[0] === undefined) return
  if (splits.includes(undefined) || new Set(splits).size < splits.length) {
    index.fault ??= new RestoreError(
      'DUMP_AMBIGUOUS',
      `several files hold the ${type} of index ${index.name}: ${names}`,
      {
        hint: 'Keep the one that is meant, and move the others out of the dump.',
      },
    )
  } else if (splits.some((split, i) => split !== i)) {
    const missing = splits.findIndex((split, i) => split !== i)
    index.fault ??= new RestoreError(
      'DUMP_UNREADABLE',
      `split file ${missing} of the ${type} of index ${index.name} is missing; there are ${names}`,
      { hint: 'The dump is not whole. Copy the missing file, or take the dump again.' },
    )
  }
}
