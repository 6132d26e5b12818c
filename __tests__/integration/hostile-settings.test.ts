import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { type ActionRun, isNative, runAction } from '../support/action.js'
import { documents, dumpOf, removeDumps } from '../support/dump-folder.js'
import { cleanUp, prefix, request } from '../support/opensearch.js'

const ALL = { types: 'settings,mapping,data,alias', verify: 'full' }
/** What fits into one request is loaded with the settings that would slow a larger load. */
const AMOUNTS = [
  ['one request', {}],
  ['several requests', { 'batch-size': '1kb' }],
] as const
/** With elasticdump, whose runs take longer, the larger load alone. */
const LOADS = isNative ? AMOUNTS : AMOUNTS.slice(1)
const start = prefix('hostile')
let made = 0

type Settings = Record<string, unknown>

/** Restores 30 documents `{n}` into an index for each of these settings, in one run. */
async function restoreAll(
  all: Settings[],
  inputs: Record<string, string> = {},
): Promise<{ indices: string[]; run: ActionRun }> {
  const indices = all.map(() => `${start}${made++}`)
  const parts = indices.map((index, i) => ({
    data: documents(30),
    mapping: { properties: { n: { type: 'integer' } } },
    settings: { index: { number_of_shards: '1', ...all[i] } },
    alias: { [`${index}-alias`]: {} },
  }))
  const dump = await dumpOf(Object.fromEntries(indices.map((index, i) => [index, parts[i] ?? {}])))
  return { indices, run: await runAction({ dump, ...ALL, ...inputs }) }
}

async function restoreWith(
  settings: Settings,
  inputs: Record<string, string> = {},
): Promise<{ index: string; run: ActionRun }> {
  const { indices, run } = await restoreAll([settings], inputs)
  return { index: indices[0] ?? '', run }
}

/** @returns the index's settings, flat, without `index.` */
async function settingsOf(index: string): Promise<Settings> {
  const { body } = await request('GET', `/${index}/_settings?flat_settings=true`)
  const { settings } = body[index] as { settings: Settings }
  return Object.fromEntries(Object.entries(settings).map(([key, value]) => [key.slice(6), value]))
}

/** Whole, with the dump's documents as they are, and nothing left of the mark. */
async function expectWhole(index: string, run: ActionRun): Promise<void> {
  expect(run.code, run.shown).toBe(0)
  expect(run.outputs).toMatchObject({ status: 'restored', verified: 'true' })
  expect(run.report?.indices.find(({ name }) => name === index)?.documents.cluster).toBe(30)
  const { body } = await request('GET', `/${index}/_search?size=100`)
  const { hits } = body.hits as { hits: { _source: object }[] }
  const sources = hits.map(({ _source }) => JSON.stringify(_source)).sort()
  expect(sources).toEqual(Array.from({ length: 30 }, (_, n) => JSON.stringify({ n })).sort())
  const aliases = await request('GET', `/${index}/_alias`)
  expect(aliases.text).toContain(`"${index}-alias"`)
  expect(aliases.text).not.toContain(`${index}--restoring-`)
}

function extrasOf(run: ActionRun): Record<string, string[]> {
  const checks = run.report?.indices.flatMap((index) => index.checks) ?? []
  return Object.fromEntries(checks.map(({ name, extra }) => [name, extra.sort()]))
}

/** A pipeline that changes whatever goes through it. */
async function putRewriter(name: string): Promise<void> {
  const { status } = await request('PUT', `/_ingest/pipeline/${name}`, {
    processors: [{ set: { field: 'rewritten', value: true } }],
  })
  expect(status).toBe(200)
}

afterEach(async () => {
  // One at a time: an index with a block takes no other setting along with the block's own.
  for (let n = 0; n < made; n++) {
    for (const block of ['metadata', 'read_only', 'write']) {
      await request('PUT', `/${start}${n}/_settings`, { [`index.blocks.${block}`]: null })
    }
  }
  await cleanUp(start)
  for (const kind of ['_index_template', '_ingest/pipeline', '_template']) {
    await request('DELETE', `/${kind}/${start}*`)
  }
})

afterAll(removeDumps)

describe('pipelines in the dump', () => {
  it.each(['default_pipeline', 'final_pipeline'])('a %s that the cluster lacks', async (setting) => {
    const { index, run } = await restoreWith({ [setting]: `${start}missing` })
    await expectWhole(index, run)
    expect(await settingsOf(index)).toMatchObject({ [setting]: `${start}missing` })
  })

  it('pipelines that rewrite documents act on later documents only', async () => {
    await putRewriter(`${start}rewrite`)
    const pipelines = { default_pipeline: `${start}rewrite`, final_pipeline: `${start}rewrite` }
    const { index, run } = await restoreWith(pipelines)
    await expectWhole(index, run)
    expect(await settingsOf(index)).toMatchObject(pipelines)
    await request('PUT', `/${index}/_doc/later?refresh=true`, { n: 1 })
    const later = await request('GET', `/${index}/_doc/later`)
    expect(later.body._source).toEqual({ n: 1, rewritten: true })
  })
})

describe('blocks in the dump', () => {
  it.each([
    ['write', { blocks: { write: 'true' } }],
    ['read_only', { blocks: { read_only: 'true' } }],
    ['metadata', { blocks: { metadata: 'true' } }],
    ['write, read_only', { blocks: { write: 'true', read_only: 'true' } }],
    ['write', { 'blocks.write': true }],
  ])('%s: set at the end, %j', async (blocks, settings) => {
    const { index, run } = await restoreWith(settings)
    const told = await request('GET', `/_cluster/state/blocks/${index}`)
    const indices = (told.body.blocks as { indices?: Record<string, Record<string, object>> }).indices
    const descriptions = Object.values(indices?.[index] ?? {}).map(
      (block) => (block as { description: string }).description,
    )
    expect(descriptions).toHaveLength(blocks.split(', ').length)
    for (const block of ['metadata', 'read_only', 'write'])
      await request('PUT', `/${index}/_settings`, { [`index.blocks.${block}`]: null })
    await expectWhole(index, run)
  })
})

describe.each(LOADS)('an index template of the cluster, and data for %s', (_, amount) => {
  const template = () => ({
    index_patterns: [`${start}*`],
    template: {
      settings: {
        number_of_replicas: 1,
        refresh_interval: '7s',
        default_pipeline: `${start}template`,
        final_pipeline: `${start}template`,
        'blocks.write': true,
      },
      mappings: { properties: { extra: { type: 'keyword' } } },
      aliases: { [`${start}everything`]: {} },
    },
  })

  it('adds what the dump lacks; that is listed, and its settings act afterwards', async () => {
    await putRewriter(`${start}template`)
    expect((await request('PUT', `/_index_template/${start}t`, template())).status).toBe(200)
    const { index, run } = await restoreWith({}, amount)
    await expectWhole(index, run)
    expect(extrasOf(run)).toMatchObject({
      aliases: [`${start}everything`],
      mappings: ['extra'],
      settings: ['default_pipeline', 'final_pipeline', 'refresh_interval'],
    })
    expect(await settingsOf(index)).toMatchObject({
      number_of_replicas: '1',
      refresh_interval: '7s',
      default_pipeline: `${start}template`,
      final_pipeline: `${start}template`,
      'blocks.write': 'true',
    })
    expect(run.summary).toContain('extra')
    expect(run.summary).toContain('default_pipeline')
    expect(run.summary).toContain(`${start}everything`)
  })

  it('is listed also where only mapping and data are restored', async () => {
    await putRewriter(`${start}template`)
    expect((await request('PUT', `/_index_template/${start}t`, template())).status).toBe(200)
    const { index, run } = await restoreWith({}, { types: 'mapping,data', ...amount })
    expect(run.code, run.shown).toBe(0)
    expect(extrasOf(run)).toMatchObject({
      aliases: [`${start}everything`],
      mappings: ['extra'],
      settings: ['default_pipeline', 'final_pipeline', 'refresh_interval'],
    })
    expect(await settingsOf(index)).toMatchObject({ refresh_interval: '7s', number_of_replicas: '1' })
  })

  it('gives way to what the dump says', async () => {
    await putRewriter(`${start}template`)
    expect((await request('PUT', `/_index_template/${start}t`, template())).status).toBe(200)
    const own = { number_of_replicas: '0', refresh_interval: '3s', default_pipeline: '_none' }
    const { index, run } = await restoreWith(own, amount)
    await expectWhole(index, run)
    expect(await settingsOf(index)).toMatchObject(own)
  })
})

describe.each(LOADS)('settings of the dump that would slow the load of %s', (_, amount) => {
  it('are back after it, and the defaults where the dump has none', async () => {
    const replicas = { number_of_replicas: '1' }
    const cases: { given: Settings; changed: Settings }[] = [
      { given: { number_of_replicas: '2', refresh_interval: '30s' }, changed: {} },
      { given: { number_of_replicas: '0', refresh_interval: '-1' }, changed: {} },
      { given: { number_of_replicas: '0', auto_expand_replicas: '0-1' }, changed: {} },
      { given: { 'write.wait_for_active_shards': 'all', ...replicas }, changed: {} },
      {
        given: { write: { wait_for_active_shards: '2' }, ...replicas },
        changed: { write: undefined, 'write.wait_for_active_shards': '2' },
      },
      // Dumped from two nodes: one node makes 0 of it, which is what the setting says.
      { given: { auto_expand_replicas: '0-1', ...replicas }, changed: { number_of_replicas: '0' } },
      { given: {}, changed: replicas },
    ]
    const { indices, run } = await restoreAll(
      cases.map(({ given }) => given),
      amount,
    )
    for (const [i, { given, changed }] of cases.entries()) {
      const index = indices[i] ?? ''
      await request('POST', `/${index}/_refresh`)
      await expectWhole(index, run)
      const settings = Object.entries(await settingsOf(index))
      const found = settings.filter(([name]) => /replicas|refresh|pipeline|blocks|wait_for/.test(name))
      // Through JSON, so that what is undefined is not there.
      expect(Object.fromEntries(found)).toEqual(JSON.parse(JSON.stringify({ ...given, ...changed })))
    }
  })
})
