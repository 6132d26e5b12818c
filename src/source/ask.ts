import { setTimeout as sleep } from 'node:timers/promises'
import { type BytesRequest, type Cluster, isClientError, requestBytes, statusOf } from '../cluster/index.js'

/** The source cluster, as it is asked for what is read of it. */
export interface Asked {
  cluster: Cluster
  /** Milliseconds for which a request without an answer is sent again. */
  patienceMs: number
  /** Ends what is under way. */
  signal: AbortSignal
  log(line: string): void
}

/** What is only tidied up must not keep a run whose source is gone. */
export const ONCE = { maxRetries: 0, requestTimeout: 10_000 }

const BUSY = new Set([429, 502, 503, 504])
const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 5000

/**
 * The same again where the cluster has no time, or the connection broke: only for what may be asked twice.
 * @param isFinal tells an error that no patience helps against
 */
export async function askPatiently(
  { cluster, patienceMs, signal }: Asked,
  request: BytesRequest,
  isFinal: (error: unknown) => boolean = () => false,
): Promise<Buffer> {
  const deadline = Date.now() + patienceMs
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await requestBytes(cluster, request, signal)
    } catch (error) {
      signal.throwIfAborted()
      if (!isPassing(error) || isFinal(error) || Date.now() + pause > deadline) throw error
    }
    await sleep(pause, undefined, { signal })
  }
}

function isPassing(error: unknown): boolean {
  const status = statusOf(error)
  return isClientError(error) && (status === undefined || BUSY.has(status))
}
