import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { isNative, runAction } from '../support/action.js'
import { createIndex, documentsOf, numbered, removeDumps, writeDump } from '../support/dumps.js'
import { cleanUp, prefix, request } from '../support/opensearch.js'
import { annotationOf, expectFailed, expectRestored, resultOf } from '../support/outcome.js'

const start = prefix('dot')
const named = (name: string) => start + name
const dotted = `.${start}kibana_1`

afterEach(async () => {
  await cleanUp(start)
  await cleanUp(`.${start}`)
})
afterAll(removeDumps)

const exists = async (index: string) => (await request('HEAD', `/${index}`)).status === 200

describe('indexes of a dump', () => {
  // As elasticdump dumps a closed index: it has no data of it.
  const closed = {
    mapping: { properties: { n: { type: 'long' } } },
    settings: { verified_before_close: 'true' },
  }
  const inputs = async () => ({
    dump: await writeDump({
      [dotted]: { data: numbered(2), mapping: {} },
      [named('closed')]: closed,
      [named('shop')]: { data: numbered(3), mapping: {} },
    }),
    types: 'all',
  })

  it('that begin with a dot are left out, and that were closed come back empty', async () => {
    const run = await runAction(await inputs())
    expectRestored(run)
    expect(run.report?.indices.map(({ name }) => name)).toEqual([named('closed'), named('shop')])
    expect(await documentsOf(named('closed'))).toEqual({})
    expect(await exists(dotted)).toBe(false)
    expect(run.report?.notRestored).toEqual([
      { type: 'mapping', indices: [dotted] },
      { type: 'data', indices: [dotted] },
    ])
    expect(run.summary).toContain(`- \`data\`: \`${dotted}\``)
    expect(run.summary).toContain('Left out, as their names begin with a dot')
  })

  it('that begin with a dot are restored where `match` names them', async () => {
    const run = await runAction({ ...(await inputs()), match: `^\\.${start}` })
    expectRestored(run)
    expect(run.report?.indices.map(({ name }) => name)).toEqual([dotted])
    expect(await documentsOf(dotted)).toEqual(numbered(2))
  })
})

describe('a target that is closed', () => {
  const OLD = { old: { n: 0 } }
  const VALUES = isNative ? ['fail', 'skip', 'append', 'replace', 'swap'] : ['append']

  it('is opened by nobody, and is replaced and swapped like any other', async () => {
    const open = (index: string) => request('POST', `/${index}/_open?wait_for_active_shards=1`)
    const runs = VALUES.map(async (ifExists) => {
      const index = named(ifExists)
      await createIndex(index, OLD)
      await request('POST', `/${index}/_close`)
      const dump = await writeDump({ [index]: { data: numbered(3) } })
      const run = await runAction({ dump, types: 'data', 'if-exists': ifExists })
      return [ifExists, run] as const
    })
    const done = Object.fromEntries(await Promise.all(runs))
    for (const ifExists of ['replace', 'swap'].filter((one) => done[one])) {
      expectRestored(done[ifExists] as never)
      expect(await documentsOf(named(ifExists))).toEqual(numbered(3))
    }
    const { append, fail, skip } = done
    expectFailed(append as never)
    expect(annotationOf(append as never, named('append'))).toMatch(/index_closed_exception.*\nOpen the index/)
    if (fail) expect(annotationOf(fail, named('fail'))).toContain('exists, and `if-exists` is `fail`')
    if (skip) expect(resultOf(skip, named('skip')).status).toBe('skipped')
    for (const index of ['append', 'fail', 'skip'].filter((one) => done[one]).map(named)) {
      expect((await request('GET', `/${index}/_count`)).text).toContain('index_closed_exception')
      await open(index)
      expect(await documentsOf(index)).toEqual(OLD)
    }
  })
})
