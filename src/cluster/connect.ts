import { setTimeout as sleep } from 'node:timers/promises'
import { RestoreError } from '../errors.js'
import type { Target } from '../inputs/index.js'
import { clusterError, reasonOf, statusOf } from './errors.js'
import { askIdentity, type ClusterIdentity, type Greeting } from './greet.js'
import type { Client } from './requests.js'
import { isTlsFault, tlsError } from './tls-faults.js'

/** A cluster that has answered. */
export interface Cluster extends ClusterIdentity {
  client: Client
  /** The same cluster; responses come as text. */
  textClient: Client
  target: Target
  /** The same cluster; its requests go on for a while where the run is cancelled. */
  steady: Cluster
}

/** Starting clusters answer so: no cluster manager yet, security not initialized, a proxy without a backend. */
const STARTING = new Set([429, 500, 502, 503, 504])
/** So long an answer to the greeting holds. */
const FRESH_MS = 1000
/** A cluster that has not formed has this for its uuid. */
const NOT_FORMED = '_na_'

/**
 * Waits until the cluster that was greeted answers. The greeting stays to be closed.
 * @param waitMs milliseconds to wait for an answer at the most
 * @throws RestoreError CLUSTER_UNREACHABLE, CLUSTER_UNAUTHORIZED; what the signal was aborted with
 */
export async function connect(
  greeting: Greeting,
  waitMs: number,
  log: (line: string) => void,
): Promise<Cluster> {
  const { client, textClient, target } = greeting
  const told = { target, ...(await whenFormed(greeting, waitMs, log)) }
  const steady = { ...greeting.steady, ...told } as Cluster
  steady.steady = steady
  return { client, textClient, ...told, steady }
}

async function whenFormed(
  { textClient, target, signal, identity, askedAt }: Greeting,
  waitMs: number,
  log: (line: string) => void,
): Promise<ClusterIdentity> {
  const { url } = target
  const deadline = Date.now() + waitMs
  // What a cluster said minutes ago, while an archive was unpacked, is not what it says now.
  let first = Date.now() - askedAt < FRESH_MS ? identity : undefined
  let said = false
  for (let pause = 100; ; pause = Math.min(pause * 2, 2000)) {
    let reason: string
    let cause: unknown
    let hasAnswered = true
    try {
      const asking: Promise<ClusterIdentity> = first ?? askIdentity(textClient, target, deadline - Date.now())
      first = undefined
      const told = await asking
      if (told.uuid !== NOT_FORMED) return told
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

const NO_PATH =
  'Check the host and port in `uri`. A path in it is a prefix of the cluster’s address, never an index.'
