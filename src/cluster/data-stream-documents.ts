import { members } from '../json/ranges.js'
import type { Cluster } from './connect.js'
import { clusterError } from './errors.js'
import { memberOf, type StoredDocument, toldDocument, WITHOUT_SOURCE } from './stored-document.js'

type Found = Exclude<StoredDocument, { missing: string }>

/** A search gives no more (`index.max_result_window`). */
const MOST_HITS = 10_000

/**
 * Looks documents of a data stream up by a search, as no request for a document by its id reaches one. Of documents that
 * several indexes behind it have under one id, the newest index's counts.
 * @param documents a thousand at the most @param withSource false: `source` is '' for a document that is there
 * @returns one for each asked, in that order
 */
export async function findDocuments(
  cluster: Cluster,
  name: string,
  documents: readonly { id: string; routing: string | undefined }[],
  withSource: boolean,
): Promise<StoredDocument[]> {
  const values = [...new Set(documents.map(({ id }) => id))]
  try {
    const { body } = await cluster.textClient.search({
      index: name,
      body: {
        query: { ids: { values } },
        size: MOST_HITS,
        sort: [{ _index: 'asc' }],
        _source: withSource,
      } as never,
    })
    const found = hitsIn(body as unknown as string)
    return documents.map(({ id, routing }) => {
      const stored = found.get(keyOf(id, routing)) ?? found.get(id)
      if (!stored) return { missing: 'not in the data stream' }
      return withSource && stored.source === '' ? { missing: WITHOUT_SOURCE } : stored
    })
  } catch (error) {
    throw clusterError(error, `documents of data stream ${name} cannot be looked up`)
  }
}

/** @returns documents by id and routing; and by id alone, so that another routing is told as what it is */
function hitsIn(text: string): Map<string, Found> {
  const { start: shards } = memberOf(text, 0, '_shards')
  const failed = memberOf(text, shards, 'failed')
  if (text.slice(failed.start, failed.end) !== '0') throw new Error('some shards did not answer')
  const found = new Map<string, Found>()
  const list = memberOf(text, memberOf(text, 0, 'hits').start, 'hits')
  let count = 0
  for (const { start } of members(text, list.start)) {
    count++
    const { id, source, routing } = toldDocument(text, start)
    for (const key of [keyOf(id, routing), id]) found.set(key, { source, routing })
  }
  if (count === MOST_HITS) throw new Error(`${MOST_HITS} or more documents share a few ids`)
  return found
}

function keyOf(id: string, routing: string | undefined): string {
  return `${id}\0${routing ?? ''}`
}
