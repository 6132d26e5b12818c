import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { ENGINES, runAction } from '../support/action.js'
import { multielasticdump } from '../support/elasticdump.js'
import { cleanUp, opensearchUrl, prefix, request } from '../support/opensearch.js'
import { clusterState, type IndexState } from '../support/state.js'

const start = prefix('multi')
const orders = `${start}shop.orders-2026.01.04-at-06.54`
const empty = `${start}shop.empty`
const settingsLike = `${start}site-settings`
const logs = `${start}logs`
const all = [orders, empty, settingsLike, logs].sort()

let dump = ''
let source: Record<string, IndexState> = {}

beforeAll(async () => {
  await create(orders, {
    settings: {
      number_of_shards: 2,
      number_of_replicas: 0,
      refresh_interval: '2s',
      analysis: { analyzer: { folded: { tokenizer: 'standard', filter: ['lowercase', 'asciifolding'] } } },
    },
    mappings: { properties: { title: { type: 'text', analyzer: 'folded' }, at: { type: 'date' } } },
    aliases: { [`${start}orders`]: { filter: { range: { n: { gte: 10 } } } }, [`${start}shop`]: {} },
  })
  await create(empty, {
    settings: { number_of_replicas: 0 },
    mappings: { dynamic: 'strict', properties: { n: { type: 'integer' } } },
    aliases: { [`${start}nothing`]: { is_write_index: true } },
  })
  // Its data file could as well be the settings of another index.
  await create(settingsLike, { settings: { number_of_replicas: 0 }, mappings: { dynamic: false } })
  await create(logs, {})
  await fill(orders, 250)
  await fill(settingsLike, 3)
  await fill(logs, 120)
  source = await clusterState(`${start}*`)

  dump = await mkdtemp(join(tmpdir(), 'multi-'))
  await multielasticdump(
    '--direction=dump',
    `--match=^${start}`,
    `--input=${opensearchUrl()}`,
    `--output=${dump}`,
    '--includeType=index,settings,analyzer,mapping,alias,data',
    '--ignoreType=template',
    '--interval=100',
  )
  await cleanUp(start)
})
afterEach(() => cleanUp(start))
afterAll(async () => {
  await cleanUp(start)
  await rm(dump, { recursive: true, force: true })
})

async function create(index: string, body: object): Promise<void> {
  const { status, text } = await request('PUT', `/${index}`, body)
  expect(status, text).toBe(200)
}

async function fill(index: string, count: number): Promise<void> {
  const lines: object[] = []
  for (let n = 0; n < count; n++) {
    lines.push({ index: { _id: `${n}`, ...(n % 4 === 0 ? { routing: `r${n % 3}` } : {}) } })
    lines.push({
      n,
      title: `Größe ${n}`,
      at: '2026-01-04T06:54:00Z',
      tags: ['a', null],
      nested: { x: n / 4 },
    })
  }
  const body = `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`
  const { body: answer, text } = await request('POST', `/${index}/_bulk?refresh=true`, body)
  expect(answer, text.slice(0, 1000)).toMatchObject({ errors: false })
}

/** `multielasticdump` restores the same part of the dump. */
async function load(match: string, types: string): Promise<Record<string, IndexState>> {
  await multielasticdump(
    '--direction=load',
    `--match=${match}`,
    `--input=${dump}`,
    `--output=${opensearchUrl()}`,
    `--includeType=${types}`,
    '--limit=1000',
    '--interval=100',
  )
  return await clusterState(`${start}*`)
}

async function expectSame(types: string, match: string, restored: string[]): Promise<void> {
  const byAction: Record<string, IndexState>[] = []
  for (const engine of ENGINES) {
    const run = await runAction({ dump, engine, match, types, verify: 'full' })
    expect(run.code, run.log).toBe(0)
    expect(run.outputs).toMatchObject({ status: 'restored', verified: 'true' })
    byAction.push(await clusterState(`${start}*`))
    await cleanUp(start)
  }
  const expected = await load(match, types)
  expect(Object.keys(expected)).toEqual([...restored].sort())
  for (const state of byAction) {
    expect(state).toEqual(expected)
    for (const index of restored) expect(state[index]?.documents).toEqual(source[index]?.documents)
  }
}

it.each([
  ['its default types', 'settings,mapping,data', 'site|logs', [settingsLike, logs]],
  ['what `match` says, whatever its case', 'settings,mapping,data', 'SHOP\\.O', [orders]],
  ['aliases too', 'settings,mapping,alias,data', 'shop', [empty, orders]],
  ['whole indexes', 'index,data', '.*', all],
  ['no settings', 'mapping,data', 'logs$|empty', [empty, logs]],
])('restores as multielasticdump does: %s', (_name, types, match, restored) =>
  expectSame(types, match, restored),
)

it('restores as multielasticdump does: analyzers', async () => {
  // Without replicas it need not wait 30 s for a green index.
  const template = { index_patterns: [`${start}*`], template: { settings: { number_of_replicas: 0 } } }
  await request('PUT', `/_index_template/${start}replicas`, template)
  try {
    await expectSame('analyzer,mapping,data', 'orders', [orders])
  } finally {
    await request('DELETE', `/_index_template/${start}replicas`)
  }
})

it.each(ENGINES)(
  'restores every type of the dump, where an index lacks aliases or documents: %s',
  async (engine) => {
    expect(await readdir(dump)).toHaveLength(4 * 6)
    expect(await readFile(join(dump, `${logs}.alias.json`), 'utf8')).toBe('"{}"\n')
    expect(await readFile(join(dump, `${empty}.json`), 'utf8')).toBe('')

    const run = await runAction({ dump, engine, types: 'all', verify: 'full' })
    expect(run.code, run.log).toBe(0)
    expect(run.report?.ignoredFiles).toEqual([])
    expect(await clusterState(`${start}*`)).toEqual(source)
  },
)
