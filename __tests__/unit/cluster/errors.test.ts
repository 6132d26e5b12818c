import { errors } from '@opensearch-project/opensearch'
import { describe, expect, it } from 'vitest'
import { clusterError, hintFor, reasonChain, reasonOf, statusOf } from '../../../src/cluster/errors.js'
import { RestoreError } from '../../../src/errors.js'

function responseError(statusCode: number, body: unknown): Error {
  const context = {} as ConstructorParameters<typeof errors.ResponseError>[0]['meta']
  return new errors.ResponseError({
    statusCode,
    body: body as Record<string, unknown>,
    headers: {},
    warnings: null,
    meta: context,
  })
}

const refused = (type: string, reason: string) => ({ error: { type, reason, root_cause: [] }, status: 400 })

describe('reasonChain', () => {
  it.each([
    ['a reason', { type: 't', reason: 'r' }, 't: r'],
    ['a reason without a type', { reason: 'r' }, 'r'],
    ['a type without a reason', { type: 't' }, 't'],
    ['nothing', {}, 'no reason given'],
    [
      'a chain',
      {
        type: 'a',
        reason: 'mapping failed',
        caused_by: { type: 'b', reason: 'no such type', caused_by: { type: 'c', reason: 'deep' } },
      },
      'a: mapping failed; caused by b: no such type; caused by c: deep',
    ],
    [
      'a reason that says it all again',
      { type: 'a', reason: 'failed: no such type [x]', caused_by: { type: 'b', reason: 'no such type [x]' } },
      'a: failed: no such type [x]',
    ],
    ['a cause without a reason', { type: 'a', reason: 'r', caused_by: { type: 'b' } }, 'a: r; caused by b'],
    [
      'a cause behind an empty one',
      { type: 'a', reason: 'r', caused_by: { caused_by: { reason: 's' } } },
      'a: r; caused by s',
    ],
  ])('of %s', (_, cause, words) => {
    expect(reasonChain(cause)).toBe(words)
  })

  it('ends, even where the chain does not', () => {
    const endless: { type: string; reason: string; caused_by?: object } = { type: 'a', reason: 'r' }
    endless.caused_by = endless
    expect(reasonChain(endless)).toBe('a: r')
  })
})

describe('reasonOf', () => {
  it.each<[string, unknown, string]>([
    [
      'shards that each refused',
      { _shards: { total: 2, failed: 2, failures: [{ shard: 0, reason: { type: 't', reason: 'r' } }] } },
      't: r (HTTP 400)',
    ],
    [
      'an object',
      refused('illegal_argument_exception', 'unknown setting [x]'),
      'illegal_argument_exception: unknown setting [x] (HTTP 400)',
    ],
    ['an object as text', JSON.stringify(refused('a', 'b')), 'a: b (HTTP 400)'],
    ['words', { error: 'Unauthorized', status: 400 }, 'Unauthorized (HTTP 400)'],
    ['a page', '<html>Bad Gateway</html>\n', '<html>Bad Gateway</html> (HTTP 400)'],
    ['a long page', 'x'.repeat(9000), `${'x'.repeat(500)} (HTTP 400)`],
  ])('reads %s', (_, body, words) => {
    expect(reasonOf(responseError(400, body))).toBe(words)
  })

  it.each([[''], [{}], [null], [undefined], ['null'], [[]]])('has a word for the answer %j', (body) => {
    expect(reasonOf(responseError(503, body))).toMatch(/^\S.* \(HTTP 503\)$/)
  })

  it('takes the message where there was no answer', () => {
    expect(reasonOf(new errors.ConnectionError('connect ECONNREFUSED'))).toBe('connect ECONNREFUSED')
    expect(reasonOf('text')).toBe('text')
    expect(statusOf(new errors.ConnectionError('connect ECONNREFUSED'))).toBeUndefined()
    expect(statusOf(responseError(404, {}))).toBe(404)
  })
})

describe('clusterError', () => {
  const blocked = {
    error: {
      type: 'cluster_block_exception',
      reason: 'index [shop] blocked by: [FORBIDDEN/8/index write (api)];',
    },
  }
  const forbidden = {
    error: { type: 'security_exception', reason: 'no permissions for [indices:admin/create] on blocks' },
  }

  it.each<[string, unknown, string, RegExp | undefined]>([
    ['401', responseError(401, 'Unauthorized'), 'CLUSTER_UNAUTHORIZED', /user name and password/],
    ['403', responseError(403, forbidden), 'CLUSTER_UNAUTHORIZED', /PERMISSIONS\.md lists/],
    ['403 of a block', responseError(403, blocked), 'CLUSTER_REFUSED', /Lift the block/],
    ['400', responseError(400, refused('a', 'b')), 'CLUSTER_REFUSED', undefined],
    ['503', responseError(503, ''), 'CLUSTER_REFUSED', /health of the cluster/],
    ['no answer', new errors.ConnectionError('ECONNRESET'), 'CLUSTER_UNREACHABLE', /up and reachable/],
    ['a timeout', new errors.ConnectionError('timed out'), 'CLUSTER_UNREACHABLE', /up and reachable/],
  ])('%s', (_, error, code, hint) => {
    const found = clusterError(error, 'index shop cannot be created')
    expect(found.code).toBe(code)
    expect(found.message).toBe(`index shop cannot be created: ${reasonOf(error)}`)
    expect(found.cause).toBe(error)
    if (hint) expect(found.hint).toMatch(hint)
    else expect(found.hint).toBeUndefined()
  })

  it('takes a better hint for what was refused, and only for that', () => {
    expect(clusterError(responseError(401, ''), 'x', 'Do this.').hint).toMatch(/user name and password/)
    expect(clusterError(responseError(400, ''), 'x', 'Do that.').hint).toBe('Do that.')
  })

  it('leaves an error alone that says it all', () => {
    const error = new RestoreError('INDEX_BUSY', 'busy')
    expect(clusterError(error, 'x')).toBe(error)
  })
})

describe('hintFor', () => {
  it.each([
    ['index_closed_exception: closed', /Open the index/],
    ['index_not_found_exception: no such index [a]', /Somebody removed/],
    ['validation_exception: this cluster currently has [9]/[9] maximum shards open', /max_shards_per_node/],
    ['unavailable_shards_exception: [a][0] primary shard is not active', /_cluster\/health/],
    ['an index or data stream exists with the same name as the alias', /Free the name/],
    ['cluster_block_exception: index [a] blocked by', /Lift the block/],
    ['rejected_execution_exception: queue full', /overloaded/],
  ])('knows %s', (reason, hint) => {
    expect(hintFor(reason)).toMatch(hint)
  })

  it('knows nothing of what the dump says wrong', () => {
    expect(hintFor('mapper_parsing_exception: failed to parse field [n]')).toBeUndefined()
  })
})
