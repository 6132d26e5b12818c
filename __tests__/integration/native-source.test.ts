// What goes wrong with a source: told, and nothing of it taken for a restore; nothing is left open there.
import type { IncomingMessage } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ActionRun, runAction } from '../support/action.js'
import { createIndex, namesFrom, numbered } from '../support/dumps.js'
import { holdAt, isBulk } from '../support/held-run.js'
import { cleanUp, opensearchUrl, prefix, request } from '../support/opensearch.js'
import { annotationOf, expectFailed, resultOf } from '../support/outcome.js'
import { type Fault, type ProxyOptions, startProxy } from '../support/proxy.js'
import { openReaders } from '../support/source.js'

const start = prefix('sources')
const COUNT = 300
const index = `${start}whole`
const copy = `${start}copied`

const inputs = {
  'source-uri': '',
  index,
  types: 'mapping,data',
  verify: 'full',
  'rename-pattern': 'whole',
  'rename-replacement': 'copied',
}

beforeAll(() => createIndex(index, numbered(COUNT)))
afterAll(() => cleanUp(start))

/** Restores from a source behind a proxy that does as it is told. */
async function restoreFrom(options: ProxyOptions): Promise<ActionRun> {
  const proxy = await startProxy(options)
  try {
    return await runAction({ ...inputs, 'source-uri': `http://${proxy.host}` })
  } finally {
    await proxy.close()
  }
}

/** @returns what was said of it */
async function expectNothingOf(run: ActionRun, code: string): Promise<string> {
  expectFailed(run)
  expect(resultOf(run, copy).failure?.code).toBe(code)
  expect(await namesFrom(start)).toEqual([index])
  await expect.poll(() => openReaders(start), { timeout: 5000 }).toBe(0)
  return annotationOf(run, copy)
}

/** Faults of one page after another, from the first: it counts the documents. */
function pages(...faults: (Fault | undefined)[]): ProxyOptions {
  let asked = 0
  return { fault: ({ url }) => (url?.startsWith('/_search?') ? faults[asked++] : undefined) }
}

const page = (shards: object) => ({
  status: 200,
  text: JSON.stringify({ timed_out: false, _shards: { failed: 0, ...shards }, hits: { hits: [] } }),
})

// Others are told from answers in unit/source/page.
it.each<[string, Fault, string]>([
  ['with fewer documents than there are', page({}), `16 documents were read of ${COUNT}`],
  [
    'of a part of the shards',
    page({ failed: 1, failures: [{ reason: { type: 'gone_exception', reason: 'the shard is away' } }] }),
    '1 shards did not answer: gone_exception: the shard is away',
  ],
])('a page %s fails the index', async (_, fault, words) => {
  const run = await restoreFrom(pages(undefined, undefined, fault))
  expect(await expectNothingOf(run, 'SOURCE_UNREADABLE')).toContain(words)
})

it('a point in time that ends too early fails the index', async () => {
  let asked = 0
  const run = await restoreFrom({
    before: async ({ url }) => {
      if (url?.startsWith('/_search?') && ++asked === 3) await endPointsInTime()
    },
  })
  expect(await expectNothingOf(run, 'SOURCE_UNREADABLE')).toContain('has ended too early')
})

/** Those on this index: its name is in their ids. */
async function endPointsInTime(): Promise<void> {
  const { body } = await request('GET', '/_search/point_in_time/_all')
  const ids = (body.pits as { pit_id: string }[]).map(({ pit_id }) => pit_id)
  const own = ids.filter((id) => Buffer.from(id, 'base64url').includes(index))
  expect(own).toHaveLength(1)
  await request('DELETE', '/_search/point_in_time', { pit_id: own })
}

it.each<[string, Fault, string, string]>([
  ['whose answer is lost', 'cut-answer', 'CLUSTER_UNREACHABLE', 'the answer broke off'],
  ['with fewer documents than there are', page({}), 'SOURCE_UNREADABLE', `read of ${COUNT}`],
])('a page of a scroll %s fails the index', async (_, fault, code, words) => {
  // It has more documents than it gives at once, and so there is a second page.
  await request('PUT', `/${index}/_settings`, { 'index.max_result_window': 100 })
  const run = await restoreFrom({
    fault: ({ url, method }) => {
      if (url?.includes('/point_in_time'))
        return { status: 403, text: '{"error":"no permissions","status":403}' }
      return method === 'POST' && url?.startsWith('/_search/scroll') ? fault : undefined
    },
  })
  expect(await expectNothingOf(run, code)).toContain(words)
  await request('PUT', `/${index}/_settings`, { 'index.max_result_window': null })
})

it('SIGTERM in the middle leaves nothing open', async () => {
  const held = await holdAt({ ...inputs, 'source-uri': opensearchUrl() }, isBulk)
  expect(await openReaders(start)).toBe(1)
  process.kill(held.pid, 'SIGTERM')
  const run = await held.run
  await held.close()
  expect(run.report?.failure).toMatchObject({ code: 'CANCELLED' })
  await expect.poll(() => openReaders(start), { timeout: 5000 }).toBe(0)
  expect(await namesFrom(start)).toEqual([index])
})

it('what is changed in the target before it is verified is found', async () => {
  const isRefresh = ({ url }: IncomingMessage) => /\/_refresh/.test(url ?? '')
  const held = await holdAt({ ...inputs, 'source-uri': opensearchUrl() }, isRefresh)
  await request('PUT', `/${copy}/_doc/7`, { n: 7, title: 'Title 8' })
  held.release()
  const run = await held.run
  await held.close()
  expect(await expectNothingOf(run, 'VERIFICATION_FAILED')).toContain(
    `document 7 (source index ${index}, line`,
  )
})
