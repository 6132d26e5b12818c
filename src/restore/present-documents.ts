import type { Cluster } from '../cluster/index.js'
import { type DataScan, type DumpFile, type ExpectedDocument, Ordinals } from '../dump/index.js'
import type { RejectedDocument } from '../engines/index.js'
import { allDocuments } from './documents.js'
import { lookUp } from './look-up.js'

const WHOLE = { withSource: true, isDataStream: true }
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
  const settled = superseded?.copy() ?? new Ordinals()
  const present: Present = { settled, same: 0, other: 0, rejections: [] }
  const all = allDocuments(files, superseded)
  for await (const { expected, missing, difference } of lookUp(cluster, name, all, WHOLE)) {
    if (missing !== undefined) continue
    settled.add(expected.ordinal)
    if (difference === undefined) present.same++
    else reject(present, expected, difference)
  }
  return present
}

function reject(present: Present, { id, file, line }: ExpectedDocument, difference: string): void {
  present.other++
  if (present.rejections.length >= NAMED_REJECTIONS) return
  const reason = `the data stream has this document with another content, and takes no changes: ${difference}`
  present.rejections.push({ id, status: 409, reason, file, line })
}
