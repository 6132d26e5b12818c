import type { BulkAnswer, BulkItem } from '../../cluster/index.js'
import type { Went } from './pool.js'

/**
 * A block that comes and goes with the cluster's start is none that stays.
 * @returns whether the cluster takes no document of the index, whatever it holds
 */
export function isBlocked(item: BulkItem): boolean {
  const { status, isBlocked } = item
  return (
    (isBlocked && status !== 503) || status === 401 || status === 403 || (status === 404 && !isAbsent(item))
  )
}

/** @returns whether it was to be deleted and is not there, which is no error */
export function isAbsent({ status, reason }: BulkItem): boolean {
  return status === 404 && reason === ''
}

/** What an overloaded cluster manager leaves undone of a document that brings a new field: the status alone is one for good. */
const LATE_MAPPING = /timed out while waiting for a dynamic mapping update/

/** @returns whether the same is to be tried again later */
export function isRetried({ status, isBlocked, reason }: BulkItem): boolean {
  return status === 503 || (status === 429 && !isBlocked) || (status >= 500 && LATE_MAPPING.test(reason))
}

/** @returns what an answer says of how busy the cluster is */
export function wentOf(answer: BulkAnswer): Went {
  if (answer.kind === 'created') return 'well'
  if (answer.kind === 'items') return answer.items.some(isRetried) ? 'busy' : 'well'
  return answer.kind === 'busy' ? 'busy' : 'otherwise'
}

/** @returns the cluster's words for what is tried again; or '' */
export function reasonIn(answer: BulkAnswer): string {
  if (answer.kind === 'items') return answer.items.find(isRetried)?.reason ?? ''
  return 'reason' in answer ? answer.reason : ''
}
