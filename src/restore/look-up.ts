import { type Cluster, findDocuments, getDocuments } from '../cluster/index.js'
import type { ExpectedDocument } from '../dump/index.js'
import { sameRouting, sameSource } from '../verify/index.js'

/** A response of this many bytes of documents is small enough to hold, and large enough to be quick. */
const LOOKUP_BYTES = 1024 * 1024
const LOOKUP_DOCUMENTS = 1000

export interface LookUpOptions {
  /** false: it is enough that a document is there. */
  withSource: boolean
  isDataStream: boolean
}

/** A document of the dump, and what the cluster has of it. */
export interface LookedUp<T> {
  expected: T
  /** Why it is not there. */
  missing?: string
  /** What is otherwise than in the dump. */
  difference?: string | undefined
}

/** Looks documents of the dump up in the cluster by id and routing, many at a time, and compares them as JSON values. */
export async function* lookUp<T extends ExpectedDocument>(
  cluster: Cluster,
  index: string,
  documents: AsyncIterable<T> | Iterable<T>,
  { withSource, isDataStream }: LookUpOptions,
): AsyncGenerator<LookedUp<T>> {
  const look = isDataStream ? findDocuments : getDocuments
  for await (const batch of inBatches(documents)) {
    const stored = await look(cluster, index, batch, withSource)
    for (const [i, expected] of batch.entries()) {
      const actual = stored[i] ?? { missing: 'no answer' }
      if ('missing' in actual) yield { expected, missing: actual.missing }
      else {
        const inSource = withSource ? sameSource(expected.source, actual.source) : undefined
        yield { expected, difference: sameRouting(expected.routing, actual.routing) ?? inSource }
      }
    }
  }
}

async function* inBatches<T extends ExpectedDocument>(
  documents: AsyncIterable<T> | Iterable<T>,
): AsyncGenerator<T[]> {
  let batch: T[] = []
  let bytes = 0
  for await (const document of documents) {
    if (batch.length > 0 && (bytes + document.bytes > LOOKUP_BYTES || batch.length >= LOOKUP_DOCUMENTS)) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(document)
    bytes += document.bytes
  }
  if (batch.length > 0) yield batch
}
