import type { Cluster } from './connect.js'
import { clusterError, statusOf } from './errors.js'

/** As much of an index template as tells what becomes of a name that it fits. */
export interface NameTemplate {
  name: string
  patterns: string[]
  priority: number
  isOfDataStreams: boolean
  /** Names of the component templates. */
  composedOf?: string[]
  /** That it gives itself, without those of its component templates. */
  aliases?: Record<string, unknown>
}

interface Held {
  name: string
  index_template: {
    index_patterns?: string | string[]
    priority?: number
    data_stream?: object
    composed_of?: string[]
    template?: { aliases?: Record<string, unknown> }
  }
}

const WANTED = ['index_patterns', 'priority', 'data_stream', 'composed_of', 'template.aliases'].map(
  (part) => `index_templates.index_template.${part}`,
)

/**
 * @returns the cluster's index templates; none where this user may not ask: an index is then refused where its name is
 * that of a data stream
 */
export async function nameTemplates(cluster: Cluster): Promise<NameTemplate[]> {
  try {
    const { body } = await cluster.client.transport.request({
      method: 'GET',
      path: '/_index_template',
      querystring: { filter_path: ['index_templates.name', ...WANTED].join(',') },
    })
    return ((body.index_templates ?? []) as Held[]).map(({ name, index_template }) => ({
      name,
      patterns: [index_template.index_patterns ?? []].flat(),
      priority: index_template.priority ?? 0,
      isOfDataStreams: index_template.data_stream !== undefined,
      composedOf: index_template.composed_of ?? [],
      aliases: index_template.template?.aliases ?? {},
    }))
  } catch (error) {
    if (statusOf(error) === 403) return []
    throw clusterError(error, 'the index templates of the cluster cannot be read')
  }
}
