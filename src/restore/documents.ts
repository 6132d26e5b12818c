import { type Cluster, findDocuments, getDocuments } from '../cluster/index.js'
import {
  type DumpFile,
  type ExpectedDocument,
  expectedDocument,
  type Ordinals,
  readDocuments,
} from '../dump/index.js'
import { type Check, sameRouting, sameSource } from '../verify/index.js'

/** A response of this many bytes of documents is small enough to hold, and large enough to be quick. */
const LOOKUP_BYTES = 1024 * 1024
const LOOKUP_DOCUMENTS = 1000
const SHOWN_DIFFERENCES = 20

export interface DocumentsComparison {
  documents: AsyncIterable<ExpectedDocument> | Iterable<ExpectedDocument>
  /** For people: what part of the dump this is. */
  scope: string
  /** false: it is enough that a document is there. */
  withSource: boolean
  /** Documents that were rejected, and may be missing, or old where the index was there before. */
  rejected: number
  isAppended: boolean
  isDataStream: boolean
}

/** Looks documents of the dump up in the cluster by id and routing, and compares them as JSON values. */
export async function compareDocuments(
  cluster: Cluster,
  index: string,
  comparison: DocumentsComparison,
): Promise<Check> {
  const found = new Findings()
  let batch: ExpectedDocument[] = []
  let bytes = 0
  const lookUp = async () => {
    if (batch.length === 0) return
    await compareBatch(cluster, index, batch, comparison, found)
    batch = []
    bytes = 0
  }
  for await (const document of comparison.documents) {
    if (batch.length > 0 && (bytes + document.bytes > LOOKUP_BYTES || batch.length >= LOOKUP_DOCUMENTS))
      await lookUp()
    batch.push(document)
    bytes += document.bytes
  }
  await lookUp()
  return found.check(comparison)
}

/** @returns every document of data files that no later one replaces, read anew */
export async function* allDocuments(
  files: DumpFile[],
  superseded: Ordinals | undefined,
): AsyncGenerator<ExpectedDocument> {
  let ordinal = 0
  for (const file of files) {
    for await (const documents of readDocuments(file)) {
      for (const document of documents) {
        if (!superseded?.has(ordinal)) yield expectedDocument(document, ordinal)
        ordinal++
      }
    }
  }
}

async function compareBatch(
  cluster: Cluster,
  index: string,
  batch: ExpectedDocument[],
  { withSource, isDataStream }: DocumentsComparison,
  found: Findings,
): Promise<void> {
  const look = isDataStream ? findDocuments : getDocuments
  const stored = await look(cluster, index, batch, withSource)
  batch.forEach((expected, i) => {
    const actual = stored[i]
    found.looked++
    if (actual === undefined || 'missing' in actual) found.missing(expected, actual?.missing ?? 'no answer')
    else {
      const inSource = withSource ? sameSource(expected.source, actual.source) : undefined
      const difference = sameRouting(expected.routing, actual.routing) ?? inSource
      if (difference !== undefined) found.different(expected, difference)
    }
  })
}

class Findings {
  looked = 0
  private absent = 0
  private changed = 0
  private readonly differences: string[] = []

  missing(document: ExpectedDocument, reason: string): void {
    this.absent++
    this.tell(document, reason)
  }

  different(document: ExpectedDocument, difference: string): void {
    this.changed++
    this.tell(document, difference)
  }

  check({ scope, rejected, isAppended }: DocumentsComparison): Check {
    const wrong = this.absent + this.changed
    const ok =
      wrong === 0 || (this.absent <= rejected && (isAppended ? wrong <= rejected : this.changed === 0))
    const { looked, absent, changed } = this
    const faults = wrong > 0 ? `: ${absent} missing, ${changed} different` : ', all as in the dump'
    const detail = `${scope}: ${looked} documents looked up${faults}`
    return { name: 'documents', ok, detail, differences: this.differences, extra: [] }
  }

  private tell({ id, file, line }: ExpectedDocument, what: string): void {
    if (this.differences.length < SHOWN_DIFFERENCES)
      this.differences.push(`document ${id} (${file}, line ${line}): ${what}`)
  }
}
