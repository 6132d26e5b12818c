import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '@opensearch-project/opensearch'
import { RestoreError } from '../errors.js'
import type { Target } from '../inputs/index.js'
import { createClient } from './client.js'
import { clusterError, reasonOf, statusOf } from './errors.js'
import { isTlsFault, tlsError } from './tls-faults.js'

/** A cluster that has answered. */
export interface Cluster {
  client: Client
  /** The same cluster; responses come as text. */
  textClient: Client
  target: Target
  name: string
  uuid: string
  /** `OpenSearch`, or `Elasticsearch`, which a source may be. */
  product: string
  version: string
  /** The same cluster; its requests go on for a while where the run is cancelled. */
  steady: Cluster
  close(): Promise<void>
}

/** Starting clusters answer so: no cluster manager yet, security not initialized, a proxy without a backend. */
const STARTING = new Set([429, 500, 502, 503, 504])
/** A cluster that has not formed has this for its uuid. */
const NOT_FORMED = '_na_'

/**
 * Waits until the cluster answers, and asks it who it is.
 * @param waitMs milliseconds to wait for an answer at the most
 * @param signal cancels: every request from then on fails
 * @param end comes a while later, and ends those of the steady cluster too
 * @throws RestoreError CLUSTER_UNREACHABLE, CLUSTER_UNAUTHORIZED; what the signal was aborted with
 */
export async function connect(
  target: Target,
  waitMs: number,
  log: (line: string) => void,
  { signal, end }: { signal: AbortSignal; end: AbortSignal },
): Promise<Cluster> {
  const client = createClient(target, 'json', signal)
  const textClient = createClient(target, 'text', signal)
  const always = {
    client: createClient(target, 'json', end),
    textClient: createClient(target, 'text', end),
  }
  const close = async () => {
    await Promise.all([client, textClient, always.client, always.textClient].map((one) => one.close()))
  }
  try {
    const { name, uuid, product, version } = await whenFormed(textClient, target, Date.now() + waitMs, {
      waitMs,
      log,
      signal,
    })
    const told = { target, name, uuid, product, version, close }
    const steady = { ...always, ...told } as Cluster
    steady.steady = steady
    return { client, textClient, ...told, steady }
  } catch (error) {
    await close()
    throw error
  }
}

interface ClusterIdentity {
  name: string
  uuid: string
  product: string
  version: string
}

/** @param client gives text: what stands before a cluster may refuse in words that are no JSON, whatever it calls them */
async function whenFormed(
  client: Client,
  { url }: Target,
  deadline: number,
  { waitMs, log, signal }: { waitMs: number; log: (line: string) => void; signal: AbortSignal },
): Promise<ClusterIdentity> {
  let said = false
  for (let pause = 100; ; pause = Math.min(pause * 2, 2000)) {
    let reason: string
    let cause: unknown
    let hasAnswered = true
    try {
      const requestTimeout = Math.max(1000, Math.min(30_000, deadline - Date.now()))
      const { body } = await client.info({}, { maxRetries: 0, requestTimeout })
      const identity = identityIn(body as unknown as string)
      if (!identity) {
        throw new RestoreError('CLUSTER_UNREACHABLE', `what answers at ${url} is no OpenSearch cluster`, {
          hint: 'Check the host and port in `uri`, and its path if there is one.',
        })
      }
      if (identity.uuid !== NOT_FORMED) return identity
      reason = 'the cluster has not elected a manager yet'
    } catch (error) {
      signal.throwIfAborted()
      reason = reasonOf(error)
      cause = error
      const status = statusOf(error)
      hasAnswered = status !== undefined
      if (error instanceof RestoreError) throw error
      if (isTlsFault(reason)) throw tlsError(url, reason, error)
      if (status !== undefined && !STARTING.has(status))
        throw clusterError(error, `${url} refused the first request`, NO_PATH)
    }
    const left = deadline - Date.now()
    if (left <= 0) {
      throw new RestoreError(
        'CLUSTER_UNREACHABLE',
        hasAnswered
          ? `${url} was not ready within ${waitMs / 1000} s; it answers: ${reason}`
          : `no answer from ${url} within ${waitMs / 1000} s: ${reason}`,
        {
          hint: hasAnswered
            ? 'Look whether the cluster has started; a larger `wait-timeout` waits longer.'
            : 'Check the address in `uri`, that the cluster or tunnel is up, and that this runner may reach it; a larger `wait-timeout` waits longer.',
          cause,
        },
      )
    }
    if (!said) log(`Waiting for ${url}: ${reason}`)
    said = true
    // The last try is at the deadline.
    await sleep(Math.min(pause, left), undefined, { signal })
  }
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

const NO_PATH =
  'Check the host and port in `uri`. A path in it is a prefix of the cluster’s address, never an index.'
