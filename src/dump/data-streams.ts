import type { DumpFile, DumpIndex, DumpType } from './types.js'

/** `.ds-logs-000001` of OpenSearch, `.ds-logs-2026.01.31-000001` of Elasticsearch. */
const BACKING = /^\.ds-(.+?)(?:-\d{4}\.\d{2}\.\d{2})?-(\d{6,})$/

/** @returns the data stream that an index is a part of by its name, and which part; undefined for any other index */
export function backingOf(index: string): { stream: string; generation: number } | undefined {
  const [, stream, generation] = BACKING.exec(index) ?? []
  return stream === undefined ? undefined : { stream, generation: Number(generation) }
}

/** @returns of the indexes behind a data stream the one that is written to, which is the newest */
export function newestBacking(names: readonly string[], stream: string): string | undefined {
  const own = names.filter((name) => backingOf(name)?.stream === stream)
  return own.toSorted((a, b) => generationOf(a) - generationOf(b)).at(-1)
}

function generationOf(index: string): number {
  return backingOf(index)?.generation ?? 0
}

/**
 * multielasticdump writes each index behind a data stream into files of its own: makes one entry of them, with the
 * documents of all, the oldest first, and the rest from the newest. Where the dump has the stream itself, its parts stay
 * what they are.
 */
export function joinBackings(indices: readonly DumpIndex[]): DumpIndex[] {
  const names = new Set(indices.map(({ name }) => name))
  const streams = new Map<string, DumpIndex[]>()
  const joined: DumpIndex[] = []
  for (const index of indices) {
    const stream = backingOf(index.name)?.stream
    if (stream === undefined || names.has(stream)) joined.push(index)
    else streams.set(stream, [...(streams.get(stream) ?? []), index])
  }
  for (const [name, parts] of streams) {
    parts.sort((a, b) => generationOf(a.name) - generationOf(b.name))
    joined.push(joinedOf(name, parts))
  }
  return joined.sort((a, b) => (a.name < b.name ? -1 : 1))
}

function joinedOf(name: string, parts: readonly DumpIndex[]): DumpIndex {
  const files: Partial<Record<DumpType, DumpFile[]>> = {}
  for (const part of parts) Object.assign(files, part.files)
  const data = parts.flatMap((part) => part.files.data ?? [])
  if (data.length > 0) files.data = data
  const fault = parts.find((part) => part.fault)?.fault
  return { name, files, isDataStream: true, ...(fault && { fault }) }
}
