import { hash } from 'node:crypto'
import { memberText } from '../json/ranges.js'
import type { DumpedDocument, RawDocument } from './documents.js'

/** What tells one document of an index from another. */
export interface Identity {
  id: string
  routing: string | undefined
}

/**
 * A document's id and routing. Routing is where elasticdump writes it: `_routing`, `routing`, the same below `fields`,
 * else a parent, which Elasticsearch before 6 routed by. A document without an id gets one made from its place in the
 * dump and its content, the same in every run, so that it can be looked up and a second run does not double it.
 * @param ordinal the document's place in the dump, from 0
 */
export function identify(document: RawDocument, ordinal: number): Identity {
  const { value } = document
  const id = hasId(value) ? idOf(document) : madeId(ordinal, Buffer.from(document.text))
  return { id, routing: routingOf(value) }
}

/** @param object the document's JSON as it stands in the dump */
export function madeId(ordinal: number, object: Buffer): string {
  return hash('sha256', Buffer.concat([Buffer.from(`${ordinal}\n`), object]), 'base64url').slice(0, 22)
}

/** By hand an id may be a number; of two large ones JavaScript may make one. */
function idOf({ value, text }: RawDocument): string {
  const isRounded = typeof value._id === 'number' && !Number.isSafeInteger(value._id)
  return isRounded ? (memberText(text, '_id') ?? '') : String(value._id)
}

export function hasId(value: DumpedDocument): boolean {
  return value._id !== undefined && value._id !== null
}

/** @param value of a document, at least all members that may tell a routing */
export function routingOf(value: DumpedDocument): string | undefined {
  const fields = (value.fields ?? {}) as Record<string, unknown>
  const places = [fields._routing, fields.routing, value._routing, value.routing]
  const parents = [fields._parent, fields.parent, value._parent, value.parent]
  for (const place of [...places, ...parents]) {
    const routing = Array.isArray(place) ? place[0] : place
    if ((typeof routing === 'string' && routing !== '') || typeof routing === 'number') return String(routing)
  }
  return undefined
}
