import {
  type DumpFile,
  expectedDocument,
  type ReadPosition,
  readDocuments,
} from '../../../../src/dump/index.js'
import { type ByteDocument, byteDocument, expectedOf } from '../../../../src/engines/native/document.js'
import { readByteDocuments } from '../../../../src/engines/native/reader.js'
import { ObjectScanner } from '../../../../src/json/bytes.js'

export const FILE: DumpFile = { path: '/nowhere', name: 'data.json', bytes: 0 }

/** @param text of an object, with anything around it @returns it as the reader would give it */
export function scanned(text: string, ordinal = 0, line = ordinal + 1): ByteDocument | undefined {
  const bytes = Buffer.from(text)
  const scanner = new ObjectScanner()
  const start = bytes.indexOf('{')
  const end = scanner.scan(bytes, start, bytes.length)
  return byteDocument({ file: FILE, line, ordinal, bytes, start, end }, scanner.members)
}

/** @param value an object with a _source, or its text */
export function documentOf(value: unknown, ordinal = 0): ByteDocument {
  const document = scanned(typeof value === 'string' ? value : JSON.stringify(value), ordinal)
  if (!document) throw new Error('no object in _source')
  return document
}

/** @returns all documents of data files */
export async function readAll(files: DumpFile[], position?: ReadPosition): Promise<ByteDocument[]> {
  const all: ByteDocument[] = []
  for await (const documents of readByteDocuments(files, position)) all.push(...documents)
  return all
}

/** What there is to say of a document. */
export function shown(document: ByteDocument) {
  const { bytes, start, end, line, ordinal, file, routing } = document
  const { id, source } = expectedOf(document)
  return { file: file.name, line, ordinal, text: bytes.toString('utf8', start, end), id, routing, source }
}

export type Shown = ReturnType<typeof shown>

/**
 * The same of the documents that readDocuments gives.
 * @throws RestoreError as scanData does
 */
export async function shownParsed(files: DumpFile[]): Promise<Shown[]> {
  const all: Shown[] = []
  for (const file of files) {
    for await (const documents of readDocuments(file)) {
      for (const raw of documents) {
        const { id, routing, source } = expectedDocument(raw, all.length)
        const { line, text } = raw
        all.push({ file: file.name, line, ordinal: all.length, text, id, routing, source: String(source) })
      }
    }
  }
  return all
}
