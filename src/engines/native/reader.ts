import { isUtf8 } from 'node:buffer'
import {
  type DumpFile,
  damaged,
  halfPair,
  isIdLength,
  oddId,
  type ReadPosition,
  readBytes,
  transformed,
  withoutByteOrderMark,
  withoutSource,
} from '../../dump/index.js'
import type { RestoreError } from '../../errors.js'
import { INCOMPLETE, JsonFault, ObjectScanner } from '../../json/bytes.js'
import { type ByteDocument, byteDocument, idOf } from './document.js'

const MIB = 1024 * 1024
/** More than a cluster takes: `http.max_content_length` is 100 MB unless raised. */
const MAX_OBJECT_BYTES = 256 * MIB
const LINE_FEED = 0x0a
const BACKSLASH = 0x5c
const EXCERPT_BYTES = 120
const NOT_UTF8 = 'bytes that are not UTF-8'
/** Fewer do not tell whether a file begins with one. */
const BYTE_ORDER_MARK_BYTES = 3

/**
 * Reads the data files of an index as one stream of documents: one JSON object a line, several, or objects spread over
 * many lines. Gives a batch for every piece of a file, so that reading costs no more memory than a piece and twice the
 * largest document. Of what is read nothing is parsed but ids and routing.
 * @param position told how much of the files has been read
 * @throws RestoreError DUMP_DOCUMENT_INVALID with file, line and byte where something is no document, or the file is
 * cut; DUMP_UNREADABLE as readBytes does
 */
export async function* readByteDocuments(
  files: DumpFile[],
  position?: ReadPosition,
): AsyncGenerator<ByteDocument[]> {
  let ordinal = 0
  for (const file of files) {
    const reader = new FileReader(file, ordinal)
    let pieces: Buffer[] = []
    let bytes = 0
    let wanted = BYTE_ORDER_MARK_BYTES
    for await (const piece of readBytes(file, position)) {
      pieces.push(piece)
      bytes += piece.length
      // What is left of a large document is looked at again only when twice as much is there, so that all in all no
      // byte is looked at more than three times; but no more is kept than a document may have.
      if (bytes < wanted) continue
      const rest = reader.read(Buffer.concat(pieces, bytes))
      yield reader.take()
      pieces = [rest]
      bytes = rest.length
      wanted = Math.min(2 * bytes, MAX_OBJECT_BYTES + 1)
    }
    // What there was too little of to be looked at again.
    reader.end(reader.read(Buffer.concat(pieces, bytes)))
    yield reader.take()
    ordinal = reader.ordinal
  }
}

class FileReader {
  private documents: ByteDocument[] = []
  private readonly scanner = new ObjectScanner()
  private line = 1
  /** Bytes before those that are read next. */
  private offset = 0

  constructor(
    private readonly file: DumpFile,
    public ordinal: number,
  ) {}

  /** @returns the documents that were read since the last call */
  take(): ByteDocument[] {
    const { documents } = this
    this.documents = []
    return documents
  }

  /** @param bytes what follows what was read before @returns what is left: the beginning of a document */
  read(bytes: Buffer): Buffer {
    const begin = this.offset === 0 ? bytes.length - withoutByteOrderMark(bytes).length : 0
    const end = bytes.length
    const line = this.line
    let at = this.skipSpace(bytes, begin)
    let scanned = at
    try {
      while (at < end) {
        if (bytes[at] !== 0x7b) throw this.fault(bytes, at, at, 'not a JSON object')
        const next = this.scanner.scan(bytes, at, end)
        if (next === INCOMPLETE) break
        scanned = next
        this.add(bytes, at, next)
        at = this.skipSpace(bytes, next)
      }
    } catch (error) {
      const isJson = error instanceof JsonFault
      this.requireUtf8(bytes, begin, isJson ? error.at : scanned, line)
      throw isJson ? this.fault(bytes, at, error.at, `not JSON, ${error.message}`) : error
    }
    this.requireUtf8(bytes, begin, at, line)
    this.offset += at
    const rest = bytes.subarray(at)
    if (rest.length > MAX_OBJECT_BYTES) {
      throw this.fault(rest, 0, 0, `the document does not end within ${MAX_OBJECT_BYTES / MIB} MiB`)
    }
    return rest
  }

  /** @param rest what follows the last document */
  end(rest: Buffer): void {
    if (rest.length > 0)
      throw this.fault(rest, 0, rest.length, 'the file ends in the middle of this document')
  }

  private add(bytes: Buffer, start: number, end: number): void {
    const { file, line } = this
    const { lineFeeds } = this.scanner.members
    if (!file.transform) this.keep(bytes, start, end)
    else {
      const text = this.textOf(bytes, start, end)
      const given = transformed(file.transform, `${file.name}, line ${line}`, text, JSON.parse(text))
      if (given === text) this.keep(bytes, start, end)
      else if (given !== null) {
        const own = Buffer.from(given)
        this.scanner.scan(own, 0, own.length)
        this.keep(own, 0, own.length)
      }
    }
    this.line += lineFeeds
  }

  /** Keeps the object that was scanned last. */
  private keep(bytes: Buffer, start: number, end: number): void {
    const { file, line, ordinal, scanner } = this
    const document = byteDocument({ file, line, ordinal, bytes, start, end }, scanner.members)
    if (!document) throw withoutSource(`${file.name}, line ${line}`)
    requireId(document)
    this.documents.push(document)
    this.ordinal++
  }

  private textOf(bytes: Buffer, start: number, end: number): string {
    this.requireUtf8(bytes, start, end, this.line)
    return bytes.toString('utf8', start, end)
  }

  private skipSpace(bytes: Buffer, from: number): number {
    for (let i = from; ; i++) {
      const c = bytes[i]
      if (c === LINE_FEED) this.line++
      else if (c !== 0x20 && c !== 0x0d && c !== 0x09) return i
    }
  }

  /** All at once, as that is much quicker; where it is not, the byte can be found out. @param line at `start` */
  private requireUtf8(bytes: Buffer, start: number, end: number, line: number): void {
    const content = bytes.subarray(start, end)
    if (isUtf8(content)) return
    const good = content.subarray(0, wrongByte(content))
    const lineFeeds = good.reduce((count, byte) => count + (byte === LINE_FEED ? 1 : 0), 0)
    const at = this.offset + start + good.length
    throw damaged(`${this.file.name}, line ${line + lineFeeds}`, `${NOT_UTF8} (byte ${at})`)
  }

  /** @param start of the document @param at where in it the fault is */
  private fault(bytes: Buffer, start: number, at: number, what: string): RestoreError {
    const [begun = '', more] = bytes.toString('utf8', start, start + EXCERPT_BYTES).split('\n', 2)
    // A file of UTF-16 has its first fault at its first byte.
    const reason = bytes.toString('utf8', at, at + 4).startsWith('\ufffd') ? NOT_UTF8 : what
    const isCut = more === undefined && start + EXCERPT_BYTES < bytes.length
    const place = `${this.file.name}, line ${this.line}`
    return damaged(place, `${reason} (byte ${this.offset + at}): ${begun}${isCut ? '…' : ''}`)
  }
}

/** @param bytes not UTF-8 @returns the offset of the first that is not: decoding and encoding changes it */
function wrongByte(bytes: Buffer): number {
  const again = Buffer.from(bytes.toString('utf8'))
  return bytes.findIndex((byte, i) => byte !== again[i])
}

function requireId(document: ByteDocument): void {
  const place = () => `${document.file.name}, line ${document.line}`
  if (document.routing?.isWellFormed() === false) throw halfPair(place(), 'routing')
  if (hasEscape(document) && !idOf(document).isWellFormed()) throw halfPair(place(), 'id')
  // Escapes take more than what they stand for: what is short as it is written is short.
  if (isIdLength(document.idEnd - document.idStart - 2)) return
  const bytes = Buffer.byteLength(idOf(document))
  if (!isIdLength(bytes)) throw oddId(place(), bytes)
}

/** Half of a surrogate pair is written as an escape, or it is no UTF-8. */
function hasEscape({ idBytes, idStart, idEnd }: ByteDocument): boolean {
  for (let i = idStart; i < idEnd; i++) if (idBytes[i] === BACKSLASH) return true
  return false
}
