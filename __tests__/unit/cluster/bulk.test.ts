import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { connectionsTo, createClient } from '../../../src/cluster/client.js'
import { type BulkAnswer, bulk } from '../../../src/cluster/index.js'
import {
  type Answer,
  Answers,
  BUSY,
  CREATED,
  items,
  NOT_FOUND,
  PROXY_PAGE,
  QUEUE_FULL,
  refusal,
  refusedBy,
  UPDATED,
} from './answers.js'

const answers = new Answers().use()
const BODY = Buffer.from('{"index":{"_id":"ü"}}\n{"a":1.0}\n')
const SENT = { index: 'alias', requireAlias: true, body: BODY, encoding: undefined }

const pressure = (bytes: number) =>
  refusal(429, 'rejected_execution_exception', `rejected [operation_bytes=${bytes}, max_primary_bytes=1000]`)
const MORE_THAN_EVER = pressure(1001)
const LATER = pressure(1000)

async function answerTo(answer: Answer): Promise<BulkAnswer> {
  answers.next = [answer]
  answers.seen.length = 0
  const found = await bulk(answers.cluster, SENT)
  // Whether anything is sent again is for the sender to say.
  expect(answers.seen).toHaveLength(1)
  return found
}

describe('bulk', () => {
  it('sends the bytes as they are, through no pipeline, to an alias alone where told', async () => {
    expect((await bulk(answers.cluster, SENT)).kind).toBe('created')
    expect((await bulk(answers.cluster, { ...SENT, requireAlias: false })).kind).toBe('created')
    const [first, second] = answers.seen
    expect(first?.text).toBe(BODY.toString())
    expect(first?.url.pathname).toBe('/alias/_bulk')
    expect(Object.fromEntries(first?.url.searchParams ?? [])).toEqual({
      pipeline: '_none',
      require_alias: 'true',
      filter_path: 'took,errors,items.*.status,items.*.error',
    })
    expect(first?.headers['content-type']).toMatch(/json/)
    expect(first?.headers['content-encoding']).toBeUndefined()
    expect(second?.url.searchParams.has('require_alias')).toBe(false)
  })

  it('sends what is packed as such', async () => {
    const packed = { ...SENT, body: gzipSync(BODY), encoding: 'gzip' as const }
    expect((await bulk(answers.cluster, packed)).kind).toBe('created')
    expect(answers.seen[0]?.headers['content-encoding']).toBe('gzip')
    expect(answers.seen[0]?.text).toBe(BODY.toString())
  })

  it('tells that all were created, and how many', async () => {
    expect(await answerTo(items([CREATED, CREATED, CREATED]))).toEqual({
      kind: 'created',
      operations: 3,
      took: 7,
    })
  })

  it('does not take a deletion that found nothing for something created', async () => {
    expect(await answerTo(items([NOT_FOUND, NOT_FOUND], 'delete'))).toMatchObject({
      kind: 'items',
      items: [
        { status: 404, reason: '', isBlocked: false },
        { status: 404, reason: '', isBlocked: false },
      ],
    })
  })

  it('tells of each operation what became of it, where not all were created', async () => {
    expect(await answerTo(items([CREATED, UPDATED]))).toEqual({
      kind: 'items',
      items: [
        { status: 201, reason: '', isBlocked: false },
        { status: 200, reason: '', isBlocked: false },
      ],
      took: 7,
    })
    const deep = {
      status: 400,
      error: { type: 'outer', reason: 'failed', caused_by: { type: 'inner', reason: 'bad date' } },
    }
    const all = [
      CREATED,
      deep,
      QUEUE_FULL,
      refusedBy(403, 'cluster_block_exception', 'index [i] blocked'),
      refusedBy(400, 'index_closed_exception', 'closed'),
      { status: 400, error: 'in words' },
      {},
    ]
    expect(await answerTo(items(all))).toMatchObject({
      kind: 'items',
      items: [
        { status: 201, reason: '', isBlocked: false },
        { status: 400, reason: 'outer: failed; caused by inner: bad date', isBlocked: false },
        { status: 429, reason: 'rejected_execution_exception: told so', isBlocked: false },
        { status: 403, reason: 'cluster_block_exception: index [i] blocked', isBlocked: true },
        { status: 400, reason: 'index_closed_exception: closed', isBlocked: true },
        { status: 400, reason: 'in words', isBlocked: false },
        { status: 500, reason: '', isBlocked: false },
      ],
    })
  })

  it.each<[string, Answer, string]>([
    ['a full queue', BUSY, 'busy'],
    ['no words', { status: 429, body: '' }, 'busy'],
    ['a proxy that slows down', { status: 429, body: 'slow down' }, 'busy'],
    ['a circuit breaker', refusal(429, 'circuit_breaking_exception', 'Data too large'), 'busy'],
    ['a flood-stage block', refusal(429, 'cluster_block_exception', 'disk usage exceeded'), 'refused'],
    ['a write block', refusal(403, 'cluster_block_exception'), 'refused'],
    ['a block while the cluster starts', refusal(503, 'cluster_block_exception'), 'lost'],
    ['too large', { status: 413, body: '' }, 'too-large'],
    ['too large, from a proxy', { status: 413, body: PROXY_PAGE }, 'too-large'],
    ['more than there is ever room for', MORE_THAN_EVER, 'too-large'],
    ['less than there is room for', LATER, 'busy'],
    ['no credentials', refusal(401, 'security_exception'), 'refused'],
    ['no rights', refusal(403, 'security_exception'), 'refused'],
    ['no index', refusal(404, 'index_not_found_exception'), 'refused'],
    ['a bad request', refusal(400, 'illegal_argument_exception'), 'refused'],
    ['an error of the cluster', refusal(500, 'null_pointer_exception'), 'refused'],
    ['a proxy without its backend', { status: 502, body: PROXY_PAGE }, 'lost'],
    ['a proxy that waits no longer', { status: 504, body: PROXY_PAGE }, 'lost'],
    ['a page of a proxy', { status: 200, body: PROXY_PAGE }, 'lost'],
    ['a page of a proxy that calls itself JSON', { body: PROXY_PAGE, type: 'application/json' }, 'lost'],
    ['a redirection', { status: 302, body: PROXY_PAGE }, 'lost'],
    ['nothing', { status: 200, body: '' }, 'lost'],
    ['other JSON', { status: 200, body: { acknowledged: true } }, 'lost'],
    ['items that are none', { status: 200, body: { took: 1, errors: true, items: {} } }, 'lost'],
    ['null', { status: 200, body: 'null', type: 'application/json' }, 'lost'],
    ['cut JSON', { body: '{"took":7,"errors":true,"items":[{"ind', type: 'application/json' }, 'lost'],
    ['an answer that ends in its middle', { ...items([CREATED]), cut: 'within' }, 'lost'],
    ['no answer', { cut: 'before' }, 'lost'],
  ])('knows what it is: %s', async (_, answer, kind) => {
    expect((await answerTo(answer)).kind).toBe(kind)
  })

  it('says who answered in the place of the cluster', async () => {
    expect(await answerTo({ body: PROXY_PAGE })).toEqual({
      kind: 'lost',
      reason: `no answer of the cluster's: ${PROXY_PAGE}`,
    })
    const long = await answerTo({ body: 'x'.repeat(100_000) })
    expect('reason' in long && long.reason.length).toBeLessThan(300)
  })

  it('does not take words within an error for those of the answer', async () => {
    const answer = await answerTo(items([refusedBy(400, 'odd', '"errors":false "status":201')]))
    expect(answer).toMatchObject({ kind: 'items', items: [{ status: 400 }] })
  })

  it('calls a cluster lost that is not there', async () => {
    // No one listens at port 1.
    const connections = connectionsTo({ url: 'http://127.0.0.1:1', tls: { verify: true } })
    const textClient = createClient(connections, 'text')
    expect((await bulk({ ...answers.cluster, textClient }, SENT)).kind).toBe('lost')
    connections.empty()
  })
})
