import { type Cluster, statusOf } from '../cluster/index.js'
import { CLUSTER_TYPES, type ClusterType, type DumpFile, type DumpIndex } from '../dump/index.js'
import { sourceError } from './errors.js'

const PATHS: Record<ClusterType, string> = {
  template: '/_template',
  component_template: '/_component_template',
  index_template: '/_index_template',
  policy: '/_plugins/_ism/policies',
  script: '/_cluster/state/metadata',
}
/** There is no list of scripts but in the state of the cluster. */
const SCRIPTS = { filter_path: 'metadata.stored_scripts' }
/** This cluster has nothing of the kind. */
const WITHOUT = new Set([400, 404, 405])
const FORBIDDEN = 403

/**
 * Reads templates, policies and scripts of the source cluster, as far as they are asked for.
 * @param types `all`: those that it has, and that this user may see
 * @returns files as elasticdump writes them
 * @throws RestoreError CLUSTER_UNAUTHORIZED for a type that was asked for by name
 */
export async function readClusterFiles(
  cluster: Cluster,
  types: readonly string[] | 'all',
  note: (text: string) => void,
): Promise<DumpIndex['files']> {
  const files: DumpIndex['files'] = {}
  for (const type of CLUSTER_TYPES.filter((one) => types === 'all' || types.includes(one))) {
    try {
      files[type] = [fileOf(type, await read(cluster, type))]
    } catch (error) {
      const status = statusOf(error) ?? 0
      const isSkipped = types === 'all' && status === FORBIDDEN
      if (isSkipped)
        note(
          `The user of the source cluster may not see its templates, policies or scripts of type ${type}: none is restored.`,
        )
      if (!isSkipped && !WITHOUT.has(status)) throw sourceError(error, `its ${type} cannot be read`)
    }
  }
  return files
}

async function read({ client, textClient }: Cluster, type: ClusterType): Promise<string> {
  const request = { method: 'GET', path: PATHS[type] }
  if (type !== 'script') return (await textClient.transport.request(request)).body as unknown as string
  const { body } = await client.transport.request({ ...request, querystring: SCRIPTS })
  const scripts = Object.entries(body.metadata?.stored_scripts ?? {})
  return JSON.stringify(Object.fromEntries(scripts.map(([name, script]) => [name, { script }])))
}

function fileOf(type: ClusterType, text: string): DumpFile {
  const remote = {
    documents: undefined,
    read: async function* () {
      yield Buffer.from(text)
    },
    release: async () => {},
  }
  return { path: '', name: `${type} of the source cluster`, bytes: 0, remote }
}
