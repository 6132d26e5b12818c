import type { DumpFile } from '../../../../src/dump/index.js'
import { type ByteDocument, byteDocument } from '../../../../src/engines/native/document.js'
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
