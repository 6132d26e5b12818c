export type Went = 'well' | 'busy' | 'otherwise'

interface Waiting {
  /** Bytes that are still to be sent of the index. */
  left: number
  start(): void
}

/**
 * The bulk requests of all indexes. How many may be in flight goes down by half when the cluster pushes back, and up
 * again by one each time that as many as may be in flight went well (as TCP does).
 */
export class RequestPool {
  private limit: number
  private inFlight = 0
  private readonly waiting: Waiting[] = []
  /** Requests that have begun, ever; and how many had when the limit was last lowered. */
  private begun = 0
  private lowered = 0
  /** When the cluster took a document of any index last, milliseconds since 1970. */
  lastTaken = 0

  /** @param size requests in flight at the most */
  constructor(private readonly size: number) {
    this.limit = size
  }

  /** How many requests may be in flight now. */
  get width(): number {
    return Math.max(1, Math.floor(this.limit))
  }

  /**
   * Sends a request when there is room, that of the index that has most left first.
   * @param send says how it went: `busy` where the cluster pushed back; what was lost or refused tells nothing
   */
  async run<T>(left: number, send: () => Promise<{ went: Went; result: T }>): Promise<T> {
    if (this.inFlight >= this.width) {
      await new Promise<void>((start) => {
        this.waiting.push({ left, start })
        this.waiting.sort((a, b) => b.left - a.left)
      })
    } else this.inFlight++
    const number = ++this.begun
    try {
      const { went, result } = await send()
      if (went === 'busy') this.lower(number)
      else if (went === 'well') this.limit = Math.min(this.size, this.limit + 1 / this.limit)
      return result
    } finally {
      this.inFlight--
      while (this.inFlight < this.width) {
        const next = this.waiting.shift()
        if (!next) break
        this.inFlight++
        next.start()
      }
    }
  }

  /** Once for all requests that were in flight together: that they all were refused is one push. */
  private lower(number: number): void {
    if (number <= this.lowered) return
    this.lowered = this.begun
    this.limit = Math.max(1, this.limit / 2)
  }
}
