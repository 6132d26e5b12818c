import { type Cluster, findDocuments } from '../cluster/index.js'
import {
  type DataScan,
  type DumpFile,
  type ExpectedDocument,
  expectedDocument,
  Ordinals,
  readDocuments,
} from '../dump/index.js'
import type { RejectedDocument } from '../engines/index.js'
import { sameRouting, sameSource } from '../verify/index.js'

const LOOKUP_DOCUMENTS = 1000
const LOOKUP_BYTES = 1024 * 1024
/** What an index may name of its rejected documents in the report. */
export const NAMED_REJECTIONS = 1000

/** What of a dump a data stream has already. */
export interface Present {
  /** Places of these documents in the dump, and of those that a later line replaces. */
  settled: Ordinals
  /** Documents that are there as the dump has them. */
  same: number
  /** Documents that are there with another content, which a data stream does not change. */
  other: number
  /** The first thousand of the latter. */
  rejections: RejectedDocument[]
}

/**
 * A data stream takes no changes of a document, and one more under an id that an older index behind it has. So what is
 * there is found out before anything is written.
 */
export async function findPresent(
  cluster: Cluster,
  name: string,
  files: DumpFile[],
  { superseded }: DataScan,
): Promise<Present> {
  const present: Present = { settled: new Ordinals(), same: 0, other: 0, rejections: [] }
  let batch: { ordinal: number; document: ExpectedDocument }[] = []
  let bytes = 0
  let ordinal = 0
  const lookUp = async () => {
    const documents = batch.map(({ document }) => document)
    const stored = documents.length > 0 ? await findDocuments(cluster, name, documents, true) : []
    for (const [i, { ordinal: place, document }] of batch.entries()) {
      const actual = stored[i]
      if (actual === undefined || 'missing' in actual) continue
      present.settled.add(place)
      const difference =
        sameRouting(document.routing, actual.routing) ?? sameSource(document.source, actual.source)
      if (difference === undefined) present.same++
      else reject(present, document, difference)
    }
    batch = []
    bytes = 0
  }
  for (const file of files) {
    for await (const documents of readDocuments(file)) {
      for (const document of documents) {
        if (superseded?.has(ordinal)) present.settled.add(ordinal)
        else batch.push({ ordinal, document: expectedDocument(document, ordinal) })
        bytes += document.bytes
        ordinal++
        if (batch.length >= LOOKUP_DOCUMENTS || bytes >= LOOKUP_BYTES) await lookUp()
      }
    }
  }
  await lookUp()
  return present
}

function reject(present: Present, { id, file, line }: ExpectedDocument, difference: string): void {
  present.other++
  if (present.rejections.length >= NAMED_REJECTIONS) return
  const reason = `the data stream has this document with another content, and takes no changes: ${difference}`
  present.rejections.push({ id, status: 409, reason, file, line })
}
