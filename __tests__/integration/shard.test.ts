import { afterAll, afterEach, expect, it } from 'vitest'
import { runAction } from '../support/action.js'
import { documentsOf, namesFrom, numbered, removeDumps, writeDump } from '../support/dumps.js'
import { cleanUp, prefix, request } from '../support/opensearch.js'
import { expectFailedWhole, expectRestored } from '../support/outcome.js'

const start = prefix('shard')
const named = (name: string) => start + name

afterEach(async () => {
  await cleanUp(start)
  await request('DELETE', `/_index_template/${start}*`)
})
afterAll(removeDumps)

const sizes = { a: 40, b: 10, c: 30, d: 10 }

async function dumpOfFour(): Promise<string> {
  const indices = Object.entries(sizes).map(([name, count]) => [named(name), { data: numbered(count) }])
  const template = { index_patterns: [named('none-*')], template: {} }
  return await writeDump(Object.fromEntries(indices), {
    'cluster.index_template.json': JSON.stringify({
      index_templates: [{ name: named('template'), index_template: template }],
    }),
  })
}

it('the jobs of a matrix restore a dump together, each index once, templates in the first', async () => {
  const dump = await dumpOfFour()
  const hasTemplate = async () =>
    (await request('GET', `/_index_template/${named('template')}`)).status === 200
  const shares: string[][] = []
  for (const number of [2, 3, 1]) {
    const run = await runAction({ dump, types: 'all', shard: `${number}/3` })
    expectRestored(run)
    expect(run.outputs.verified).toBe('true')
    const share = (JSON.parse(run.outputs.indices ?? '') as { name: string }[]).map(({ name }) => name)
    const left = Object.keys(sizes)
      .map(named)
      .filter((name) => !share.includes(name))
    expect(run.report?.shard).toEqual({ number, of: 3, leftToOthers: left })
    for (const name of left) expect(run.summary).toContain(name)
    expect(run.shown).toContain(`shard ${number}/3: left to the other shards: ${left.join(', ')}`)
    expect(run.report?.clusterSteps.map(({ name }) => name)).toEqual(number === 1 ? [named('template')] : [])
    expect(await hasTemplate()).toBe(number === 1)
    shares[number] = share
  }
  expect(shares.slice(1)).toEqual([['a'], ['c'], ['b', 'd']].map((names) => names.map(named)))
  for (const [name, count] of Object.entries(sizes))
    expect(await documentsOf(named(name))).toEqual(numbered(count))
})

it('a shard that gets nothing is a success that says so, and leaves the cluster as it is', async () => {
  const dump = await dumpOfFour()
  const run = await runAction({ dump, types: 'data', shard: '5/5', 'min-documents': '50' })
  expectRestored(run)
  expect(run.outputs).toMatchObject({ indices: '[]', documents: '0', verified: 'true' })
  expect(run.summary).toMatch(/^## ⏭️ Nothing to restore in this shard/)
  expect(await namesFrom(start)).toEqual([])
})

it('min-documents counts the documents of the shard', async () => {
  const dump = await dumpOfFour()
  const inputs = { dump, types: 'data', shard: '3/3' }
  const message = expectFailedWhole(await runAction({ ...inputs, 'min-documents': '21' }), 'DUMP_TOO_SMALL')
  expect(message).toContain('hold 20 documents')
  expectRestored(await runAction({ ...inputs, 'min-documents': '20' }))
})

it('indexes of two shards cannot get one name', async () => {
  const dump = await dumpOfFour()
  const rename = { 'rename-pattern': '[ab]$', 'rename-replacement': 'x' }
  for (const shard of ['1/3', '2/3']) {
    const message = expectFailedWhole(
      await runAction({ dump, types: 'data', shard, ...rename }),
      'NAMES_CLASH',
    )
    expect(message).toContain(`indexes ${named('a')}, ${named('b')} would all become "${named('x')}"`)
  }
  expect(await namesFrom(start)).toEqual([])
})

it('a shard that is none is a fault of the inputs', async () => {
  const dump = await dumpOfFour()
  for (const shard of ['0/4', '5/4', 'x']) {
    const message = expectFailedWhole(await runAction({ dump, shard }), 'INPUTS_INVALID')
    expect(message).toContain(`- shard: '${shard}' is`)
  }
})
