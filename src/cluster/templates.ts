import type { ClusterType } from '../dump/index.js'
import type { Cluster } from './connect.js'
import { clusterError, statusOf } from './errors.js'
import type { Deed } from './rights.js'

const PATHS: Record<ClusterType, string> = {
  template: '_template',
  component_template: '_component_template',
  index_template: '_index_template',
  policy: '_plugins/_ism/policies',
  script: '_scripts',
}

/** What to do about one that is refused. */
export const STEP_HINTS: Record<ClusterType, string> = {
  template: 'Change the template in the dump for this cluster, or leave `template` out of `types`.',
  component_template: 'Change it in the dump for this cluster, or leave `component_template` out of `types`.',
  index_template:
    'Restore what it is composed of as well (`component_template`), take out of `composed_of` in the dump what is left out as Elasticsearch’s own, or leave `index_template` out of `types`.',
  policy: 'Install the index management plugin in the cluster, or leave `policy` out of `types`.',
  script: 'Change the script in the dump for this cluster, or leave `script` out of `types`.',
}

/** @returns the request that puts it */
export function stepDeed(type: ClusterType, name: string, body: object): Deed {
  return { method: 'PUT', path: `/${PATHS[type]}/${encodeURIComponent(name)}`, body }
}

/** @throws RestoreError with the cluster's reason */
export async function putClusterStep(
  cluster: Cluster,
  type: ClusterType,
  name: string,
  body: object,
): Promise<void> {
  try {
    const deed = stepDeed(type, name, body)
    const put = cluster.client.transport.request({ ...deed })
    await (type === 'policy' ? put.catch((error: unknown) => putOver(cluster, deed, error)) : put)
  } catch (error) {
    throw clusterError(error, `the ${type} ${name} is refused`, STEP_HINTS[type])
  }
}

/** A policy that is there is put only by who says which version of it he has seen. */
async function putOver({ client }: Cluster, deed: Deed, error: unknown): Promise<void> {
  if (statusOf(error) !== 409) throw error
  const { body } = await client.transport.request({ method: 'GET', path: deed.path })
  const { _seq_no: if_seq_no, _primary_term: if_primary_term } = body
  await client.transport.request({ ...deed, querystring: { if_seq_no, if_primary_term } })
}
