import { type BytesRequest, reasonOf, requestBytes, TooLarge } from '../cluster/index.js'
import { type Asked, askPatiently, ONCE } from './ask.js'
import { readFault, unreadable } from './errors.js'
import { type Page, readPage } from './page.js'
import { inTurns, Slice } from './slices.js'

/** How long the source keeps it where nobody asks; each request begins this anew. */
const KEEP_ALIVE = '5m'
/** After so long without a request it is asked for nothing, to keep it. */
export const KEEP_EVERY_MS = 60_000
const MIB = 1024 * 1024
/** A page beyond this is asked for again with fewer documents. */
const MOST_PAGE_BYTES = 32 * MIB
/** One document may be as large as the reader takes. */
const MOST_DOCUMENT_BYTES = 257 * MIB
const SMALL = MIB

export interface Extent {
  shards: number
  /** Documents that a search may give at once. */
  window: number
}

/**
 * An index as it was when this was opened, whatever is written to it since. Read by one slice for each shard: within a
 * shard the order `_doc` is that of its documents, which nothing changes, so that a page can be asked for twice.
 */
export class PointInTime {
  private usedAt = Date.now()

  private constructor(
    private readonly asked: Asked,
    private readonly index: string,
    private readonly id: string,
    /** How many it has. */
    readonly documents: number,
  ) {}

  /** @throws what the cluster answers to one who cannot have any */
  static async open(asked: Asked, index: string): Promise<PointInTime> {
    // Steady: of one that is opened while the run is cancelled the id has to be known, or nobody could close it.
    const { body } = await asked.cluster.steady.client.transport.request({
      method: 'POST',
      path: `/${encodeURIComponent(index)}/_search/point_in_time`,
      querystring: { keep_alive: KEEP_ALIVE, allow_partial_pit_creation: 'false' },
    })
    const id = String(body.pit_id)
    try {
      const answer = await askPatiently(asked, search(`"size":0,"track_total_hits":true,${pit(id)}`, SMALL))
      return new PointInTime(asked, index, id, readPage(answer).total ?? 0)
    } catch (error) {
      await close(asked, index, id)
      throw error
    }
  }

  /**
   * Reads all documents, as lines of a dump; the same bytes each time.
   * @param width slices that are read at the same time
   * @throws RestoreError where not all of them came
   */
  async *read({ shards, window }: Extent, width: number): AsyncGenerator<Buffer> {
    // An index that has never had a document knows no `_id`, which slices go by.
    if (this.documents === 0) return
    const slices = Array.from(
      { length: shards },
      (_, slice) => new Slice((after, size) => this.fetch({ slice, shards }, after, size), window),
    )
    let read = 0
    for await (const { lines, documents } of inTurns(slices, width)) {
      read += documents
      yield lines
    }
    if (read !== this.documents)
      throw unreadable(
        this.index,
        `${read} documents were read of ${this.documents} that it had at that point in time`,
        'Look at the health of the source cluster, then run this again.',
      )
  }

  /** Asks for nothing, so that it is kept. */
  async keep(now: number): Promise<void> {
    if (now - this.usedAt < KEEP_EVERY_MS) return
    this.usedAt = now
    const { cluster, signal } = this.asked
    await requestBytes(cluster, search(`"size":0,"track_total_hits":false,${pit(this.id)}`, SMALL), signal)
  }

  async close(): Promise<void> {
    await close(this.asked, this.index, this.id)
  }

  private async fetch(
    { slice, shards }: { slice: number; shards: number },
    after: string,
    size: number,
  ): Promise<{ page: Page; asked: number }> {
    for (let asked = size; ; asked = Math.max(1, asked >> 2)) {
      this.usedAt = Date.now()
      const part = [
        `"size":${asked},"sort":["_doc"],"track_total_hits":false,${pit(this.id)}`,
        ...(shards > 1 ? [`"slice":{"id":${slice},"max":${shards}}`] : []),
        ...(after === '' ? [] : [`"search_after":${after}`]),
      ]
      const question = search(part.join(','), asked === 1 ? MOST_DOCUMENT_BYTES : MOST_PAGE_BYTES)
      const isTooMuch = (error: unknown) => asked > 1 && isTooMuchAtOnce(error)
      try {
        return { page: readPage(await askPatiently(this.asked, question, isTooMuch)), asked }
      } catch (error) {
        this.asked.signal.throwIfAborted()
        if (!isTooMuch(error)) throw readFault(this.index, error)
      }
    }
  }
}

function isTooMuchAtOnce(error: unknown): boolean {
  return error instanceof TooLarge || /circuit_breaking_exception/.test(reasonOf(error))
}

async function close({ cluster, log }: Asked, index: string, id: string): Promise<void> {
  const request = { method: 'DELETE', path: '/_search/point_in_time', body: { pit_id: [id] } }
  await cluster.steady.client.transport.request(request, ONCE).catch((error: unknown) => {
    log(`${index}: its point in time in the source ends by itself, in five minutes: ${reasonOf(error)}`)
  })
}

function pit(id: string): string {
  return `"pit":{"id":${JSON.stringify(id)},"keep_alive":"${KEEP_ALIVE}"}`
}

function search(members: string, most: number): BytesRequest {
  return {
    method: 'POST',
    path: '/_search',
    querystring: { allow_partial_search_results: 'false' },
    body: `{${members}}`,
    most,
  }
}
