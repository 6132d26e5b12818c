import { type JsonRange, members } from '../json/ranges.js'

/** A document in the cluster: its source as it is stored, and its routing; or why there is none. */
export type StoredDocument = { source: string; routing: string | undefined } | { missing: string }

export const WITHOUT_SOURCE = 'stored without its _source, which cannot be compared'

/** What an answer says of one document. */
export interface ToldDocument {
  id: string
  /** As it stands in the answer; '' where it is not told. */
  source: string
  routing: string | undefined
  isFound: boolean
  /** Why it could not be looked up. */
  error: unknown
}

/** @param start offset of the document's object in an answer to a search or a lookup */
export function toldDocument(text: string, start: number): ToldDocument {
  const told: ToldDocument = { id: '', source: '', routing: undefined, isFound: false, error: undefined }
  for (const { key, start: from, end } of members(text, start)) {
    const value = () => JSON.parse(text.slice(from, end))
    if (key === '_source') told.source = text.slice(from, end)
    else if (key === '_id') told.id = value()
    else if (key === '_routing') told.routing = String(value())
    else if (key === 'found') told.isFound = value()
    else if (key === 'error') told.error = value()
  }
  return told
}

/** @throws Error where the answer has no such member */
export function memberOf(text: string, at: number, name: string): JsonRange {
  const found = [...members(text, at)].find(({ key }) => key === name)
  if (!found) throw new Error(`the answer has no ${name}`)
  return found
}
