import { RestoreError } from '../errors.js'
import type { Target } from '../inputs/index.js'
import { connectionsTo, createClient } from './client.js'
import type { Client } from './requests.js'

export interface ClusterIdentity {
  name: string
  uuid: string
  /** `OpenSearch`, or `Elasticsearch`, which a source may be. */
  product: string
  version: string
}

/** A cluster that has been asked who it is, and may not have answered yet. */
export interface Greeting {
  target: Target
  client: Client
  textClient: Client
  /** The same two; their requests go on for a while where the run is cancelled. */
  steady: { client: Client; textClient: Client }
  signal: AbortSignal
  /** When it was asked, in ms since 1970. */
  askedAt: number
  /** May fail before somebody waits for it. */
  identity: Promise<ClusterIdentity>
  /** Also where no answer has come yet. */
  close(): Promise<void>
}

const REQUEST_MS = { least: 1000, most: 30_000 }

/**
 * Asks a cluster who it is, and does not wait for the answer: what a run needs is made ready meanwhile.
 * @param waitMs milliseconds that the answer may take
 * @param signal cancels: every request from then on fails
 * @param end comes a while later, and ends those of the steady clients too
 */
export function greet(
  target: Target,
  waitMs: number,
  { signal, end }: { signal: AbortSignal; end: AbortSignal },
): Greeting {
  const connections = connectionsTo(target)
  const client = (as: 'json' | 'text', until: AbortSignal) => createClient(connections, as, until)
  const closing = new AbortController()
  const identity = askIdentity(client('text', AbortSignal.any([signal, closing.signal])), target, waitMs)
  identity.catch(() => {})
  return {
    target,
    client: client('json', signal),
    textClient: client('text', signal),
    steady: { client: client('json', end), textClient: client('text', end) },
    signal,
    askedAt: Date.now(),
    identity,
    async close() {
      closing.abort()
      await new Promise<void>((resolve) => connections.empty(resolve))
    },
  }
}

/**
 * @param client gives text: what stands before a cluster may refuse in words that are no JSON, whatever it calls them
 * @param waitMs milliseconds that are left for it; within a second and half a minute
 * @throws what the client throws; RestoreError CLUSTER_UNREACHABLE where something else answers
 */
export async function askIdentity(client: Client, { url }: Target, waitMs: number): Promise<ClusterIdentity> {
  const requestTimeout = Math.max(REQUEST_MS.least, Math.min(REQUEST_MS.most, waitMs))
  const { body } = await client.info({}, { maxRetries: 0, requestTimeout })
  const identity = identityIn(body as unknown as string)
  if (identity) return identity
  throw new RestoreError('CLUSTER_UNREACHABLE', `what answers at ${url} is no OpenSearch cluster`, {
    hint: 'Check the host and port in `uri`, and its path if there is one.',
  })
}

/** @returns undefined for what no cluster answers */
function identityIn(text: string): ClusterIdentity | undefined {
  try {
    const { cluster_name: name, cluster_uuid: uuid, version } = JSON.parse(text)
    if (typeof version?.number !== 'string') return undefined
    const product = version.distribution === 'opensearch' ? 'OpenSearch' : 'Elasticsearch'
    return { name, uuid, product, version: version.number }
  } catch {
    return undefined
  }
}
