import {
  type DumpedDocument,
  type DumpFile,
  type ExpectedDocument,
  madeId,
  routingOf,
} from '../../dump/index.js'
import type { Members } from '../../json/bytes.js'

/** A document of a data file, as the bytes that it is there. */
export interface ByteDocument {
  file: DumpFile
  /** Line on which it begins, from 1. */
  line: number
  /** Place among all documents of the index, from 0. */
  ordinal: number
  /** What it is part of, and where in there it begins and ends. */
  bytes: Buffer
  start: number
  end: number
  /** Its id, a JSON string: mostly in the same bytes. */
  idBytes: Buffer
  idStart: number
  idEnd: number
  routing: string | undefined
  /** Its `_source`. */
  sourceStart: number
  sourceEnd: number
  /** Whether it goes on over several lines. */
  hasLineFeeds: boolean
}

type Place = Pick<ByteDocument, 'file' | 'line' | 'ordinal' | 'bytes' | 'start' | 'end'>

const ID = Buffer.from('_id')
const SOURCE = Buffer.from('_source')
/** All members that can tell a routing, by their length. */
const ROUTING = ['fields', '_routing', 'routing', '_parent', 'parent'].map((name) => Buffer.from(name))
const BACKSLASH = 0x5c
const QUOTE = 0x22

/**
 * Finds what a bulk request needs of an object of a dump; of members of one name the last counts, as in JSON.parse.
 * @param members of the object, as they were scanned
 * @returns undefined where it has no object in `_source`
 */
export function byteDocument(place: Place, members: Members): ByteDocument | undefined {
  const { bytes } = place
  const { offsets, count } = members
  let id = -1
  let source = -1
  let routing: DumpedDocument | undefined
  for (let at = 0; at < count * 4; at += 4) {
    const from = (offsets[at] as number) + 1
    const to = (offsets[at + 1] as number) - 1
    if (isName(bytes, from, to, ID)) id = at
    else if (isName(bytes, from, to, SOURCE)) source = at
    else {
      const name = ROUTING.find((one) => isName(bytes, from, to, one))
      if (name) routing = { ...routing, [String(name)]: valueAt(bytes, offsets, at) }
    }
  }
  if (source < 0 || bytes[offsets[source + 2] as number] !== 0x7b) return undefined
  const sourceStart = offsets[source + 2] as number
  const sourceEnd = offsets[source + 3] as number
  let idBytes = bytes
  let idStart = id < 0 ? 0 : (offsets[id + 2] as number)
  let idEnd = id < 0 ? 0 : (offsets[id + 3] as number)
  if (id < 0 || bytes[idStart] !== QUOTE) {
    idBytes = Buffer.from(JSON.stringify(otherId(place, id < 0 ? 'null' : text(bytes, idStart, idEnd))))
    idStart = 0
    idEnd = idBytes.length
  }
  return {
    ...place,
    idBytes,
    idStart,
    idEnd,
    routing: routing && routingOf(routing),
    sourceStart,
    sourceEnd,
    hasLineFeeds: members.lineFeeds > 0,
  }
}

/** @returns the document's id, as text */
export function idOf({ idBytes, idStart, idEnd }: ByteDocument): string {
  return JSON.parse(text(idBytes, idStart, idEnd)) as string
}

/** @returns the document as it has to be in the cluster */
export function expectedOf(document: ByteDocument): ExpectedDocument {
  const { file, line, bytes, start, end, routing, sourceStart, sourceEnd } = document
  const source = text(bytes, sourceStart, sourceEnd)
  return { id: idOf(document), routing, file: file.name, line, bytes: end - start, source }
}

/** By hand an id may be a number, of which JavaScript must not make another one; or there is none. */
function otherId({ ordinal, bytes, start, end }: Place, json: string): string {
  const value: unknown = JSON.parse(json)
  if (value === null) return madeId(ordinal, bytes.subarray(start, end))
  return typeof value === 'number' && !Number.isSafeInteger(value) ? json : String(value)
}

function isName(bytes: Buffer, from: number, to: number, name: Buffer): boolean {
  let i = 0
  for (; i < name.length && from + i < to; i++) {
    if (bytes[from + i] === BACKSLASH) return isEscapedName(bytes, from, to, name)
    if (bytes[from + i] !== name[i]) return false
  }
  return i === name.length && from + i === to
}

/** `_id` may be written `_\u0069d`. */
function isEscapedName(bytes: Buffer, from: number, to: number, name: Buffer): boolean {
  return JSON.parse(text(bytes, from - 1, to + 1)) === String(name)
}

function valueAt(bytes: Buffer, offsets: Int32Array, at: number): unknown {
  return JSON.parse(text(bytes, offsets[at + 2] as number, offsets[at + 3] as number))
}

function text(bytes: Buffer, start: number, end: number): string {
  return bytes.toString('utf8', start, end)
}
