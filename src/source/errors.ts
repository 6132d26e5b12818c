import { clusterError, isClientError, reasonOf } from '../cluster/index.js'
import { messageOf, RestoreError } from '../errors.js'

/** @returns a RestoreError for what the source cluster refused or could not do, told as the source's */
export function sourceError(error: unknown, what: string): RestoreError {
  if (error instanceof RestoreError) return error
  return ofSource(clusterError(error, what))
}

/** What is said of a cluster names the inputs of the target; of the source these have other names. */
export function ofSource({ code, message, hint, cause }: RestoreError): RestoreError {
  const told = hint?.replaceAll(/`(uri|username|password)`/g, '`source-$1`')
  return new RestoreError(code, `source cluster: ${message}`, {
    ...(told === undefined ? {} : { hint: told }),
    cause,
  })
}

/** @returns the fault of an index of the source of which not everything can be read */
export function unreadable(index: string, what: string, hint: string): RestoreError {
  return new RestoreError('SOURCE_UNREADABLE', `index ${index} of the source cluster: ${what}`, { hint })
}

const HEALTH = 'Look at the health of the source cluster, then run this again.'

/** @returns the fault of an index whose documents do not come */
export function readFault(index: string, error: unknown): RestoreError {
  if (error instanceof RestoreError) return error
  if (!isClientError(error)) return unreadable(index, messageOf(error), HEALTH)
  if (/search_context_missing_exception|No search context found/.test(reasonOf(error))) {
    const hint = 'A node of the source was restarted, or somebody closed it. Run this again.'
    return unreadable(index, 'the point in time, or scroll, by which it is read has ended too early', hint)
  }
  return sourceError(error, `the documents of index ${index} cannot be read`)
}
