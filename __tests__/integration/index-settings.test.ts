import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { runAction } from '../support/action.js'
import { createIndex, numbered, removeDumps, writeDump } from '../support/dumps.js'
import { cleanUp, prefix, request } from '../support/opensearch.js'
import { annotationOf, expectFailed, expectRestored, resultOf } from '../support/outcome.js'

const start = prefix('index-settings')
const index = `${start}shop`
const ALL = { types: 'settings,analyzer,data', verify: 'full' }
/** What fits into one request is loaded with the settings that would slow a larger load. */
const AMOUNTS = [
  ['one request', {}],
  ['several requests', { 'batch-size': '1kb' }],
] as const

/** @returns the index's settings, flat, without `index.` */
async function settingsOf(name: string): Promise<Record<string, unknown>> {
  const { body } = await request('GET', `/${name}/_settings?flat_settings=true`)
  const { settings } = body[name] as { settings: Record<string, unknown> }
  return Object.fromEntries(Object.entries(settings).map(([key, value]) => [key.slice(6), value]))
}

const dumpWith = (settings: object, more: object = {}) =>
  writeDump({ [index]: { data: numbered(60), settings: { number_of_shards: '1', ...settings }, ...more } })
const laid = (settings: object) => ({ 'index-settings': JSON.stringify(settings) })

afterEach(async () => {
  await request('PUT', `/${index}/_settings`, { 'index.blocks.write': null })
  await cleanUp(start)
  await request('DELETE', `/_index_template/${start}*`)
  await request('DELETE', `/_ingest/pipeline/${start}*`)
})
afterAll(removeDumps)

describe('index-settings', () => {
  const dumped = {
    refresh_interval: '9s',
    number_of_replicas: '1',
    codec: 'best_compression',
    default_pipeline: `${start}dumped`,
    blocks: { write: 'false' },
    mapping: { total_fields: { limit: '500' } },
  }
  const given = {
    index: { refresh_interval: '33s', 'write.wait_for_active_shards': 'all', blocks: { write: true } },
    'index.number_of_replicas': 0,
    number_of_shards: 3,
    default_pipeline: `${start}given`,
    mapping: { total_fields: { limit: 2000 } },
    'search.idle.after': '7s',
  }
  const expected = {
    refresh_interval: '33s',
    'write.wait_for_active_shards': 'all',
    'blocks.write': 'true',
    number_of_replicas: '0',
    number_of_shards: '3',
    default_pipeline: `${start}given`,
    'mapping.total_fields.limit': '2000',
    'search.idle.after': '7s',
  }

  it.each(AMOUNTS)('hold at the end over those of the dump: %s', async (_, inputs) => {
    const dump = await dumpWith(dumped)
    // It would refuse every document, were it there while they are loaded.
    const processors = [{ fail: { message: 'too early' } }]
    await request('PUT', `/_ingest/pipeline/${start}given`, { processors })
    const run = await runAction({ dump, ...ALL, ...laid(given), ...inputs })
    expectRestored(run)
    expect(run.outputs.verified).toBe('true')
    expect(await settingsOf(index)).toMatchObject({ ...expected, codec: 'best_compression' })
    expect(resultOf(run, index).checks.find(({ name }) => name === 'settings')).toMatchObject({ ok: true })
  })

  it.each(AMOUNTS)('apply where settings are not asked for: %s', async (_, inputs) => {
    const dump = await dumpWith(dumped)
    const run = await runAction({ dump, types: 'data', ...laid(given), ...inputs })
    expectRestored(run)
    const settings = await settingsOf(index)
    expect(settings).toMatchObject(expected)
    expect(settings.codec).toBeUndefined()
    const { checks } = resultOf(run, index)
    expect(checks.find(({ name }) => name === 'settings')).toMatchObject({ ok: true, differences: [] })
  })

  it.each(AMOUNTS)(
    'hold over what a template of the cluster brings, null for the default: %s',
    async (_, inputs) => {
      await request('PUT', `/_index_template/${start}t`, {
        index_patterns: [`${index}*`],
        template: {
          settings: { auto_expand_replicas: '0-all', refresh_interval: '44s', 'search.idle.after': '5s' },
        },
      })
      const dump = await dumpWith({})
      const settings = { number_of_replicas: 2, 'search.idle.after': null, refresh_interval: null }
      expectRestored(await runAction({ dump, ...ALL, ...laid(settings), ...inputs }))
      const found = await settingsOf(index)
      expect(found).toMatchObject({ number_of_replicas: '2', auto_expand_replicas: 'false' })
      expect([found.refresh_interval ?? null, found['search.idle.after'] ?? null]).toEqual([null, null])
    },
  )

  it('lie over the analysis of the dump', async () => {
    const analyzer = (stopwords: string[]) => ({
      analysis: {
        filter: { words: { type: 'stop', stopwords } },
        analyzer: { plain: { type: 'custom', tokenizer: 'standard', filter: ['words'] } },
      },
    })
    const dump = await dumpWith(analyzer(['dumped']))
    const run = await runAction({ dump, types: 'analyzer,data', ...laid(analyzer(['given'])) })
    expectRestored(run)
    const { body } = await request('POST', `/${index}/_analyze`, { analyzer: 'plain', text: 'dumped given' })
    expect((body.tokens as { token: string }[]).map(({ token }) => token)).toEqual(['dumped'])
    // The same again goes into what is there.
    expectRestored(
      await runAction({ dump, types: 'analyzer,data', 'if-exists': 'append', ...laid(analyzer(['given'])) }),
    )
  })

  it.each(['replace', 'swap'])('hold in an index that takes the place of another: %s', async (ifExists) => {
    const dump = await dumpWith({ ...dumped, lifecycle: { name: 'policy' } })
    await createIndex(index, { 1: { n: 0 } }, { settings: { refresh_interval: '5s' } })
    const settings = { ...given, 'index.max_result_window': null }
    const ignored = { 'ignore-index-settings': 'lifecycle' }
    const run = await runAction({ dump, ...ALL, 'if-exists': ifExists, ...laid(settings), ...ignored })
    expectRestored(run)
    expect(run.outputs.verified).toBe('true')
    const { body } = await request('GET', `/${index}`)
    const [name = ''] = Object.keys(body)
    expect(name === index).toBe(ifExists === 'replace')
    expect(await settingsOf(name)).toMatchObject({ ...expected, codec: 'best_compression' })
    await request('PUT', `/${name}/_settings`, { 'index.blocks.write': null })
  })

  it('are not applied to an index that exists, which is told', async () => {
    await createIndex(index, { 1: { n: 0 } }, { settings: { refresh_interval: '5s' } })
    const dump = await dumpWith({})
    const run = await runAction({ dump, ...ALL, 'if-exists': 'append', ...laid({ refresh_interval: '33s' }) })
    expectRestored(run)
    expect(await settingsOf(index)).toMatchObject({ refresh_interval: '5s' })
    const warning = `\`index-settings\` is not applied to what exists: ${index} keep their settings.`
    expect(run.report?.warnings).toContain(warning)
    expect(run.shown).toContain(warning)
    expect(run.summary).toContain('is not applied to what exists')
  })

  it('that the cluster refuses are to be corrected there, and leave nothing', async () => {
    const dump = await dumpWith({})
    const run = await runAction({ dump, ...ALL, ...laid({ number_of_replica: 1 }) })
    expectFailed(run)
    const message = annotationOf(run, index)
    expect(message).toContain('unknown setting [index.number_of_replica]')
    expect(message).toContain('Correct it in `index-settings`.')
    expect((await request('HEAD', `/${index}`)).status).toBe(404)
  })
})

describe('ignore-index-settings', () => {
  const foreign = {
    future: { name: 'policy', rollover_alias: 'logs' },
    routing: { allocation: { include: { _tier_preference: 'data_hot' } } },
    codec: 'best_compression',
  }

  it('leave out what OpenSearch does not know, with which the index is refused', async () => {
    const dump = await dumpWith(foreign)
    const refused = await runAction({ dump, ...ALL })
    expectFailed(refused)
    expect(annotationOf(refused, index)).toContain('Leave it out with `ignore-index-settings`')
    const run = await runAction({ dump, ...ALL, 'ignore-index-settings': 'index.future.*, routing' })
    expectRestored(run)
    expect(run.outputs.verified).toBe('true')
    const settings = await settingsOf(index)
    expect(settings.codec).toBe('best_compression')
    expect(Object.keys(settings).filter((name) => /future|routing/.test(name))).toEqual([])
    expect(run.report?.warnings).toEqual([])
  })

  it('leave out a filter that the cluster lacks', async () => {
    const filter = { odd: { type: 'no_such_filter' }, words: { type: 'stop', stopwords: ['a'] } }
    const dump = await dumpWith({ analysis: { filter } })
    expectFailed(await runAction({ dump, types: 'analyzer,data' }))
    const run = await runAction({
      dump,
      types: 'analyzer,data',
      'ignore-index-settings': 'analysis.filter.odd.*',
    })
    expectRestored(run)
    expect(Object.keys(await settingsOf(index)).filter((name) => name.includes('filter'))).toEqual([
      'analysis.filter.words.stopwords',
      'analysis.filter.words.type',
    ])
  })

  it('that fit nothing are told', async () => {
    const dump = await dumpWith(foreign)
    const run = await runAction({ dump, types: 'data', 'ignore-index-settings': 'lifecycle.*' })
    expectRestored(run)
    expect(run.report?.warnings).toEqual([expect.stringContaining('`types` asks for no settings')])
  })
})
