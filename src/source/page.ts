import { INCOMPLETE, ObjectScanner } from '../json/bytes.js'

/** The documents of one answer to a search, as lines of a dump: the very bytes of the answer. */
export interface Page {
  /** A line for each document. */
  lines: Buffer
  /** Offset just after each line. */
  ends: number[]
  /** What the last document is sorted by, as JSON; '' where there is none. */
  after: string
  /** Documents that fit the search; undefined where that was not asked for. */
  total: number | undefined
  scrollId: string | undefined
}

const HITS = Buffer.from('"hits"')
const LINE_FEED = 0x0a
const SPACE = new Set([0x20, 0x09, LINE_FEED, 0x0d])
const COLON = 0x3a
const OPENING = 0x5b
const BRACE = 0x7b
const COMMA = 0x2c
const BRACKET = 0x5d
const SORT = '"sort"'
const BROKEN_OFF = 'the answer to a search breaks off'

/**
 * Cuts an answer into documents. A hit is what elasticdump writes of it, so lines come of it by putting line feeds in the
 * place of the commas between them; of `_source` nothing is touched. What lies between may have laid the answer out anew.
 * @param answer is written to
 * @throws Error where it is no whole answer to a search, or one of a part of the shards
 */
export function readPage(answer: Buffer): Page {
  const start = hitsStart(answer)
  const scanner = new ObjectScanner()
  const ends: number[] = []
  let at = pastSpace(answer, start)
  let to = start
  let moved = 0
  if (answer[at] !== BRACKET) {
    for (;;) {
      const next = answer[at] === BRACE ? scanner.scan(answer, at, answer.length) : INCOMPLETE
      if (next === INCOMPLETE) throw new Error(BROKEN_OFF)
      // The space between two is another where a page ends, and pages end elsewhere in the next reading.
      moved = at - to
      if (moved > 0) answer.copyWithin(to, at, next)
      to = next - moved
      ends.push(to + 1 - start)
      at = pastSpace(answer, next)
      if (answer[at] !== COMMA) break
      answer[to++] = LINE_FEED
      at = pastSpace(answer, at + 1)
    }
  }
  if (answer[at] !== BRACKET) throw new Error(BROKEN_OFF)
  const about = JSON.parse(answer.toString('utf8', 0, start) + answer.toString('utf8', at))
  requireWhole(about)
  const after = ends.length > 0 ? sortOf(answer, scanner, moved) : ''
  answer[to] = LINE_FEED
  return {
    lines: answer.subarray(start, start + (ends.at(-1) ?? 0)),
    ends,
    after,
    total: about.hits.total?.value,
    scrollId: about._scroll_id,
  }
}

/** @returns the offset just after the bracket that begins the hits: within a string the quotes of their key would be escaped */
function hitsStart(answer: Buffer): number {
  for (let key = answer.indexOf(HITS); key >= 0; key = answer.indexOf(HITS, key + 1)) {
    const colon = pastSpace(answer, key + HITS.length)
    const at = answer[colon] === COLON ? pastSpace(answer, colon + 1) : colon
    if (answer[at] === OPENING) return at + 1
  }
  throw new Error(`no answer to a search: ${answer.toString('utf8', 0, 200)}`)
}

function pastSpace(answer: Buffer, from: number): number {
  let at = from
  while (SPACE.has(answer[at] as number)) at++
  return at
}

interface About {
  timed_out?: boolean
  _shards?: { failed?: number; failures?: { reason?: { type?: string; reason?: string } }[] }
}

/** Part of the documents is no answer, whatever the status says. */
function requireWhole({ timed_out, _shards }: About): void {
  const { failed = 0, failures = [] } = _shards ?? {}
  const reason = failures[0]?.reason
  if (failed > 0)
    throw new Error(
      `${failed} shards did not answer: ${reason?.type ?? 'no reason given'}: ${reason?.reason ?? ''}`,
    )
  if (timed_out) throw new Error('the search ran out of time')
}

/** @param scanner has scanned the last hit @param moved how many bytes it lies further to the front since */
function sortOf(answer: Buffer, { members }: ObjectScanner, moved: number): string {
  const { offsets, count } = members
  const text = (from = 0, to = 0) => answer.toString('utf8', from - moved, to - moved)
  for (let at = 0; at < count * 4; at += 4) {
    if (text(offsets[at], offsets[at + 1]) === SORT) return text(offsets[at + 2], offsets[at + 3])
  }
  return ''
}
