import { type ErrorCode, messageOf, RestoreError } from '../errors.js'
import { errors } from './library.js'

interface Cause {
  type?: string
  reason?: string
  caused_by?: Cause
  /** Of several analyzers that fail, each one's own reason. */
  suppressed?: Cause[]
}

/** What the answer has where every shard was asked by itself, and some refused. */
interface ShardsHeader {
  failures?: { reason?: Cause }[]
}

/** Of an index, of the whole cluster, or of the making of indexes. */
const BLOCK = /(?:cluster|index_create)_block_exception/

/** @returns the HTTP status that the cluster answered with, or undefined where there was no answer. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof errors.ResponseError ? (error.statusCode ?? undefined) : undefined
}

const MAX_DEPTH = 10

/** @returns the cluster's own words for an error: every reason of its chain once, and its HTTP status. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof errors.ResponseError)) return messageOf(error)
  const cause = errorIn(error.body)
  const words = typeof cause === 'string' ? cause : cause ? reasonChain(cause) : messageOf(error)
  return `${words} (HTTP ${error.statusCode})`
}

/** @param cause an `error` object as OpenSearch sends it, of a request or of a bulk item */
export function reasonChain(cause: Cause): string {
  const reasons: string[] = []
  const add = (at: Cause, depth: number) => {
    const reason = [at.type, at.reason].filter(Boolean).join(': ')
    if (reason && !reasons.some((said) => said.includes(at.reason ?? reason))) reasons.push(reason)
    if (depth === MAX_DEPTH) return
    for (const next of [at.caused_by, ...(at.suppressed ?? [])]) if (next) add(next, depth + 1)
  }
  add(cause, 1)
  return reasons.join('; caused by ') || 'no reason given'
}

/**
 * @param hint for a request that the cluster took and refused; what keeps it from being asked has its own
 * @returns a RestoreError for what the cluster refused or could not do
 */
export function clusterError(error: unknown, what: string, hint?: string): RestoreError {
  if (error instanceof RestoreError) return error
  const status = statusOf(error)
  const [code, help]: [ErrorCode, string | undefined] =
    status === 401
      ? ['CLUSTER_UNAUTHORIZED', 'Check the user name and password in `uri`, or `username` and `password`.']
      : status === 403 && !BLOCK.test(reasonOf(error))
        ? ['CLUSTER_UNAUTHORIZED', 'Give this user the rights that docs/PERMISSIONS.md lists.']
        : status === undefined
          ? ['CLUSTER_UNREACHABLE', 'Check that the cluster is up and reachable from this runner.']
          : ['CLUSTER_REFUSED', hintFor(reasonOf(error)) ?? hint ?? helpFor(status)]
  const details = { cause: error, ...(help === undefined ? {} : { hint: help }) }
  return new RestoreError(code, `${what}: ${reasonOf(error)}`, details)
}

/** What helps against a reason of the cluster, whatever it was asked for. */
const HINTS: [RegExp, string][] = [
  [
    /creates data streams only/,
    'By an index template of the cluster this is the name of a data stream. Give this user the right to read index templates (docs/PERMISSIONS.md), or restore under another name with `rename-pattern`.',
  ],
  [
    /Can't update non dynamic settings/,
    'A data stream has this from its index template, and an index of it cannot be changed any more: change the template in the dump or the cluster, or leave the setting out with `ignore-index-settings`.',
  ],
  [/index_closed_exception/, 'Open the index in the cluster first.'],
  [
    /index_not_found_exception/,
    'Somebody removed the index while it was restored. See that nobody else works on it, then run this again.',
  ],
  [/maximum .*shards open/, 'Raise `cluster.max_shards_per_node`, or delete indexes that nobody needs.'],
  [
    /unavailable_shards_exception/,
    'A shard of the index has no node: look at `_cluster/health` and `_cluster/allocation/explain`. Where `routing.allocation.*` of the dump asks for nodes that this cluster lacks, leave it out with `ignore-index-settings`.',
  ],
  [
    /exists with the same name as the alias/,
    'Free the name of the alias in the cluster, or leave `alias` out of `types`.',
  ],
  [
    /more than one write index/,
    'Another index of the cluster is the one that the alias writes to. Where the dump of the index gives it the alias, rename that with `rename-alias-pattern`, or leave `alias` out of `types`; where a template does, take `is_write_index` out of the template.',
  ],
  [BLOCK, 'Lift the block in the cluster; a flood-stage block means that its disks are full.'],
  [
    /http\.max_content_length|one document, \d+ bytes/,
    'Raise `http.max_content_length` in the cluster, or the limit of a proxy before it, or leave the document out of the dump.',
  ],
  [
    /rejected_execution_exception|circuit_breaking_exception/,
    'The cluster is overloaded: lower `concurrency`, `parallel` or `batch-size`.',
  ],
]

/** @param reason the cluster's words @returns what to do, where they alone tell it */
export function hintFor(reason: string): string | undefined {
  return HINTS.find(([words]) => words.test(reason))?.[1]
}

function helpFor(status: number): string | undefined {
  return status === 429 || status >= 500
    ? 'Look at the health of the cluster, then run this again.'
    : undefined
}

function errorIn(body: unknown): Cause | string | undefined {
  let parsed = body
  if (typeof body === 'string') {
    try {
      parsed = JSON.parse(body)
    } catch {
      return body.trim().slice(0, 500) || undefined
    }
  }
  const { error, _shards } = (parsed ?? {}) as { error?: Cause | string; _shards?: ShardsHeader }
  return error ?? _shards?.failures?.[0]?.reason
}
