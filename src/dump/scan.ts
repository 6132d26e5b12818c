import { halfPair, isIdLength, oddId, withoutSource } from './document-faults.js'
import { type RawDocument, readDocuments } from './documents.js'
import { Fingerprints, type Ordinals } from './fingerprints.js'
import { hasId, identify } from './identity.js'
import { type ExpectedDocument, expectedDocument, Sample } from './sample.js'
import type { DumpFile } from './types.js'

/** What a reading of all data files of an index found. */
export interface DataScan {
  /** Objects in the files. */
  lines: number
  /** Documents: by id and routing, those without an id each once. */
  distinct: number
  /** Content, unpacked, bytes. */
  bytes: number
  /** Documents with a routing of their own. */
  routed: number
  /** Places, from 0, of the documents that a later one replaces. */
  superseded: Ordinals | undefined
  /** Places of the documents that replace an earlier one. */
  superseding: Ordinals | undefined
  /** An even sample of the documents that count. */
  sample: ExpectedDocument[]
}

/** Looks at every document while the dump is read. */
export interface DocumentObserver {
  see(document: RawDocument): void
}

export interface ScanOptions {
  /** Existing directory for what does not fit into memory. */
  scratch: string
  /** Documents to draw. */
  sampleSize: number
  observer?: DocumentObserver | undefined
  /** Reading ends when it is aborted, with its reason. */
  signal?: AbortSignal
}

/**
 * Reads all data files of an index from beginning to end: counts, finds duplicates, draws the sample, and proves that
 * every byte can be read.
 * @throws RestoreError DUMP_DOCUMENT_INVALID, DUMP_UNREADABLE with file and line; what the observer throws
 */
export async function scanData(files: DumpFile[], options: ScanOptions): Promise<DataScan> {
  const fingerprints = new Fingerprints(options.scratch)
  const sample = new Sample(options.sampleSize)
  let lines = 0
  let bytes = 0
  let routed = 0
  try {
    for (const file of files) {
      for await (const documents of readDocuments(file)) {
        options.signal?.throwIfAborted()
        for (const document of documents) {
          const ordinal = lines
          requireSource(document)
          const { id, routing } = identify(document, ordinal)
          requireId(document, id)
          requireWhole(document, id, routing)
          if (hasId(document.value)) fingerprints.add(`${id}\0${routing ?? ''}`, ordinal)
          if (routing !== undefined) routed++
          // First the observer: it refuses what is too large, and the sample would work through all of that.
          options.observer?.see(document)
          sample.see(ordinal, () => expectedDocument(document, ordinal))
          lines++
          bytes += document.bytes
        }
      }
    }
    const { superseded, superseding } = fingerprints.repeated()
    const distinct = lines - (superseded?.size ?? 0)
    return { lines, distinct, bytes, routed, superseded, superseding, sample: sample.documents(superseded) }
  } finally {
    fingerprints.dispose()
  }
}

function requireId({ file, line }: RawDocument, id: string): void {
  // Most are short whatever their characters are: three bytes each at the most.
  if (isIdLength(id.length * 3)) return
  const bytes = Buffer.byteLength(id)
  if (!isIdLength(bytes)) throw oddId(`${file.name}, line ${line}`, bytes)
}

function requireWhole({ file, line }: RawDocument, id: string, routing = ''): void {
  if (!id.isWellFormed()) throw halfPair(`${file.name}, line ${line}`, 'id')
  if (!routing.isWellFormed()) throw halfPair(`${file.name}, line ${line}`, 'routing')
}

function requireSource({ file, line, value }: RawDocument): void {
  const source = value._source
  if (source !== null && typeof source === 'object' && !Array.isArray(source)) return
  throw withoutSource(`${file.name}, line ${line}`)
}
