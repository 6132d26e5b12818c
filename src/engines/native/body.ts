import type { DumpFile } from '../../dump/index.js'
import type { ByteDocument } from './document.js'

const LINE_FEED = 0x0a
const SPACE = 0x20
const ACTIONS = {
  index: Buffer.from('{"index":{"_id":'),
  create: Buffer.from('{"create":{"_id":'),
  delete: Buffer.from('{"delete":{"_id":'),
}
const ROUTING = Buffer.from(',"routing":')
const END = Buffer.from('}}\n')

/** What is to become of the documents of a body. */
export type Operation = keyof typeof ACTIONS

/** A document in a body, for people. */
export interface BodyDocument {
  id: string
  file: DumpFile
  line: number
  ordinal: number
}

/** Operations to send in bulk requests, as bytes. */
export class Body {
  private used = 0
  /** Where each document's operations begin. */
  private readonly starts: number[] = []
  private readonly files: DumpFile[] = []
  private readonly lines: number[] = []
  private readonly ordinals: number[] = []

  /** @param bytes room, at most what one request may be */
  constructor(
    readonly bytes: Buffer,
    readonly operation: Operation = 'index',
  ) {}

  get length(): number {
    return this.used
  }

  get documents(): number {
    return this.starts.length
  }

  /** @returns whether there was room for the document */
  add(document: ByteDocument): boolean {
    if (this.used + sizeOf(document, this.operation) > this.bytes.length) return false
    const { file, line, ordinal, bytes, sourceStart, sourceEnd, hasLineFeeds } = document
    this.starts.push(this.used)
    this.files.push(file)
    this.lines.push(line)
    this.ordinals.push(ordinal)
    this.action(document)
    if (this.operation === 'delete') return true
    const start = this.used
    this.copy(bytes, sourceStart, sourceEnd)
    // In JSON a line feed is nothing but space, and in a bulk request it ends the document.
    if (hasLineFeeds) unfold(this.bytes.subarray(start, this.used))
    this.bytes[this.used++] = LINE_FEED
    return true
  }

  /** @param places of documents in this body, rising; or all @returns their operations, as they are sent */
  content(places?: number[]): Buffer {
    if (!places) return this.bytes.subarray(0, this.used)
    return Buffer.concat(places.map((place) => this.bytes.subarray(this.starts[place], this.endOf(place))))
  }

  size(place: number): number {
    return this.endOf(place) - (this.starts[place] as number)
  }

  document(place: number): BodyDocument {
    const start = this.starts[place] as number
    const action = this.bytes.subarray(start, this.bytes.indexOf(LINE_FEED, start))
    const operation = JSON.parse(action.toString()) as Record<string, { _id: string }>
    return {
      id: Object.values(operation)[0]?._id ?? '',
      file: this.files[place] as DumpFile,
      line: this.lines[place] as number,
      ordinal: this.ordinals[place] as number,
    }
  }

  private endOf(place: number): number {
    return this.starts[place + 1] ?? this.used
  }

  private action({ idBytes, idStart, idEnd, routing }: ByteDocument): void {
    const name = ACTIONS[this.operation]
    this.copy(name, 0, name.length)
    this.copy(idBytes, idStart, idEnd)
    if (routing !== undefined) {
      this.copy(ROUTING, 0, ROUTING.length)
      this.used += this.bytes.write(JSON.stringify(routing), this.used)
    }
    this.copy(END, 0, END.length)
  }

  private copy(from: Buffer, start: number, end: number): void {
    from.copy(this.bytes, this.used, start, end)
    this.used += end - start
  }
}

/** @returns bytes that a document takes in a body */
export function sizeOf(document: ByteDocument, operation: Operation): number {
  const { idStart, idEnd, routing, sourceStart, sourceEnd } = document
  const routed = routing === undefined ? 0 : ROUTING.length + Buffer.byteLength(JSON.stringify(routing))
  const action = ACTIONS[operation].length + idEnd - idStart + routed + END.length
  return operation === 'delete' ? action : action + sourceEnd - sourceStart + 1
}

function unfold(source: Buffer): void {
  for (let at = source.indexOf(LINE_FEED); at >= 0; at = source.indexOf(LINE_FEED, at + 1)) source[at] = SPACE
}
