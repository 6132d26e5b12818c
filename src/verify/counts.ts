import type { Check } from './check.js'

/** How many documents the dump has, and how many became of them. */
export interface Counts {
  /** Distinct documents of the dump. */
  distinct: number
  /** Documents that the cluster refused. */
  rejected: number
  /** `_count` after a refresh. */
  cluster: number
  /** Whether the index was there before, so that it may hold more. */
  appended: boolean
  /** Documents of the dump that have a routing. */
  routed: number
  /** Lines of the dump whose document a later line names again. */
  superseded: number
}

const SHARDS_HINT =
  'documents that share an id under several routings fall together when the index has fewer shards than the dumped one: add `settings` to `types`'

/** Compares the number of documents in the cluster with the dump's. */
export function compareCounts({ distinct, rejected, cluster, appended, routed, superseded }: Counts): Check {
  const due = distinct - rejected
  const differences: string[] = []
  if (cluster < due) {
    const hint = routed > 0 && rejected === 0 ? `: ${SHARDS_HINT}` : ''
    differences.push(`${due} documents due, ${cluster} in the cluster, ${due - cluster} missing${hint}`)
  } else if (cluster > due && !appended) {
    const cause = 'another writer added documents, or a document was indexed twice'
    differences.push(`${due} documents due, ${cluster} in the cluster, ${cluster - due} too many: ${cause}`)
  }
  const parts = [
    `${distinct} in the dump`,
    ...(superseded > 0 ? [`${superseded} more lines named one of them again`] : []),
    ...(rejected > 0 ? [`${rejected} rejected`] : []),
    `${cluster} in the cluster${appended ? ' (it was there before)' : ''}`,
  ]
  return {
    name: 'counts',
    ok: differences.length === 0,
    detail: `documents: ${parts.join('; ')}`,
    differences,
    extra: [],
  }
}
