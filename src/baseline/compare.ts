import { fieldChanges } from './fields.js'
import type { Baseline, Changes, IndexChange, IndexContent, MappingContent } from './types.js'

/** More are counted. */
const SHOWN_FIELDS = 20

/** What this run found of the dump, by the indexes' names in it. */
export interface Tonight {
  indices: ReadonlyMap<string, IndexContent>
  /** Those of them that cannot be read. */
  unread: ReadonlySet<string>
  /** Whether the dump has an index, whatever this run is about. */
  isInDump(name: string): boolean
  /** Whether this run would be about an index of this name. */
  isChosen(name: string): boolean
}

const NOTHING: IndexContent = { documents: null, bytes: null, digests: [], mapping: null }

/**
 * Compares what a dump holds with what an earlier report says. An index that is not there any more is missing where this run
 * would be about it; what only the selection of either run leaves out is not compared.
 */
export function compare(baseline: Baseline, tonight: Tonight): Changes {
  const left = new Set(baseline.leftToOthers)
  const indices: IndexChange[] = []
  const notCompared: string[] = []
  for (const [name, now] of tonight.indices) {
    const before = baseline.indices.get(name)
    const kind = tonight.unread.has(name) ? 'unread' : before ? 'kept' : 'new'
    if (kind === 'new' && left.has(name)) notCompared.push(name)
    else indices.push(changeOf(name, kind, before, now))
  }
  for (const [name, before] of baseline.indices) {
    if (tonight.indices.has(name)) continue
    if (tonight.isInDump(name) || !tonight.isChosen(name)) notCompared.push(name)
    else indices.push(changeOf(name, 'missing', before, undefined))
  }
  const isSame = indices.length > 0 && indices.every((index) => index.isSame === true)
  return { since: baseline.startedAt, isSame, indices, notCompared }
}

function changeOf(
  name: string,
  kind: IndexChange['kind'],
  before: IndexContent = NOTHING,
  now: IndexContent = NOTHING,
): IndexChange {
  const isKept = kind === 'kept'
  const [old, fresh] = [before.mapping?.fields, now.mapping?.fields]
  const fields = isKept && old && fresh ? fieldChanges(old, fresh) : []
  return {
    name,
    kind,
    documents: { before: before.documents, now: now.documents },
    bytes: { before: before.bytes, now: now.bytes },
    isSame: isKept ? isSameContent(before, now) : null,
    mapping: isKept ? compareMappings(before.mapping, now.mapping) : 'unknown',
    fields: fields.slice(0, SHOWN_FIELDS),
    moreFields: Math.max(0, fields.length - SHOWN_FIELDS),
  }
}

/** By the types that both runs read, if data is one of them. */
function isSameContent(before: IndexContent, now: IndexContent): boolean | null {
  const old = new Map(before.digests.map(({ type, sha256 }) => [type, sha256]))
  const common = now.digests.filter(({ type }) => old.has(type))
  if (!common.some(({ type }) => type === 'data')) return null
  return common.every(({ type, sha256 }) => old.get(type) === sha256)
}

function compareMappings(before: MappingContent | null, now: MappingContent | null): IndexChange['mapping'] {
  if (!before || !now) return 'unknown'
  return before.sha256 === now.sha256 ? 'same' : 'changed'
}
