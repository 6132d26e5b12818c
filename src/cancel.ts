import { setTimeout as sleep } from 'node:timers/promises'
import { RestoreError } from './errors.js'

/**
 * How long what a cancelled run has begun may take to be removed, or to be put in its place: then its requests end, and
 * what is where is told.
 */
const CLEANING_MS = 3000
/** When it is told in any case. */
const OVERDUE_MS = 4000

export interface Cancelling {
  /** Is aborted when the run is cancelled. */
  signal: AbortSignal
  /** Is aborted a while later, and ends what removes or finishes what was begun. */
  end: AbortSignal
}

/** @returns what is aborted when the job is cancelled: GitHub sends SIGINT, and SIGTERM 7.5 s later */
export function listenForCancel(): Cancelling {
  const cancel = new AbortController()
  const end = new AbortController()
  cancel.signal.addEventListener('abort', () => {
    setTimeout(() => end.abort(cancel.signal.reason), CLEANING_MS).unref()
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      cancel.abort(
        new RestoreError('CANCELLED', `the run was cancelled (${signal})`, {
          hint: 'What it had begun to make was removed, or will be by the next run; documents that it had appended stay. Run it again.',
        }),
      )
    })
  }
  return { signal: cancel.signal, end: end.signal }
}

/** A cancelled job is killed ten seconds later, and what has happened is to be told before. */
export async function overdue(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve))
  await sleep(OVERDUE_MS, undefined, { ref: false })
}
