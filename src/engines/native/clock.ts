import { setTimeout as sleep } from 'node:timers/promises'

/** Time, which tests have of their own. */
export interface Clock {
  /** Milliseconds. */
  now(): number
  /** Ends early where it is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

export const CLOCK: Clock = {
  now: Date.now,
  sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => {}),
}
