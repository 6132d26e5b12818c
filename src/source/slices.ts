import type { Page } from './page.js'

/** Documents of a slice that follow one another, whatever the pages are that they came in. */
const RUN = 256
const FIRST_SIZE = 16
const GROWTH = 8
/** A page so large takes no time to ask for, and several fit into memory. */
const PAGE_BYTES = 4 * 1024 * 1024

/** @param size documents, of which there may come fewer where they are too large: `asked` then says how many were asked for */
export type FetchPage = (after: string, size: number) => Promise<{ page: Page; asked: number }>

/** A part of an index, page by page; one page is on its way while another is read. */
export class Slice {
  private size = FIRST_SIZE
  private page: Page | undefined
  private at = 0
  private next: ReturnType<FetchPage> | undefined

  /** @param largest documents of a page */
  constructor(
    private readonly fetch: FetchPage,
    private readonly largest: number,
  ) {}

  begin(): this {
    this.ask('')
    return this
  }

  /**
   * @param most documents
   * @returns some of those that follow, as lines; undefined at the end
   */
  async take(most: number): Promise<{ lines: Buffer; documents: number } | undefined> {
    while (this.page === undefined || this.at === this.page.ends.length) {
      if (!this.next) return undefined
      const { page, asked } = await this.next
      this.page = page
      this.at = 0
      this.next = undefined
      if (page.ends.length === asked) this.goOn(page, asked)
    }
    const { lines, ends } = this.page
    const from = this.at
    this.at = Math.min(from + most, ends.length)
    const documents = this.at - from
    return { lines: lines.subarray(from === 0 ? 0 : ends[from - 1], ends[this.at - 1]), documents }
  }

  private goOn({ lines, after }: Page, asked: number): void {
    const fitting = Math.floor((asked * PAGE_BYTES) / Math.max(lines.length, 1))
    this.size = Math.max(1, Math.min(fitting, asked * GROWTH, this.largest))
    this.ask(after)
  }

  private ask(after: string): void {
    this.next = this.fetch(after, Math.min(this.size, this.largest))
    // It is seen when its turn comes, if it does.
    this.next.catch(() => {})
  }
}

/**
 * Reads slices in turns, so many documents of each: the same bytes in every reading, however pages are cut.
 * @param width slices that are read at the same time
 * @returns lines, and how many documents they are
 */
export async function* inTurns(
  slices: readonly Slice[],
  width: number,
): AsyncGenerator<{ lines: Buffer; documents: number }> {
  const waiting = [...slices]
  const active = waiting.splice(0, width).map((slice) => slice.begin())
  let turn = 0
  while (active.length > 0) {
    if (turn >= active.length) turn = 0
    const slice = active[turn] as Slice
    let left = RUN
    while (left > 0) {
      const taken = await slice.take(left)
      if (!taken) break
      left -= taken.documents
      yield taken
    }
    const following = left > 0 ? waiting.shift() : slice
    if (!following) active.splice(turn, 1)
    else active[turn++] = following === slice ? slice : following.begin()
  }
}
