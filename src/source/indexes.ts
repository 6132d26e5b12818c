import { statusOf } from '../cluster/index.js'
import { RestoreError } from '../errors.js'
import { listed } from '../plan/index.js'
import type { Asked } from './ask.js'
import { sourceError, unreadable } from './errors.js'

export interface NamedIndex {
  name: string
  /** Why it cannot be read, if that is plain. */
  fault?: RestoreError
}

export interface Listing {
  indices: NamedIndex[]
  /** What is left out that a reader might look for. */
  notes: string[]
}

interface Resolved {
  indices?: { name: string; attributes?: string[] }[]
  aliases?: { name: string; indices?: string[] }[]
  data_streams?: { name: string; backing_indices?: string[] }[]
}

/**
 * Asks which indexes there are, as far as this user may know. Those whose names begin with a dot, or that are hidden, are
 * left out unless they are asked for by name.
 * @param index the one that is asked for, if it is one
 * @throws RestoreError DUMP_NO_MATCH where there is none of this name; CLUSTER_UNAUTHORIZED
 */
export async function listIndexes(
  { cluster }: Asked,
  index: string | undefined,
  path: string,
): Promise<Listing> {
  const resolved = await resolve({ cluster }, index ?? '*')
  const { indices = [], data_streams = [] } = resolved
  const found = indices.filter(({ name, attributes = [] }) =>
    index === undefined ? !name.startsWith('.') && !attributes.includes('hidden') : name === index,
  )
  if (index !== undefined && found.length === 0) throw noIndex(index, resolved, path)
  return {
    indices: found.map(({ name, attributes = [] }) =>
      attributes.includes('closed') ? { name, fault: closed(name) } : { name },
    ),
    notes: index === undefined ? streamNotes(data_streams.map(({ name }) => name)) : [],
  }
}

async function resolve({ cluster }: Pick<Asked, 'cluster'>, name: string): Promise<Resolved> {
  const request = {
    method: 'GET',
    path: `/_resolve/index/${encodeURIComponent(name)}`,
    querystring: { expand_wildcards: 'all' },
  }
  try {
    return (await cluster.client.transport.request(request)).body as Resolved
  } catch (error) {
    if (statusOf(error) === 404) return {}
    throw sourceError(error, 'its indexes cannot be listed')
  }
}

function noIndex(index: string, { aliases = [], data_streams = [] }: Resolved, path: string): RestoreError {
  const alias = aliases.find(({ name }) => name === index)
  const stream = data_streams.find(({ name }) => name === index)
  const behind = listed(alias?.indices ?? stream?.backing_indices ?? [])
  const [what, hint] = stream
    ? [
        `it is a data stream, and of a source only the indexes behind it can be read: ${behind}`,
        'Give one of these in `index`, and what it is to be called with `rename-pattern`; or dump the data stream with elasticdump, and restore it from there with `dump`.',
      ]
    : [
        alias ? `it is an alias, of ${behind}` : 'there is nothing of this name',
        'Give the exact name of an index in `index`, or look whether the source is the one you mean.',
      ]
  const message = `no index ${JSON.stringify(index)} in the ${path}: ${what}`
  return new RestoreError('DUMP_NO_MATCH', message, { hint })
}

function closed(name: string): RestoreError {
  return unreadable(name, 'it is closed', 'Open it, or leave it out with `match`.')
}

function streamNotes(names: string[]): string[] {
  if (names.length === 0) return []
  return [
    `Data streams of the source cluster are left out: ${listed(names)}. Their backing indexes can be restored one by one, by name.`,
  ]
}
