import { safeInLog } from './markdown.js'
import { formatBytes, formatCount, formatDuration } from './numbers.js'

const INTERVAL_MS = 5000

/** What a data step has to load; null where it is not known beforehand. */
export interface ProgressTotals {
  documents: number | null
  bytes: number | null
}

/** One running data step. */
export interface ProgressStep {
  /** @param documents and bytes since the step began; null where bytes are not known. */
  update(documents: number, bytes: number | null): void
  /** Ends the step: later updates say nothing. */
  end(): void
}

export interface ProgressOptions {
  log: (line: string) => void
  /** Milliseconds of any steady clock. */
  now: () => number
}

interface Moment {
  at: number
  documents: number
  bytes: number | null
}

/** Tells how far the data steps are: at most a line every 5 s for each of them. */
export class Progress {
  readonly #options: ProgressOptions

  constructor(options: ProgressOptions) {
    this.#options = options
  }

  /** Begins a step; its first line comes with the first update that is 5 s later. */
  step(index: string, totals: ProgressTotals): ProgressStep {
    const { log, now } = this.#options
    const start: Moment = { at: now(), documents: 0, bytes: totals.bytes === null ? null : 0 }
    let last = start
    let ended = false
    return {
      update: (documents, bytes) => {
        const moment: Moment = { at: now(), documents, bytes }
        if (ended || moment.at - last.at < INTERVAL_MS) return
        log(progressLine(index, totals, { start, last, moment }))
        last = moment
      },
      end: () => {
        ended = true
      },
    }
  }
}

function progressLine(
  index: string,
  totals: ProgressTotals,
  { start, last, moment }: { start: Moment; last: Moment; moment: Moment },
): string {
  const { documents, bytes } = moment
  const total = totals.documents === null ? '' : ` of ${formatCount(totals.documents)}`
  const parts = [`${formatCount(documents)}${total} documents`]
  // The rate is that of the last seconds, so that a stall shows; the time left goes by the whole step.
  if (bytes !== null) parts.push(`${formatBytes(rate(moment.at - last.at, bytes - (last.bytes ?? 0)))}/s`)

  const left = totals.documents === null ? null : Math.max(0, totals.documents - documents)
  const time = timeLeft(totals, moment, moment.at - start.at)
  if (left !== null) parts.push(`${formatCount(left)} left${time === null ? '' : `, about ${time}`}`)
  else if (time !== null) parts.push(`about ${time} left`)
  return safeInLog(`data of ${index}: ${parts.join(', ')}`)
}

/** Bytes tell more than documents, which differ in size. */
function timeLeft(totals: ProgressTotals, { documents, bytes }: Moment, elapsed: number): string | null {
  const byBytes = totals.bytes !== null && bytes !== null
  const done = byBytes ? bytes : documents
  const all = byBytes ? totals.bytes : totals.documents
  if (all === null || done <= 0) return null
  return formatDuration(Math.ceil(((Math.max(0, all - done) / done) * elapsed) / 1000) * 1000)
}

function rate(ms: number, bytes: number): number {
  return (Math.max(0, bytes) / ms) * 1000
}
