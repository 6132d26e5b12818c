import { members } from '../json/ranges.js'
import type { Cluster } from './connect.js'
import { clusterError, reasonChain, statusOf } from './errors.js'
import { memberOf, type StoredDocument, toldDocument, WITHOUT_SOURCE } from './stored-document.js'

/** `http.max_content_length` unless the cluster says otherwise. */
const DEFAULT_REQUEST_LIMIT = 100 * 1024 * 1024

/** Makes everything indexed so far visible to searches and counts. */
export async function refresh(cluster: Cluster, index: string): Promise<void> {
  try {
    await cluster.client.indices.refresh({ index })
  } catch (error) {
    throw clusterError(error, `index ${index} cannot be refreshed`)
  }
}

/** @returns documents in the index; nested ones, which `_cat/indices` counts too, are none */
export async function countDocuments(cluster: Cluster, index: string): Promise<number> {
  try {
    const { body } = await cluster.client.count({ index })
    const { failed } = body._shards
    if (failed > 0) throw new Error(`${failed} shards did not answer`)
    return body.count
  } catch (error) {
    throw clusterError(error, `the documents of ${index} cannot be counted`)
  }
}

/**
 * Looks documents up by id and routing.
 * @param withSource false: `source` is '' for a document that is there
 * @returns one for each asked, in that order
 */
export async function getDocuments(
  cluster: Cluster,
  index: string,
  documents: readonly { id: string; routing: string | undefined }[],
  withSource: boolean,
): Promise<StoredDocument[]> {
  const docs = documents.map(({ id, routing }) => ({
    _id: id,
    ...(routing === undefined ? {} : { routing }),
  }))
  try {
    const { body } = await cluster.textClient.mget({ index, _source: withSource, body: { docs } })
    const text = body as unknown as string
    const list = memberOf(text, 0, 'docs')
    return [...members(text, list.start)].map(({ start }) => storedDocument(text, start, withSource))
  } catch (error) {
    throw clusterError(error, `documents of ${index} cannot be looked up`)
  }
}

function storedDocument(text: string, start: number, withSource: boolean): StoredDocument {
  const { isFound, source, routing, error } = toldDocument(text, start)
  if (!isFound) return { missing: error ? reasonChain(error) : 'not in the index' }
  return withSource && source === '' ? { missing: WITHOUT_SOURCE } : { source, routing }
}

/** @returns bytes that a request's body may have: the smallest of all nodes' limits, or the default if it is not told. */
export async function requestLimit(cluster: Cluster): Promise<number> {
  try {
    const { body } = await cluster.client.transport.request({ method: 'GET', path: '/_nodes/http' })
    const nodes: { http?: { max_content_length_in_bytes?: number } }[] = Object.values(body.nodes ?? {})
    const limits = nodes.map(({ http }) => http?.max_content_length_in_bytes)
    const told = limits.filter((limit) => typeof limit === 'number')
    return told.length > 0 ? Math.min(...told) : DEFAULT_REQUEST_LIMIT
  } catch (error) {
    // A user of one index may not ask nodes: that is a right of the whole cluster.
    if (statusOf(error) === undefined) throw clusterError(error, 'the cluster does not answer')
    return DEFAULT_REQUEST_LIMIT
  }
}
