import type { ClusterType } from '../dump/index.js'
import type { Cluster } from './connect.js'
import { clusterError } from './errors.js'
import type { Deed } from './rights.js'

const PATHS: Record<ClusterType, string> = {
  template: '_template',
  component_template: '_component_template',
  index_template: '_index_template',
  policy: '_plugins/_ism/policies',
  script: '_scripts',
}

const HINTS: Record<ClusterType, string> = {
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
    await cluster.client.transport.request({ ...stepDeed(type, name, body) })
  } catch (error) {
    throw clusterError(error, `the ${type} ${name} is refused`, HINTS[type])
  }
}
