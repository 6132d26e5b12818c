import { errors } from '@opensearch-project/opensearch'
import { describe, expect, it } from 'vitest'
import { bulk, type Cluster } from '../../../src/cluster/index.js'

/** @param answer what the client gives, or throws where it is an error */
async function answerTo(answer: string | Error) {
  const client = { bulk: async () => (answer instanceof Error ? Promise.reject(answer) : { body: answer }) }
  const cluster = { textClient: client } as unknown as Cluster
  return await bulk(cluster, {
    index: 'i',
    requireAlias: false,
    body: Buffer.from(''),
    encoding: undefined,
  })
}

function responseError(statusCode: number, body: unknown): Error {
  const meta = {} as ConstructorParameters<typeof errors.ResponseError>[0]['meta']
  const said = body as Record<string, unknown>
  return new errors.ResponseError({ statusCode, body: said, headers: {}, warnings: null, meta })
}

const refusal = (status: number, type: string, reason: string) =>
  responseError(status, JSON.stringify({ error: { type, reason }, status }))

describe('bulk', () => {
  it('tells items apart only where there is something to tell', async () => {
    const created = '{"took":3,"errors":false,"items":[{"index":{"status":201}}]}'
    expect(await answerTo(created)).toEqual({ kind: 'created', operations: 1, took: 3 })
    const updated = '{"took":3,"errors":false,"items":[{"index":{"status":201}},{"index":{"status":200}}]}'
    expect(await answerTo(updated)).toMatchObject({
      kind: 'items',
      items: [
        { status: 201, reason: '' },
        { status: 200, reason: '' },
      ],
    })
  })

  it.each([
    ['cluster_block_exception', true],
    ['index_closed_exception', true],
    ['mapper_parsing_exception', false],
  ])('an item refused with %s is blocked: %s', async (type, isBlocked) => {
    const items = [{ index: { status: 400, error: { type, reason: 'why' } } }]
    const answer = await answerTo(JSON.stringify({ took: 1, errors: true, items }))
    const item = { status: 400, reason: `${type}: why`, isBlocked }
    expect(answer).toEqual({ kind: 'items', took: 1, items: [item] })
  })

  it.each([['<html>Sign in</html>'], [''], ['{}']])('an answer %j is none of the cluster', async (text) => {
    expect(await answerTo(text)).toMatchObject({ kind: 'lost', reason: expect.stringContaining(text) })
  })

  const pressed = (bytes: number) =>
    `rejected execution of coordinating operation [coordinating_and_primary_bytes=900, replica_bytes=0, all_bytes=900, coordinating_operation_bytes=${bytes}, max_coordinating_and_primary_bytes=1000]`

  it.each([
    ['too much at once', refusal(429, 'rejected_execution_exception', pressed(999)), 'busy'],
    ['more than there is ever room for', refusal(429, 'x', pressed(1001)), 'too-large'],
    ['a circuit breaker', refusal(429, 'circuit_breaking_exception', 'Data too large'), 'busy'],
    ['a proxy that slows down', responseError(429, 'slow down'), 'busy'],
    ['a block', refusal(429, 'cluster_block_exception', 'flood stage'), 'refused'],
    ['a proxy that takes no such request', responseError(413, '<h1>413</h1>'), 'too-large'],
    ['a proxy without a backend', responseError(502, ''), 'lost'],
    ['a cluster that starts', refusal(503, 'cluster_block_exception', 'state not recovered'), 'lost'],
    ['a proxy that has waited for too long', responseError(504, ''), 'lost'],
    ['a connection that ended', new errors.ConnectionError('ECONNRESET'), 'lost'],
    ['no answer', new errors.TimeoutError('Request timed out', {} as never), 'lost'],
    ['credentials that do not fit', responseError(401, 'Unauthorized'), 'refused'],
    ['a request that is none', refusal(400, 'illegal_argument_exception', 'malformed'), 'refused'],
  ])('%s', async (_, error, kind) => {
    expect((await answerTo(error)).kind).toBe(kind)
  })
})
