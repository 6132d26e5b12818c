import { type DumpFile, identify, readDocuments } from '../dump/index.js'
import type { RejectedDocument } from '../engines/index.js'
import type { Rejection } from '../report/index.js'

/** Looks up in the dump where rejected documents are; the last line of an id is the one that was sent. */
export async function locateRejections(
  files: DumpFile[],
  rejected: RejectedDocument[],
): Promise<Rejection[]> {
  const rejections: Rejection[] = rejected.map((document) => ({ ...document, file: null, line: null }))
  if (rejections.length === 0) return rejections
  let ordinal = 0
  for (const file of files) {
    for await (const documents of readDocuments(file)) {
      for (const document of documents) {
        const { id } = identify(document, ordinal)
        for (const rejection of rejections.filter((one) => one.id === id)) {
          rejection.file = file.name
          rejection.line = document.line
        }
        ordinal++
      }
    }
  }
  return rejections
}
