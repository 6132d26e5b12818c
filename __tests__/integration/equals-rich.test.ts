// What multielasticdump dumps of indexes with all that an index can have comes back equal to its source, by either engine.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkDump } from '../../script/checking/check-dump.mjs'
import { ENGINES, runAction } from '../support/action.js'
import { removeDumps, writeDump } from '../support/dumps.js'
import { multielasticdump } from '../support/elasticdump.js'
import { elasticsearchSettings } from '../support/elasticsearch-dumps.js'
import { cleanUp, opensearchUrl, prefix, request } from '../support/opensearch.js'
import { expectRestored } from '../support/outcome.js'
import { richDocuments, richIndex } from '../support/rich-index.js'
import { clusterState, type IndexState } from '../support/state.js'

const start = prefix('rich')
const named = (name: string) => start + name
const writer = named('writer')
const ORDERS = 40
const VERSIONS = [6, 7, 8] as const
let dump = ''
let source: Record<string, IndexState> = {}

/** Two indexes that share an alias, of which one alone is written to. */
const OLD = { aliases: { [writer]: { is_write_index: false }, [named('all')]: {} } }
const NEW = {
  [writer]: { is_write_index: true },
  [named('all')]: { filter: { bool: { must_not: { term: { from: '10.0.0.7' } } } } },
  [named('one')]: { routing: 'customer-1', filter: { range: { small: { gte: 3 } } } },
  [named('some')]: { index_routing: 'customer-2', search_routing: 'customer-1,customer-2' },
  [named('hidden')]: { is_hidden: true, is_write_index: true },
}

beforeAll(async () => {
  await must('PUT', `/${named('old')}`, { ...OLD, settings: { number_of_replicas: 0 } })
  await must('PUT', `/${named('new')}`, richIndex(NEW))
  await must('PUT', `/${named('old')}/_doc/1?routing=r`, { title: 'old' })
  const { body, text } = await request('POST', `/${named('new')}/_bulk?refresh=true`, richDocuments(ORDERS))
  expect(body.errors, text.slice(0, 2000)).toBe(false)
  source = await clusterState(`${start}*`)
  dump = await mkdtemp(join(tmpdir(), 'rich-'))
  const from = ['--direction=dump', `--match=^${start}`, `--input=${opensearchUrl()}`]
  const types = '--includeType=settings,mapping,alias,data'
  await multielasticdump(...from, `--output=${dump}`, types, '--interval=100')
  await cleanUp(start)
})
afterAll(async () => {
  await cleanUp(start)
  await removeDumps()
  await rm(dump, { recursive: true, force: true })
})

async function must(method: string, path: string, body: object): Promise<void> {
  const { status, text } = await request(method, path, body)
  expect(status, text).toBeLessThan(300)
}

it('under the same names: native', async () => {
  const run = await runAction({ dump, engine: 'native', types: 'all', verify: 'full' })
  expectRestored(run)
  expect(run.report?.indices.flatMap(({ checks }) => checks.flatMap(({ extra }) => extra))).toEqual([])
  const { differences, uncompared } = await checkDump(dump, opensearchUrl())
  expect({ differences, uncompared }).toEqual({ differences: [], uncompared: [] })
  expect(await clusterState(`${start}*`)).toEqual(source)
  expect(source[named('new')]).toMatchObject({ count: 3 * ORDERS, settings: { 'index.hidden': 'true' } })
  expect((await request('GET', `/${start}*/_alias/${writer}`)).body).toEqual({
    [named('old')]: { aliases: { [writer]: OLD.aliases[writer] } },
    [named('new')]: { aliases: { [writer]: NEW[writer] } },
  })
  await cleanUp(start)
})

it('under new names: elasticdump', async () => {
  const run = await runAction({
    dump,
    engine: 'elasticdump',
    types: 'all',
    verify: 'full',
    'rename-pattern': `^${start}`,
    'rename-replacement': `${start}x-`,
    'rename-alias-pattern': `^${start}`,
    'rename-alias-replacement': `${start}x-`,
  })
  expectRestored(run)
  const state = JSON.stringify(await clusterState(`${start}*`)).replaceAll(`${start}x-`, start)
  expect(JSON.parse(state)).toEqual(source)
})

/** The same index as each Elasticsearch would have dumped it: types, lifecycles, tiers, and its own settings. */
async function dumpOfElasticsearch(): Promise<string> {
  const { settings, mappings } = richIndex({}) as { settings: object; mappings: object }
  const data = await readFile(join(dump, `${named('new')}.json`), 'utf8')
  const own = { lifecycle: { name: 'thirty-days', rollover_alias: 'x' }, ...settings }
  const indices = VERSIONS.map((version) => {
    const index = named(`of-${version}`)
    const type = version === 6 ? 'doc' : '_doc'
    const lines = data.replace(
      /^\{"_index":"[^"]*"/gm,
      `{"_index":"${index}"${version < 8 ? `,"_type":"${type}"` : ''}`,
    )
    const part = {
      settings: elasticsearchSettings(version, index, own),
      mapping: version === 6 ? { doc: mappings } : mappings,
      alias: { [named(`alias-${version}`)]: NEW[named('all')] },
      data: lines,
    }
    return [index, part] as const
  })
  return await writeDump(Object.fromEntries(indices))
}

it.each(ENGINES)('from Elasticsearch 6, 7 and 8: %s', async (engine) => {
  await cleanUp(start)
  const run = await runAction({ dump: await dumpOfElasticsearch(), engine, types: 'all', verify: 'full' })
  expectRestored(run)
  const { settings, mappings, tokens, count, documents } = source[named('new')] as IndexState
  for (const version of VERSIONS) {
    const [state] = Object.values(await clusterState(named(`of-${version}`)))
    expect(state).toEqual({
      settings,
      mappings,
      tokens,
      count,
      documents,
      aliases: { [named(`alias-${version}`)]: NEW[named('all')] },
    })
    const leftOut = run.report?.leftOut.find(({ name }) => name === named(`of-${version}`))?.parts
    expect(leftOut).toContain('index.lifecycle.name')
    if (version > 6) expect(leftOut).toContain('index.routing.allocation.include._tier_preference')
  }
})
