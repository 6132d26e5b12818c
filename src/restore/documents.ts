import type { Cluster } from '../cluster/index.js'
import {
  type DumpFile,
  type ExpectedDocument,
  expectedDocument,
  type Ordinals,
  readDocuments,
} from '../dump/index.js'
import type { Check } from '../verify/index.js'
import { type LookUpOptions, lookUp } from './look-up.js'

const SHOWN_DIFFERENCES = 20

export interface DocumentsComparison extends LookUpOptions {
  documents: AsyncIterable<ExpectedDocument> | Iterable<ExpectedDocument>
  /** For people: what part of the dump this is. */
  scope: string
  /** Documents that were rejected, and may be missing, or old where the index was there before. */
  rejected: number
  isAppended: boolean
}

/** Looks documents of the dump up in the cluster, and compares them. */
export async function compareDocuments(
  cluster: Cluster,
  index: string,
  comparison: DocumentsComparison,
): Promise<Check> {
  const found = new Findings()
  const all = lookUp(cluster, index, comparison.documents, comparison)
  for await (const { expected, missing, difference } of all) {
    found.looked++
    if (missing !== undefined) found.missing(expected, missing)
    else if (difference !== undefined) found.different(expected, difference)
  }
  return found.check(comparison)
}

/** @returns every document of data files that no later one replaces, read anew, with its place in the dump */
export async function* allDocuments(
  files: DumpFile[],
  superseded: Ordinals | undefined,
): AsyncGenerator<ExpectedDocument & { ordinal: number }> {
  let ordinal = 0
  for (const file of files) {
    for await (const documents of readDocuments(file)) {
      for (const document of documents) {
        if (!superseded?.has(ordinal)) yield { ...expectedDocument(document, ordinal), ordinal }
        ordinal++
      }
    }
  }
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
