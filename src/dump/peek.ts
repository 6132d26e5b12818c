import { members } from '../json/ranges.js'
import { readBytes } from './open.js'
import type { DumpFile } from './types.js'

/** What the beginning of a file shows: data (documents), metadata, nothing at all, or no JSON. */
export interface Peek {
  kind: 'data' | 'metadata' | 'empty' | 'damaged'
  /** Of the first document: the index it was dumped from. */
  index: string | undefined
  /** The first bytes, as text. */
  text: string
}

const UNFINISHED_MEMBER = /^\s*,?\s*("(?:[^"\\]|\\.)*")\s*:/

/** Looks at the first piece of a file. Objects with `_source`, or with `_id` and `_index`, are documents. */
export async function peek(file: DumpFile): Promise<Peek> {
  let text = ''
  try {
    for await (const chunk of readBytes(file)) {
      text = chunk
        .toString('utf8')
        .replace(/^\uFEFF/, '')
        .trimStart()
      if (text !== '') break
    }
  } catch {
    return { kind: 'damaged', index: undefined, text: '' }
  }
  if (text === '') return { kind: 'empty', index: undefined, text }
  if (text.startsWith('"')) return { kind: 'metadata', index: undefined, text }
  if (!text.startsWith('{')) return { kind: 'damaged', index: undefined, text }
  return { ...lookAtObject(text), text }
}

function lookAtObject(text: string): { kind: Peek['kind']; index: string | undefined } {
  const keys = new Set<string>()
  let index: string | undefined
  let kind: Peek['kind'] = 'metadata'
  let seen = 1
  try {
    for (const member of members(text, 0)) {
      keys.add(member.key)
      if (member.key === '_index') index = String(JSON.parse(text.slice(member.start, member.end)))
      seen = member.end
    }
  } catch {
    // The piece ends inside a value, or what follows is no JSON: the keys so far tell.
    const unfinished = UNFINISHED_MEMBER.exec(text.slice(seen))?.[1]
    if (unfinished) keys.add(JSON.parse(unfinished) as string)
    else kind = 'damaged'
  }
  if (keys.has('_source') || (keys.has('_id') && keys.has('_index'))) kind = 'data'
  return { kind, index }
}
