import { isUtf8 } from 'node:buffer'
import type { RestoreError } from '../errors.js'
import { withoutByteOrderMark } from './byte-order-mark.js'
import { damaged } from './document-faults.js'
import { readBytes } from './open.js'
import { transformed } from './transform.js'
import type { DumpFile } from './types.js'

/** One document of a data file, as it stands there. */
export interface RawDocument {
  file: DumpFile
  /** Line on which the object begins, from 1. */
  line: number
  /** The object's JSON text, well-formed. */
  text: string
  /** Its length in the file, bytes. */
  bytes: number
  value: DumpedDocument
}

/** What elasticdump writes of a document. Only some are there in any one dump. */
export interface DumpedDocument {
  _id?: unknown
  _index?: unknown
  _source?: unknown
  fields?: unknown
  [key: string]: unknown
}

const MIB = 1024 * 1024
/** More than a cluster takes: `http.max_content_length` is 100 MB unless raised, and a string of V8 ends at 512 MB. */
const MAX_OBJECT_BYTES = 256 * MIB
const NEWLINE = 0x0a

/**
 * Reads a data file: one JSON object a line, or objects spread over many lines. Gives a batch of documents for
 * every piece of the file, so that reading costs no more memory than a piece and the largest document.
 * @throws RestoreError DUMP_DOCUMENT_INVALID with file and line where something is no JSON object, or the file is cut;
 * DUMP_UNREADABLE as readBytes does
 */
export async function* readDocuments(file: DumpFile): AsyncGenerator<RawDocument[]> {
  const reader = new DocumentReader(file)
  let rest: Buffer[] = []
  let restBytes = 0
  for await (const chunk of readBytes(file)) {
    const end = chunk.lastIndexOf(NEWLINE)
    if (end < 0) {
      rest.push(chunk)
      restBytes += chunk.length
      if (restBytes > MAX_OBJECT_BYTES) throw reader.tooLong()
      continue
    }
    rest.push(chunk.subarray(0, end + 1))
    const lines = rest.length === 1 ? (rest[0] as Buffer) : Buffer.concat(rest)
    rest = [chunk.subarray(end + 1)]
    restBytes = chunk.length - end - 1
    yield reader.read(lines)
  }
  yield reader.read(Buffer.concat(rest))
  reader.end()
}

class DocumentReader {
  private line = 0
  /** Lines of an object that did not end on its first line. */
  private pending: Buffer[] = []
  private pendingBytes = 0
  private pendingLine = 0
  private readonly depth = new DepthScanner()

  constructor(private readonly file: DumpFile) {}

  /** @param lines whole lines, but for the file's last */
  read(lines: Buffer): RawDocument[] {
    const documents: RawDocument[] = []
    let at = this.line === 0 ? lines.length - withoutByteOrderMark(lines).length : 0
    while (at < lines.length) {
      const newline = lines.indexOf(NEWLINE, at)
      const end = newline < 0 ? lines.length : newline + 1
      this.line++
      this.readLine(lines.subarray(at, end), documents)
      at = end
    }
    return documents
  }

  end(): void {
    if (this.pending.length > 0) throw this.unfinished('the file ends in the middle of this document')
  }

  tooLong(): RestoreError {
    return this.fault(this.line + 1, `a line of more than ${MAX_OBJECT_BYTES / MIB} MiB`)
  }

  private readLine(line: Buffer, documents: RawDocument[]): void {
    if (!isUtf8(line)) throw this.notUtf8(line)
    const text = trimmed(line)
    if (this.pending.length === 0) {
      if (text === '') return
      const value = parseObject(text)
      if (value) {
        this.add(documents, { file: this.file, line: this.line, text, bytes: line.length, value })
        return
      }
    } else if (looksLikeDocument(text)) {
      throw this.unfinished(`the document does not end before line ${this.line}, where the next begins`)
    }
    this.readParts(line, documents)
  }

  private notUtf8(line: Buffer): RestoreError {
    const whole = withoutCutCharacter(line)
    if (whole) {
      this.readLine(whole, [])
      // The document was cut, and its last character with it.
      this.end()
    }
    return this.fault(this.line, 'bytes that are not UTF-8')
  }

  /** An object over many lines, or several on one line. */
  private readParts(line: Buffer, documents: RawDocument[]): void {
    let start = 0
    for (const end of this.depth.ends(line)) {
      const part = line.subarray(start, end)
      const first = this.pending.length === 0 ? this.line : this.pendingLine
      this.add(documents, this.parsePart(Buffer.concat([...this.pending, part]), first))
      this.pending = []
      this.pendingBytes = 0
      start = end
    }
    const rest = line.subarray(start)
    if (this.pending.length === 0) {
      const begun = trimmed(rest)
      if (begun === '') return
      if (!begun.startsWith('{')) throw this.fault(this.line, `not a JSON object: ${excerpt(begun)}`)
      this.pendingLine = this.line
    }
    this.pending.push(rest)
    this.pendingBytes += rest.length
    if (this.pendingBytes > MAX_OBJECT_BYTES) {
      throw this.unfinished(`the document does not end within ${MAX_OBJECT_BYTES / MIB} MiB`)
    }
  }

  /** Adds a document as it is to be restored, or none where it is to be left out. */
  private add(documents: RawDocument[], document: RawDocument): void {
    const { file, line, text, value } = document
    const given = file.transform
      ? transformed(file.transform, `${file.name}, line ${line}`, text, value)
      : text
    if (given === text) documents.push(document)
    else if (given !== null) {
      documents.push({ file, line, text: given, bytes: Buffer.byteLength(given), value: JSON.parse(given) })
    }
  }

  private parsePart(part: Buffer, line: number): RawDocument {
    const text = trimmed(part)
    const value = parseObject(text)
    if (!value) throw this.fault(line, reasonOf(text))
    return { file: this.file, line, text, bytes: part.length, value }
  }

  /** The first line of what is pending tells best what is wrong: in a file of one document a line it is the cut one. */
  private unfinished(why: string): RestoreError {
    const begun = trimmed(Buffer.concat(this.pending).subarray(0, 4096))
    return this.fault(this.pendingLine, `${why}: ${excerpt(begun)}`)
  }

  private fault(line: number, what: string): RestoreError {
    return damaged(`${this.file.name}, line ${line}`, what)
  }
}

/** Follows brackets and strings through JSON text that arrives in pieces. */
class DepthScanner {
  private depth = 0
  private inString = false
  private escaped = false

  /** @returns offsets just after each bracket that ends an outermost value */
  ends(piece: Buffer): number[] {
    const ends: number[] = []
    for (let i = 0; i < piece.length; i++) {
      const c = piece[i]
      if (this.inString) {
        if (this.escaped) this.escaped = false
        else if (c === 0x5c) this.escaped = true
        else if (c === 0x22) this.inString = false
      } else if (c === 0x22) this.inString = true
      else if (c === 0x7b || c === 0x5b) this.depth++
      else if (c === 0x7d || c === 0x5d) {
        this.depth--
        if (this.depth <= 0) {
          this.depth = 0
          ends.push(i + 1)
        }
      }
    }
    return ends
  }
}

/** @returns what comes before the part of a character that it ends with; undefined where it is not UTF-8 for another reason */
function withoutCutCharacter(bytes: Buffer): Buffer | undefined {
  for (const missing of [1, 2, 3]) {
    const start = bytes.length - missing
    const [first = 0] = bytes.subarray(start)
    // How many bytes a character has, its first one tells.
    const isFirst = first >= (missing === 1 ? 0xc2 : missing === 2 ? 0xe0 : 0xf0) && first <= 0xf4
    const before = bytes.subarray(0, Math.max(start, 0))
    if (isFirst && isUtf8(before)) return before
  }
  return undefined
}

/** @returns the text without the space around it: JSON's, which is less than what `trim` takes for space */
function trimmed(bytes: Buffer): string {
  let start = 0
  let end = bytes.length
  while (start < end && isSpace(bytes[start])) start++
  while (end > start && isSpace(bytes[end - 1])) end--
  return bytes.toString('utf8', start, end)
}

function isSpace(c: number | undefined): boolean {
  return c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09
}

function parseObject(text: string): DumpedDocument | undefined {
  if (!text.startsWith('{')) return undefined
  try {
    return JSON.parse(text) as DumpedDocument
  } catch {
    return undefined
  }
}

/** A whole document on one line; within another one there is none, but perhaps an object of some of its fields. */
function looksLikeDocument(text: string): boolean {
  const value = parseObject(text)
  return value?._source !== undefined && (value._id !== undefined || value._index !== undefined)
}

function reasonOf(text: string): string {
  if (!text.startsWith('{')) return `not a JSON object: ${excerpt(text)}`
  try {
    JSON.parse(text)
    return 'not a JSON object'
  } catch (error) {
    return `not JSON: ${excerpt((error as Error).message)}`
  }
}

function excerpt(text: string): string {
  return text.length > 120 ? `${text.slice(0, 120)}…` : text
}
