/** elasticdump counts a batch in documents; the cluster, and memory, in bytes. */
const LEVELS = 17
const LONGEST_RUN = 2 ** (LEVELS - 1)

/** The largest sums of 1, 2, 4 … 65,536 documents that follow one another, wherever such a run begins. */
export class BatchSizes {
  private documents = 0
  private bytes = 0
  /** Sizes of the last documents, by their place modulo the longest run. */
  private readonly recent: number[] = []
  private readonly run = new Float64Array(LEVELS)
  private readonly largestRun = new Float64Array(LEVELS)

  /** @param bytes length of the next document */
  add(bytes: number): void {
    for (let level = 0; level < LEVELS; level++) {
      const first = this.documents - 2 ** level
      const left = first < 0 ? 0 : (this.recent[first % LONGEST_RUN] as number)
      const sum = (this.run[level] as number) + bytes - left
      this.run[level] = sum
      if (sum > (this.largestRun[level] as number)) this.largestRun[level] = sum
    }
    this.recent[this.documents % LONGEST_RUN] = bytes
    this.documents++
    this.bytes += bytes
  }

  /** No document comes any more: frees what only more of them would need. */
  end(): void {
    this.recent.length = 0
  }

  /**
   * @param batchBytes wanted size of a request's body
   * @param requestLimit bytes that the cluster takes at the most
   * @returns documents a batch: about batchBytes of them, and no run of that many beyond four times that, or beyond
   * one document where those are larger; never beyond the cluster's limit
   */
  limit(batchBytes: number, requestLimit: number): number {
    const average = this.documents === 0 ? 1 : this.bytes / this.documents
    const largest = this.largestRun[0] as number
    const bound = Math.min(Math.max(4 * batchBytes, largest), requestLimit * 0.9)
    let limit = 1
    for (let level = 1; level < LEVELS; level++) {
      const documents = 2 ** level
      if (documents * average > batchBytes * 1.2 || (this.largestRun[level] as number) > bound) break
      limit = documents
    }
    return limit
  }
}
