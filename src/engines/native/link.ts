/** Smaller requests tell how far the cluster is, and not how much the link carries. */
const TELLING_BYTES = 1_000_000
/**
 * Milliseconds that a million bytes take beside the cluster's own work. A loopback takes 10 to 30 under load, a link of
 * 100 Mbit/s 80 and more; packing takes 10, and makes a quarter of it.
 */
const SLOW_MS = 60
/** So many requests in a row have to be slow: one may only have been held up. */
const IN_A_ROW = 4

/** Finds out by how long requests are on their way whether it pays to pack them. */
export class Link {
  private slow = 0

  /** Once slow, a link stays so: what is packed says nothing of what would not be. */
  get isSlow(): boolean {
    return this.slow >= IN_A_ROW
  }

  /**
   * @param bytes of a request's body
   * @param ms from its beginning to its answer
   * @param tookMs that the cluster worked on it
   */
  note(bytes: number, ms: number, tookMs: number): void {
    if (this.isSlow || bytes < TELLING_BYTES) return
    const each = (ms - tookMs) / (bytes / 1_000_000)
    this.slow = each > SLOW_MS ? this.slow + 1 : 0
  }
}
