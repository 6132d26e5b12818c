import { counted, formatBytes, formatCount, formatDuration } from './numbers.js'

const INTERVAL_MS = 5000

/** What has to be loaded; null where it is not known beforehand. */
export interface ProgressTotals {
  documents: number | null
  bytes: number | null
}

/** The loading of one index. */
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
  /** Of each index whose documents are to be loaded. */
  totals: readonly ProgressTotals[]
}

interface Moment {
  at: number
  documents: number
  bytes: number
}

interface Running extends ProgressTotals {
  name: string
}

/** Tells how far the loading is: at most a line every 5 s, whatever the number of indexes. */
export class Progress {
  readonly #options: ProgressOptions
  readonly #totals: ProgressTotals
  /** What the steps under way have done. */
  readonly #running = new Map<Running, ProgressTotals>()
  #ended = { indexes: 0, documents: 0, bytes: 0 }
  readonly #start: Moment
  #last: Moment

  constructor(options: ProgressOptions) {
    this.#options = options
    const { totals, now } = options
    const sum = (key: keyof ProgressTotals) =>
      totals.some((one) => one[key] === null) ? null : totals.reduce((all, one) => all + (one[key] ?? 0), 0)
    this.#totals = { documents: sum('documents'), bytes: sum('bytes') }
    this.#start = { at: now(), documents: 0, bytes: 0 }
    this.#last = this.#start
  }

  /** Begins to load an index. */
  step(name: string, totals: ProgressTotals): ProgressStep {
    const running = { name, ...totals }
    this.#running.set(running, { documents: 0, bytes: 0 })
    return {
      update: (documents, bytes) => {
        if (!this.#running.has(running)) return
        this.#running.set(running, { documents, bytes })
        this.#tell()
      },
      end: () => {
        const done = this.#running.get(running)
        if (done === undefined) return
        this.#running.delete(running)
        this.#ended.indexes++
        this.#ended.documents += done.documents ?? 0
        // An index that failed is not going to be loaded any more either.
        this.#ended.bytes += totals.bytes ?? 0
      },
    }
  }

  #tell(): void {
    const at = this.#options.now()
    if (at - this.#last.at < INTERVAL_MS) return
    let { documents, bytes } = this.#ended
    for (const done of this.#running.values()) {
      documents += done.documents ?? 0
      bytes += done.bytes ?? 0
    }
    const moment = { at, documents, bytes }
    this.#options.log(this.#line(moment))
    this.#last = moment
  }

  #line(moment: Moment): string {
    const { documents, bytes } = this.#totals
    const last = this.#last
    const parts: string[] = []
    const part = partOf(this.#totals, moment)
    if (part !== null) parts.push(`${Math.floor(100 * part)} %`)
    const all = documents === null ? '' : ` of ${formatCount(documents)}`
    parts.push(`${formatCount(moment.documents)}${all} documents`)
    // The rate is that of the last seconds, so that a stall shows; the time left goes by all that was done.
    const rate = (done: number) => (Math.max(0, done) / (moment.at - last.at)) * 1000
    parts.push(`${formatCount(Math.round(rate(moment.documents - last.documents)))} documents/s`)
    if (bytes !== null) parts.push(`${formatBytes(rate(moment.bytes - last.bytes))}/s`)
    if (part !== null && part > 0) {
      const left = ((1 - part) / part) * (moment.at - this.#start.at)
      parts.push(`about ${formatDuration(Math.ceil(left / 1000) * 1000)} left`)
    }
    return `${this.#who()}: ${parts.join(', ')}`
  }

  /** The index where there is one alone. */
  #who(): string {
    const all = this.#options.totals.length
    const [only] = this.#running.keys()
    if (all <= 1 && only !== undefined) return `data of ${only.name}`
    return `${formatCount(this.#ended.indexes)} of ${counted(all, 'index', 'indexes')} loaded`
  }
}

/** Bytes tell more than documents, which differ in size. */
function partOf(totals: ProgressTotals, done: Moment): number | null {
  const { documents, bytes } = totals
  if (bytes !== null && bytes > 0 && done.bytes > 0) return Math.min(1, done.bytes / bytes)
  return documents === null || documents === 0 ? null : Math.min(1, done.documents / documents)
}
