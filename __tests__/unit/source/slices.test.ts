import { describe, expect, it } from 'vitest'
import type { Page } from '../../../src/source/page.js'
import { type FetchPage, inTurns, Slice } from '../../../src/source/slices.js'

/** A shard of documents of so many bytes; as many come at once as are asked for, or as `most` allows. */
function shard(name: string, count: number, bytes = 20, most = Number.POSITIVE_INFINITY) {
  const asked: number[] = []
  const fetch: FetchPage = async (after, size) => {
    const fitting = Math.max(1, Math.min(size, most))
    asked.push(size)
    const from = after === '' ? 0 : Number(after) + 1
    const documents = Array.from({ length: Math.max(0, Math.min(fitting, count - from)) }, (_, i) =>
      `${name}${from + i} `.padEnd(bytes - 1, '.'),
    )
    const lines = Buffer.from(documents.map((text) => `${text}\n`).join(''))
    const ends = documents.map((_, i) => (i + 1) * bytes)
    const page: Page = {
      lines,
      ends,
      after: String(from + documents.length - 1),
      total: undefined,
      scrollId: undefined,
    }
    return { page, asked: fitting }
  }
  return { fetch, asked }
}

async function read(
  slices: Slice[],
  width: number,
): Promise<{ text: string; documents: number; pieces: number }> {
  let text = ''
  let documents = 0
  let pieces = 0
  for await (const taken of inTurns(slices, width)) {
    text += taken.lines
    documents += taken.documents
    pieces++
  }
  return { text, documents, pieces }
}

const COUNTS = [700, 0, 1300, 256, 1, 512]
const names = 'abcdef'
const slicesOf = (most?: number, largest = 10_000) =>
  COUNTS.map((count, i) => new Slice(shard(names[i] as string, count, 20, most).fetch, largest))

describe('slices', () => {
  it.each([1, 2, 3, 6, 10])('are read whole, each in its order, %i at a time', async (width) => {
    const { text, documents } = await read(slicesOf(), width)
    expect(documents).toBe(COUNTS.reduce((sum, count) => sum + count))
    const ids = text.split('\n').flatMap((line) => (line ? [line.slice(0, line.indexOf(' '))] : []))
    for (const [i, count] of COUNTS.entries()) {
      const name = names[i] as string
      const own = ids.filter((id) => id.startsWith(name))
      expect(own).toEqual(Array.from({ length: count }, (_, n) => `${name}${n}`))
    }
  })

  it.each([1, 7, 100, 257])('give the same bytes where pages have %i documents at the most', async (most) => {
    const { text } = await read(slicesOf(), 3)
    expect((await read(slicesOf(most), 3)).text).toBe(text)
    expect((await read(slicesOf(undefined, most), 3)).text).toBe(text)
  })

  it('take turns, so that none waits for another to end', async () => {
    const { text } = await read(slicesOf(), 2)
    expect(text.indexOf('c0 ')).toBeLessThan(text.indexOf('a699 '))
    expect(text.indexOf('c0 ')).toBeGreaterThan(text.indexOf('a255 '))
  })

  it('ask for more at a time while pages are small, and for no more than there may be', async () => {
    const small = shard('s', 40_000)
    await read([new Slice(small.fetch, 10_000)], 1)
    expect(small.asked).toEqual([16, 128, 1024, 8192, 10_000, 10_000, 10_000, 10_000])
    const large = shard('l', 100, 1_000_000)
    await read([new Slice(large.fetch, 10_000)], 1)
    expect(Math.max(...large.asked.slice(1))).toBe(4)
  })

  it('tell a fault where its turn comes, and are not read on', async () => {
    const { fetch } = shard('f', 100)
    const failing: FetchPage = async (after, size) => {
      if (after !== '') throw new Error('gone')
      return await fetch(after, size)
    }
    await expect(read([new Slice(failing, 100), new Slice(fetch, 100)], 2)).rejects.toThrow('gone')
  })
})
