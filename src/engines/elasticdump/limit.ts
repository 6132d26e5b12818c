/** elasticdump counts a batch in documents; the cluster, and memory, in bytes. */
const LEVELS = 17

/**
 * Sizes of documents in the order in which they come, kept as the sums of blocks of 1, 2, 4 … 65,536.
 */
export class BatchSizes {
  private documents = 0
  private bytes = 0
  private readonly block = new Float64Array(LEVELS)
  private readonly previous = new Float64Array(LEVELS)
  private readonly largestPair = new Float64Array(LEVELS)
  private largestDocument = 0

  /** @param bytes length of the next document */
  add(bytes: number): void {
    this.documents++
    this.bytes += bytes
    this.largestDocument = Math.max(this.largestDocument, bytes)
    // A block of 2^level documents is two of the level below; a sum moves up when its block is full.
    let sum = bytes
    for (let level = 0; level < LEVELS; level++) {
      this.block[level] = (this.block[level] as number) + sum
      if (this.documents % 2 ** level !== 0) break
      sum = this.block[level] as number
      this.largestPair[level] = Math.max(
        this.largestPair[level] as number,
        (this.previous[level] as number) + sum,
      )
      this.previous[level] = sum
      this.block[level] = 0
    }
  }

  /**
   * @param batchBytes wanted size of a request's body
   * @param requestLimit bytes that the cluster takes at the most
   * @returns documents a batch: about batchBytes of them, and no run of that many beyond four times that, or beyond
   * one document where those are larger; never beyond the cluster's limit
   */
  limit(batchBytes: number, requestLimit: number): number {
    const average = this.documents === 0 ? 1 : this.bytes / this.documents
    const bound = Math.min(Math.max(4 * batchBytes, this.largestDocument), requestLimit * 0.9)
    let limit = 1
    for (let level = 1; level < LEVELS; level++) {
      const documents = 2 ** level
      if (documents * average > batchBytes * 1.2 || this.sumAt(level) > bound) break
      limit = documents
    }
    return limit
  }

  /** An upper bound for any run of 2^level documents: it lies within two blocks that follow one another. */
  private sumAt(level: number): number {
    const unfinished = this.block.slice(0, level + 1).reduce((sum, bytes) => sum + bytes, 0)
    return Math.max(this.largestPair[level] as number, (this.previous[level] as number) + unfinished)
  }
}
