import { type BulkAnswer, hintFor } from '../../cluster/index.js'
import { RestoreError } from '../../errors.js'

/** A cluster that has too much to do takes something now and then; one that takes nothing for so long is stuck. */
const BUSY_MS = 300_000
const MIN_ATTEMPTS = 3
const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 10_000

export interface Failure {
  /** The cluster's words. */
  reason: string
  /** The documents' place in the dump, for people. */
  where: string
  /** When the cluster took a document of this index last, and of any, by the same clock. */
  indexTookAt: number
  anyTookAt: number
}

/** How often and how long a request is tried again. */
export class Patience {
  private attempts = 0
  private failingSince: number | undefined
  /** A cluster that says that it is busy is there. */
  private lostSince: number | undefined

  /**
   * @param index for people
   * @param lostMs milliseconds that a cluster may give no answer
   * @param now the clock, milliseconds
   */
  constructor(
    private readonly index: string,
    private readonly lostMs: number,
    private readonly now: () => number,
  ) {}

  /** Begins anew, as something has been taken. */
  renew(): void {
    this.attempts = 0
    this.failingSince = undefined
    this.lostSince = undefined
  }

  fail({ kind }: BulkAnswer): void {
    const now = this.now()
    this.attempts++
    this.failingSince ??= now
    this.lostSince = kind === 'lost' ? (this.lostSince ?? now) : undefined
  }

  /** Whether it was tried often enough to say that it will not go just so. */
  get isWorn(): boolean {
    return this.attempts >= MIN_ATTEMPTS
  }

  /** @throws RestoreError CLUSTER_UNREACHABLE, ENGINE_FAILED where it has come to its end */
  require({ reason, where, indexTookAt, anyTookAt }: Failure): void {
    if (!this.isWorn) return
    const { index, lostSince, failingSince = 0 } = this
    if (lostSince !== undefined && this.now() - Math.max(lostSince, indexTookAt) >= this.lostMs) {
      throw new RestoreError(
        'CLUSTER_UNREACHABLE',
        `the cluster was lost while index ${index} was loaded: ${reason}`,
        { hint: 'Check cluster and network, then run again; a larger `wait-timeout` waits longer for it.' },
      )
    }
    // A busy cluster may be taking documents of other indexes, which go first.
    const waited = this.now() - Math.max(failingSince, anyTookAt)
    if (waited >= Math.max(BUSY_MS, this.lostMs)) {
      throw new RestoreError(
        'ENGINE_FAILED',
        `the cluster took no document of index ${index} (${where}) for ${Math.round(waited / 1000)} s: ${reason}`,
        { hint: hintFor(reason) ?? 'Look at the health of the cluster, then run this again.' },
      )
    }
  }

  /** @returns milliseconds to wait before the next attempt, by chance as others wait too */
  pause(): number {
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** (this.attempts - 1), LONGEST_PAUSE_MS)
    return pause * (0.5 + Math.random() / 2)
  }
}
