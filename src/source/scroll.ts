import { createWriteStream, type WriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import pLimit from 'p-limit'
import { type BytesRequest, reasonOf, requestBytes, TooLarge } from '../cluster/index.js'
import { type Asked, askPatiently, ONCE } from './ask.js'
import { readFault, unreadable } from './errors.js'
import { type Page, readPage } from './page.js'
import type { Extent } from './point-in-time.js'

/** Nothing but the disk comes between two pages. */
const KEEP_ALIVE = '2m'
const MOST_PAGE_BYTES = 64 * 1024 * 1024
const FIRST_SIZE = 1000

/**
 * Copies an index into a file, a line for each document, by a scroll for each shard: what is read by one cannot be read
 * again, and what is read later is of another moment, so that it is the file that is restored and verified.
 * @param width shards that are read at the same time
 * @returns documents in the file
 * @throws RestoreError where not all of them came
 */
export async function copyByScroll(
  asked: Asked,
  index: string,
  extent: Extent,
  { file, width }: { file: string; width: number },
): Promise<number> {
  if (extent.shards > 1 && (await isEmpty(asked, index))) {
    await writeFile(file, '')
    return 0
  }
  for (let size = Math.min(FIRST_SIZE, extent.window); ; size = Math.max(1, size >> 4)) {
    const out = createWriteStream(file)
    // It is told where it is waited for.
    out.on('error', () => {})
    try {
      const limit = pLimit(width)
      const slices = Array.from({ length: extent.shards }, (_, slice) => slice)
      const counts = await limit.map(slices, (slice) =>
        copySlice(asked, index, { ...extent, slice, size, out }),
      )
      out.end()
      await finished(out)
      return counts.reduce((sum, count) => sum + count, 0)
    } catch (error) {
      const { errored } = out
      out.destroy()
      asked.signal.throwIfAborted()
      if (errored) throw errored
      // How many a scroll gives at a time is settled when it begins.
      if (!(error instanceof TooLarge) || size === 1) throw readFault(index, error)
    }
  }
}

/** One that has never had a document knows no `_id`, which slices go by. */
async function isEmpty(asked: Asked, index: string): Promise<boolean> {
  const question: BytesRequest = {
    method: 'POST',
    path: `/${encodeURIComponent(index)}/_search`,
    querystring: { allow_partial_search_results: 'false' },
    body: '{"size":0,"track_total_hits":true}',
    most: MOST_PAGE_BYTES,
  }
  try {
    return readPage(await askPatiently(asked, question)).total === 0
  } catch (error) {
    asked.signal.throwIfAborted()
    throw readFault(index, error)
  }
}

interface Copy extends Extent {
  slice: number
  /** Documents of a page. */
  size: number
  out: WriteStream
}

async function copySlice(asked: Asked, index: string, copy: Copy): Promise<number> {
  const { shards, slice, size, out } = copy
  const part = shards > 1 ? `,"slice":{"id":${slice},"max":${shards}}` : ''
  let page = await ask(asked, {
    path: `/${encodeURIComponent(index)}/_search`,
    querystring: { scroll: KEEP_ALIVE, allow_partial_search_results: 'false' },
    body: `{"size":${size},"sort":["_doc"],"track_total_hits":true${part}}`,
  })
  const { total = 0 } = page
  let { scrollId } = page
  let read = 0
  try {
    while (page.ends.length > 0) {
      read += page.ends.length
      if (!out.write(page.lines)) await drained(out)
      if (read >= total) break
      const body = JSON.stringify({ scroll: KEEP_ALIVE, scroll_id: scrollId })
      page = await ask(asked, { path: '/_search/scroll', body })
      scrollId = page.scrollId ?? scrollId
    }
  } finally {
    await clear(asked, index, scrollId)
  }
  if (read === total) return read
  throw unreadable(
    index,
    `${read} documents were read of ${total} that it had when the scroll began`,
    'Look at the health of the source cluster, then run this again.',
  )
}

/** Once: where the answer is lost, the next page would be the one after it. */
async function ask(
  { cluster, signal }: Asked,
  question: Pick<BytesRequest, 'path' | 'body' | 'querystring'>,
): Promise<Page> {
  return readPage(await requestBytes(cluster, { method: 'POST', most: MOST_PAGE_BYTES, ...question }, signal))
}

async function drained(out: WriteStream): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    if (out.errored) reject(out.errored)
    else out.once('drain', resolve).once('close', () => reject(out.errored))
  })
}

async function clear({ cluster, log }: Asked, index: string, scrollId = ''): Promise<void> {
  if (scrollId === '') return
  const request = { method: 'DELETE', path: '/_search/scroll', body: { scroll_id: [scrollId] } }
  await cluster.steady.client.transport.request(request, ONCE).catch((error: unknown) => {
    log(`${index}: its scroll in the source ends by itself, in two minutes: ${reasonOf(error)}`)
  })
}
