import type { Cluster } from './connect.js'
import { reasonChain, reasonOf, statusOf } from './errors.js'
import { errors } from './library.js'

/** What became of one operation of a bulk request. */
export interface BulkItem {
  /** HTTP status: 201 created, 200 there before, else refused. */
  status: number
  /** The cluster's words where it was refused. */
  reason: string
  /** The index or the cluster takes no documents at all: it is blocked, or closed. */
  isBlocked: boolean
}

/** What became of a bulk request. */
export type BulkAnswer =
  /** Every operation created its document. */
  | { kind: 'created'; operations: number; took: number }
  /** One item for each operation. */
  | { kind: 'items'; items: BulkItem[]; took: number }
  /** The cluster has too much to do: the same again later. */
  | { kind: 'busy'; reason: string }
  /** No answer, or none of the cluster's own: what of it was done is not known. */
  | { kind: 'lost'; reason: string }
  | { kind: 'too-large'; status: number; reason: string }
  /** No retry helps. */
  | { kind: 'refused'; error: unknown }

export interface BulkRequest {
  /** Index or alias; writes to an alias alone where `requireAlias` is set. */
  index: string
  requireAlias: boolean
  body: Buffer
  /** `gzip`, where the body is packed. */
  encoding: 'gzip' | undefined
}

interface ItemResponse {
  status: number
  error?: { type?: string; reason?: string } | string
}

/** Nothing but what tells created from there before and why something was refused: a response is a tenth as large. */
const WANTED = 'took,errors,items.*.status,items.*.error'
const BLOCKED = new Set(['cluster_block_exception', 'index_closed_exception'])
const LOST = new Set([502, 503, 504])

/** Sends a bulk request once. Documents pass no pipeline but the index's final one. */
export async function bulk(cluster: Cluster, request: BulkRequest): Promise<BulkAnswer> {
  const { index, requireAlias, body, encoding } = request
  try {
    const response = await cluster.textClient.bulk(
      // The client's type knows no bytes, its transport sends them as they are.
      {
        index,
        body: body as never,
        pipeline: '_none',
        filter_path: WANTED,
        ...(requireAlias && { require_alias: true }),
      },
      { maxRetries: 0, ...(encoding && { headers: { 'content-encoding': encoding } }) },
    )
    return answerOf(response.body as unknown as string)
  } catch (error) {
    return failureOf(error)
  }
}

/** @param text the response's body */
function answerOf(text: string): BulkAnswer {
  const took = Number(/"took":(\d+)/.exec(text.slice(0, 200))?.[1] ?? 0)
  // Without errors every status is 200 or 201, or 404 of a deletion that found nothing; mostly it is 201 throughout.
  if (/"errors":false/.test(text.slice(0, 200)) && !/"status":(?:200|404)/.test(text))
    return { kind: 'created', operations: text.split('"status":').length - 1, took }
  const items = itemsIn(text)
  if (!items) return { kind: 'lost', reason: `no answer of the cluster's: ${text.slice(0, 200).trim()}` }
  return { kind: 'items', items: items.map((item) => itemOf(Object.values(item)[0])), took }
}

/** @returns undefined for what something between here and the cluster says, whatever its status */
function itemsIn(text: string): Record<string, ItemResponse>[] | undefined {
  try {
    const { items } = JSON.parse(text)
    return Array.isArray(items) ? items : undefined
  } catch {
    return undefined
  }
}

function itemOf(item: ItemResponse | undefined): BulkItem {
  const { status = 500, error } = item ?? {}
  if (error === undefined) return { status, reason: '', isBlocked: false }
  if (typeof error === 'string') return { status, reason: error, isBlocked: false }
  return { status, reason: reasonChain(error), isBlocked: BLOCKED.has(error.type ?? '') }
}

function failureOf(error: unknown): BulkAnswer {
  const status = statusOf(error)
  const reason = reasonOf(error)
  if (status === 413 || (status === 429 && isMoreThanEver(reason)))
    return { kind: 'too-large', status, reason }
  if (status === 429 && !/cluster_block_exception/.test(reason)) return { kind: 'busy', reason }
  const isLost = status === undefined ? error instanceof errors.OpenSearchClientError : LOST.has(status)
  return isLost ? { kind: 'lost', reason } : { kind: 'refused', error }
}

/** Indexing pressure tells the operation's bytes and the most there may be: no waiting makes room for more than that. */
function isMoreThanEver(reason: string): boolean {
  const [, bytes, most] = /operation_bytes=(\d+), max_\w+_bytes=(\d+)/.exec(reason) ?? []
  return Number(bytes) > Number(most)
}
