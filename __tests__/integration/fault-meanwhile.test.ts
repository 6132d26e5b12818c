// What others do to an index while it is restored.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isNative } from '../support/action.js'
import {
  createIndex,
  documentsOf,
  namesFrom,
  numbered,
  removeDumps,
  type Snapshot,
  snapshot,
  writeDump,
} from '../support/dumps.js'
import { type Interrupted, restoreInterrupted } from '../support/interrupted.js'
import { cleanUp, prefix, request } from '../support/opensearch.js'
import { annotationOf, expectFailed, resultOf } from '../support/outcome.js'

const start = prefix('meanwhile')
const named = (name: string) => start + name
const DOCUMENTS = numbered(100)

async function done(method: string, path: string, body?: object): Promise<void> {
  const { status, text } = await request(method, path, body)
  if (status >= 300) throw new Error(`${method} ${path}: ${text}`)
}

const block = (name: string) => (index: string) =>
  done('PUT', `/${index}/_settings`, { index: { blocks: { [name]: true } } })
const write = (index: string) => done('PUT', `/${index}/_doc/other?refresh=true`, { n: 7 })

interface Meddling {
  does(index: string): Promise<unknown>
  code: { native: string; elasticdump: string }
  says: RegExp
}

const gone = { native: 'CLUSTER_REFUSED', elasticdump: 'CLUSTER_REFUSED' }
/** elasticdump tells each document as rejected. */
const refused = { ...gone, elasticdump: 'DOCUMENTS_REJECTED' }

const meddling: Record<string, Meddling> = {
  flooded: {
    does: block('read_only_allow_delete'),
    code: refused,
    says: /cluster_block_exception[\s\S]*its disks are full/,
  },
  'flooded-a-while': {
    does: async (index) => {
      await block('read_only_allow_delete')(index)
      // The index may be gone by then.
      setTimeout(
        () => request('PUT', `/${index}/_settings`, { 'index.blocks.read_only_allow_delete': null }),
        300,
      )
    },
    code: refused,
    says: /cluster_block_exception/,
  },
  blocked: {
    does: block('write'),
    code: refused,
    says: /cluster_block_exception[\s\S]*Lift the block in the cluster/,
  },
  deleted: {
    does: (index) => done('DELETE', `/${index}`),
    code: gone,
    says: /index_not_found_exception[\s\S]*Somebody removed the index/,
  },
  // The second for the moment in which it is being closed.
  closed: {
    does: (index) => done('POST', `/${index}/_close`),
    code: gone,
    says: /index_closed_exception|preparing to close/,
  },
  written: {
    does: write,
    code: { native: 'VERIFICATION_FAILED', elasticdump: 'VERIFICATION_FAILED' },
    says: /101 in the cluster, 1 too many/,
  },
}

afterAll(async () => {
  await cleanUp(start)
  await removeDumps()
})

describe('an index that is made', () => {
  let restored: Interrupted
  let before: Snapshot

  beforeAll(async () => {
    before = await createIndex(named('before'), numbered(3))
    const names = [...Object.keys(meddling), 'beside'].map(named)
    const dump = await writeDump(Object.fromEntries(names.map((name) => [name, { data: DOCUMENTS }])))
    restored = await restoreInterrupted(
      Object.fromEntries(
        Object.entries(meddling).map(([name, { does }]) => [named(name), { meanwhile: does }]),
      ),
      { dump, types: 'data', concurrency: '2' },
    )
  })

  it.each(Object.entries(meddling))('%s: it fails, and says why', (name, { code, says }) => {
    const { run, after } = restored
    expect(annotationOf(run, named(name))).toMatch(says)
    expect(resultOf(run, named(name)).failure?.code).toBe(code[isNative ? 'native' : 'elasticdump'])
    // Those that were on their way, and none again.
    if (isNative && name !== 'written') expect(after[named(name)]).toBeLessThanOrEqual(2)
  })

  it('hurts no other index, and is removed', async () => {
    const { run } = restored
    expectFailed(run)
    expect(run.annotations).toHaveLength(Object.keys(meddling).length)
    expect(resultOf(run, named('beside'))).toMatchObject({ status: 'ok', verified: true })
    expect(await documentsOf(named('beside'))).toEqual(DOCUMENTS)
    expect(await snapshot(named('before'))).toEqual(before)
    expect(await namesFrom(start)).toEqual(['before', 'beside'].map(named))
  })
})

describe('an index that is appended to', () => {
  const OLD = { own: { n: 41 }, 1: { n: 42 } }

  it('fails where it is blocked, and keeps what others write to it', async () => {
    const [blocked, written] = [named('append-blocked'), named('append-written')]
    for (const index of [blocked, written]) await createIndex(index, OLD)
    await block('write')(blocked)
    const before = await snapshot(blocked)
    const dump = await writeDump({ [blocked]: { data: DOCUMENTS }, [written]: { data: DOCUMENTS } })
    const { run } = await restoreInterrupted(
      { [written]: { meanwhile: write } },
      { dump, types: 'data', 'if-exists': 'append' },
    )
    expectFailed(run)
    expect(run.annotations).toHaveLength(1)
    expect(annotationOf(run, blocked)).toMatch(/cluster_block_exception[\s\S]*Lift the block/)
    expect(await snapshot(blocked)).toEqual(before)
    expect(resultOf(run, written)).toMatchObject({
      status: 'ok',
      verified: true,
      documents: { cluster: 102 },
    })
    expect(await documentsOf(written)).toEqual({ ...OLD, ...DOCUMENTS, other: { n: 7 } })
  })
})
