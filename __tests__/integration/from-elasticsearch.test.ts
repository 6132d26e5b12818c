import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type ActionRun, runAction } from '../support/action.js'
import { createIndex, documentsOf, numbered, removeDumps, writeDump } from '../support/dumps.js'
import { elasticsearchIndex } from '../support/elasticsearch-dumps.js'
import { cleanUp, prefix, request } from '../support/opensearch.js'
import { annotationOf, expectFailed, expectRestored, resultOf } from '../support/outcome.js'

const start = prefix('from-elasticsearch')
const index = `${start}books`
const ALL = { types: 'settings,analyzer,mapping,data', verify: 'full' }
const documents = {
  1: { title: 'Émile', year: 1762, '@timestamp': '2023-01-04T06:54:00Z', host: 'a' },
  2: { title: 'Walden', year: 1854, '@timestamp': '2023-01-05T06:54:00Z', host: 'b' },
}

afterEach(async () => {
  await request('PUT', `/${start}*/_settings?expand_wildcards=all`, { 'index.blocks.write': null })
  await cleanUp(start)
})
afterAll(removeDumps)

async function settingsOf(name: string): Promise<Record<string, unknown>> {
  const { body } = await request('GET', `/${name}/_settings?flat_settings=true`)
  return (body[name] as { settings: Record<string, unknown> }).settings
}

async function mappingOf(name: string): Promise<unknown> {
  const { body } = await request('GET', `/${name}/_mapping`)
  return (body[name] as { mappings: unknown }).mappings
}

/** What the run says that it left out of the one index, in the report; summary and log have to say the same. */
function leftOut(run: ActionRun, name = index): string[] {
  const found = run.report?.leftOut ?? []
  expect(found.map((one) => [one.type, one.name])).toEqual([['index', name]])
  const parts = found[0]?.parts ?? []
  expect(run.summary).toContain('### Left out, as only Elasticsearch knows it')
  for (const part of parts.slice(0, 5)) {
    expect(run.summary).toContain(part)
    expect(run.shown).toMatch(new RegExp(`left out of ${name}, .*${part.replaceAll('.', '\\.')}`))
  }
  return parts.toSorted()
}

describe('a dump of Elasticsearch 6', () => {
  const fields = {
    title: { type: 'text', analyzer: 'folded', fields: { raw: { type: 'keyword', ignore_above: 256 } } },
    year: { type: 'short' },
  }
  const analysis = {
    analyzer: { folded: { type: 'custom', tokenizer: 'standard', filter: ['asciifolding'] } },
  }
  const settings = {
    analysis,
    max_result_window: '20000',
    mapping: { single_type: 'true', total_fields: { limit: '2000' } },
    mapper: { dynamic: 'false' },
    soft_deletes: { enabled: 'false' },
    xpack: { ccr: { following_index: 'true' } },
    lifecycle: { name: 'books', rollover_alias: 'books', indexing_complete: 'true' },
    // A frozen index
    frozen: 'true',
    search: { throttled: 'true', slowlog: { level: 'info' } },
    blocks: { write: 'true' },
    history: { uuid: 'kHq0o5uGTqK2m7Qk3cPq9A' },
    shrink: { source: { name: 'books-5', uuid: 'a2l0o5uGTqK2m7Qk3cPq9A' } },
  }
  const mapping = {
    _default_: { _all: { enabled: false } },
    doc: {
      _all: { enabled: false },
      dynamic_templates: [
        { words: { match_mapping_type: 'string', mapping: { type: 'text', include_in_all: false } } },
      ],
      properties: { ...fields, title: { ...fields.title, include_in_all: true } },
    },
  }

  it.each(['fail', 'replace', 'swap'])('is restored with if-exists: %s', async (ifExists) => {
    const dump = await writeDump({
      [index]: elasticsearchIndex(6, index, { settings, mapping, data: documents }),
    })
    const run = await runAction({ dump, ...ALL, 'if-exists': ifExists })
    expectRestored(run)
    expect(run.outputs.verified).toBe('true')
    expect(leftOut(run)).toEqual([
      'index.frozen',
      'index.lifecycle.indexing_complete',
      'index.lifecycle.name',
      'index.lifecycle.rollover_alias',
      'index.mapper.dynamic',
      'index.mapping.single_type',
      'index.search.throttled',
      'index.soft_deletes.enabled',
      'index.xpack.ccr.following_index',
      'mappings._all',
      'mappings._default_',
      'mappings.dynamic_templates.words.mapping.include_in_all',
      'mappings.properties.title.include_in_all',
    ])
    const [name = ''] = Object.keys((await request('GET', `/${index}`)).body)
    expect(await settingsOf(name)).toMatchObject({
      'index.number_of_shards': '5',
      'index.max_result_window': '20000',
      'index.mapping.total_fields.limit': '2000',
      'index.search.slowlog.level': 'info',
      'index.blocks.write': 'true',
      'index.analysis.analyzer.folded.tokenizer': 'standard',
    })
    expect(await mappingOf(name)).toEqual({
      dynamic_templates: [{ words: { match_mapping_type: 'string', mapping: { type: 'text' } } }],
      properties: { ...fields, '@timestamp': { type: 'date' }, host: { type: 'text' } },
    })
    await request('PUT', `/${name}/_settings`, { 'index.blocks.write': null })
    expect(await documentsOf(index)).toEqual(documents)
  })

  it('fails an index of several types, and no other', async () => {
    const several = { book: { properties: fields }, author: { properties: fields } }
    const dump = await writeDump({
      [index]: elasticsearchIndex(6, index, { settings, mapping: several, data: documents }),
      [`${index}2`]: elasticsearchIndex(6, `${index}2`, { settings, mapping, data: documents }),
    })
    const run = await runAction({ dump, ...ALL })
    expectFailed(run)
    expect(annotationOf(run, index)).toContain('has 2 types (book, author)')
    expect(annotationOf(run, index)).toContain('Reindex each type')
    expect((await request('HEAD', `/${index}`)).status).toBe(404)
    expect(resultOf(run, `${index}2`)).toMatchObject({ status: 'ok', verified: true })
    expect(leftOut(run, `${index}2`)).toContain('mappings._all')
  })

  it('keeps parents out of an index that cannot have them', async () => {
    const child = { doc: { _parent: { type: 'book' }, properties: fields } }
    const dump = await writeDump({
      [index]: elasticsearchIndex(6, index, { settings, mapping: child, data: documents }),
    })
    const run = await runAction({ dump, ...ALL })
    expectFailed(run)
    expect(annotationOf(run, index)).toContain('OpenSearch has `join` fields')
  })
})

describe('a dump of Elasticsearch 7', () => {
  const mapping = {
    dynamic: 'strict',
    properties: {
      title: { type: 'text' },
      year: { type: 'short' },
      '@timestamp': { type: 'date' },
      host: { type: 'keyword', ignore_above: 1024 },
    },
  }
  const settings = {
    lifecycle: { name: 'logs-30d', rollover_alias: 'logs', parse_origination_date: 'true' },
    refresh_interval: '5s',
    hidden: 'true',
    codec: 'best_compression',
    query: { default_field: ['title', 'host'] },
    // A searchable snapshot
    store: { type: 'snapshot', snapshot: { repository_name: 'backups', partial: 'false' } },
    recovery: { type: 'SNAPSHOT_PREWARM' },
    allocation: { existing_shards_allocator: 'searchable_snapshot_allocator', max_retries: '7' },
    shard_limit: { group: 'frozen' },
    translog: { flush_threshold_size: '1gb' },
  }

  it('is restored', async () => {
    const dump = await writeDump({
      [index]: elasticsearchIndex(7, index, { settings, mapping, data: documents }),
    })
    const run = await runAction({ dump, ...ALL })
    expectRestored(run)
    expect(run.outputs.verified).toBe('true')
    expect(leftOut(run)).toEqual([
      'index.allocation.existing_shards_allocator',
      'index.lifecycle.name',
      'index.lifecycle.parse_origination_date',
      'index.lifecycle.rollover_alias',
      'index.recovery.type',
      'index.routing.allocation.include._tier_preference',
      'index.shard_limit.group',
      'index.store.snapshot.partial',
      'index.store.snapshot.repository_name',
      'index.store.type',
    ])
    const found = await settingsOf(index)
    expect(found).toMatchObject({
      'index.refresh_interval': '5s',
      'index.hidden': 'true',
      'index.codec': 'best_compression',
      'index.allocation.max_retries': '7',
      'index.translog.flush_threshold_size': '1gb',
    })
    expect(Object.keys(found).filter((key) => /tier|lifecycle|store/.test(key))).toEqual([])
    expect(await mappingOf(index)).toEqual(mapping)
    expect(await documentsOf(index)).toEqual(documents)
  })

  it('goes into an index that exists, without its settings, and tells nothing of them', async () => {
    await createIndex(index, { 9: { title: 'old' } })
    const data = numbered(3)
    const mapping = {
      doc: { properties: { n: { type: 'long' }, title: { type: 'text', include_in_all: true } } },
    }
    const dump = await writeDump({ [index]: elasticsearchIndex(6, index, { settings, mapping, data }) })
    const run = await runAction({ dump, types: 'settings,mapping,data', 'if-exists': 'append' })
    expectRestored(run)
    expect(run.outputs.verified).toBe('true')
    expect(leftOut(run)).toEqual(['mappings.properties.title.include_in_all'])
    const skipped = await runAction({ dump, types: 'settings,mapping,data', 'if-exists': 'skip' })
    expect(skipped.report?.leftOut).toEqual([])
    expect(skipped.summary).not.toContain('only Elasticsearch')
  })
})

describe('the example of the README', () => {
  it('restores indexes and templates', async () => {
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8')
    const [, section = ''] = readme.split('## From Elasticsearch\n')
    const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(section) ?? []
    const { uri: _, ...inputs } = (parse(example) as { with: Record<string, string> }).with
    const settings = { lifecycle: { name: 'p' } }
    const template = { [`${start}t`]: { index_patterns: [`${start}t*`], settings: { index: settings } } }
    const dump = await writeDump(
      { [index]: elasticsearchIndex(7, index, { settings, mapping: { _doc: {} }, data: documents }) },
      { 'cluster.template.json': JSON.stringify(JSON.stringify(template)) },
    )
    const run = await runAction({ ...inputs, dump })
    await request('DELETE', `/_template/${start}t`)
    expectRestored(run)
    expect(run.report?.leftOut.map((one) => ({ ...one, parts: one.parts.toSorted() }))).toEqual([
      { type: 'template', name: `${start}t`, parts: ['index.lifecycle.name'] },
      {
        type: 'index',
        name: index,
        parts: ['index.lifecycle.name', 'index.routing.allocation.include._tier_preference'],
      },
    ])
    expect(await documentsOf(index)).toEqual(documents)
  })
})

describe('a dump of Elasticsearch 8', () => {
  const mapping = {
    _data_stream_timestamp: { enabled: true },
    properties: {
      '@timestamp': { type: 'date' },
      host: { type: 'keyword' },
      title: { type: 'match_only_text' },
      year: { type: 'unsigned_long' },
    },
  }
  const settings = {
    mode: 'time_series',
    routing_path: ['host'],
    time_series: { start_time: '2023-01-01T00:00:00Z', end_time: '2024-01-01T00:00:00Z' },
    look_ahead_time: '2h',
    hidden: 'true',
    lifecycle: { name: 'metrics', prefer_ilm: 'true' },
    mapping: {
      total_fields: { limit: '2000', ignore_dynamic_beyond_limit: 'true' },
      source: { mode: 'synthetic' },
      dimension_fields: { limit: '16' },
    },
    search: { slowlog: { include: { user: 'true' }, threshold: { query: { warn: '1s' } } } },
    codec: 'legacy_best_compression',
  }
  const backing = `${start}.ds-metrics-2023.01.04-000001`

  it('is restored, the index behind a data stream too', async () => {
    const dump = await writeDump({
      [backing]: elasticsearchIndex(8, backing, { settings, mapping, data: documents }),
    })
    const run = await runAction({ dump, ...ALL })
    expectRestored(run)
    expect(run.outputs.verified).toBe('true')
    expect(leftOut(run, backing)).toEqual([
      'index.codec',
      'index.lifecycle.name',
      'index.lifecycle.prefer_ilm',
      'index.look_ahead_time',
      'index.mapping.dimension_fields.limit',
      'index.mapping.source.mode',
      'index.mapping.total_fields.ignore_dynamic_beyond_limit',
      'index.mode',
      'index.routing.allocation.include._tier_preference',
      'index.routing_path',
      'index.search.slowlog.include.user',
      'index.time_series.end_time',
      'index.time_series.start_time',
    ])
    expect(await settingsOf(backing)).toMatchObject({
      'index.mapping.total_fields.limit': '2000',
      'index.search.slowlog.threshold.query.warn': '1s',
    })
    expect(await documentsOf(backing)).toEqual(documents)
  })

  it('is planned with the same left out, and nothing written', async () => {
    const dump = await writeDump({
      [index]: elasticsearchIndex(8, index, { settings, mapping, data: documents }),
    })
    const run = await runAction({ dump, ...ALL, 'dry-run': 'true' })
    expect(run.code, run.shown).toBe(0)
    expect(leftOut(run)).toContain('index.time_series.end_time')
    expect((await request('HEAD', `/${index}`)).status).toBe(404)
  })

  it('has settings that a plugin of OpenSearch may know: those are the cluster’s to refuse', async () => {
    const dump = await writeDump({
      [index]: elasticsearchIndex(8, index, {
        settings: { ...settings, knn: 'true' },
        mapping,
        data: documents,
      }),
    })
    const run = await runAction({ dump, ...ALL })
    expectFailed(run)
    expect(annotationOf(run, index)).toContain('unknown setting [index.knn]')
    expect(annotationOf(run, index)).toContain('Leave it out with `ignore-index-settings`')
    expectRestored(await runAction({ dump, ...ALL, 'ignore-index-settings': 'knn' }))
  })

  it('keeps what is given over what is left out', async () => {
    const dump = await writeDump({
      [index]: elasticsearchIndex(8, index, { settings, mapping, data: documents }),
    })
    const given = { 'index-settings': '{"codec": "best_compression"}' }
    const run = await runAction({ dump, ...ALL, ...given })
    expectRestored(run)
    expect(leftOut(run)).not.toContain('index.codec')
    expect(await settingsOf(index)).toMatchObject({ 'index.codec': 'best_compression' })
    const foreign = { 'index-settings': '{"lifecycle.name": "mine"}', 'if-exists': 'replace' }
    const refused = await runAction({ dump, ...ALL, ...foreign })
    expectFailed(refused)
    expect(annotationOf(refused, index)).toContain('Correct it in `index-settings`')
  })
})

describe('what OpenSearch names otherwise or lacks', () => {
  const failing = async (fields: object, more: object = {}) => {
    const mapping = { ...more, properties: { title: { type: 'text' }, ...fields } }
    const dump = await writeDump({
      [index]: elasticsearchIndex(8, index, { settings: {}, mapping, data: documents }),
    })
    const run = await runAction({ dump, ...ALL })
    expectFailed(run)
    expect((await request('HEAD', `/${index}`)).status).toBe(404)
    return annotationOf(run, index)
  }

  it.each([
    [
      { labels: { type: 'flattened' }, host: { properties: { labels: { type: 'flattened' } } } },
      '`flat_object`',
    ],
    [{ a: { type: 'dense_vector', dims: 3, index: true, similarity: 'cosine' } }, '`knn_vector`'],
    [{ a: { type: 'sparse_vector' } }, '`rank_features`'],
    [{ a: { type: 'semantic_text', inference_id: 'elser' } }, '`semantic`'],
    [
      { a: { type: 'aggregate_metric_double', metrics: ['max'], default_metric: 'max' } },
      'nothing of the kind',
    ],
    [{ a: { type: 'histogram' } }, 'nothing of the kind'],
    [{ a: { type: 'point' } }, '`xy_point`'],
    [{ a: { type: 'shape' } }, '`xy_shape`'],
    [{ a: { type: 'constant_keyword' } }, 'needs its `value`'],
    [{ a: { type: 'keyword', time_series_dimension: true } }, 'no time series mode'],
    [{ a: { type: 'double', time_series_metric: 'gauge' } }, 'no time series mode'],
    [{ a: { type: 'keyword', synthetic_source_keep: 'all' } }, 'keeps every source as it came'],
    [{ a: { type: 'object', subobjects: false } }, 'makes objects of dotted names'],
    [{ a: { type: 'long', script: { source: 'emit(1)' } } }, 'ingest pipeline'],
  ])('fails with what there is instead: %j', async (fields, hint) => {
    const message = await failing(fields)
    expect(message).toContain(hint)
    expect(message).toContain(`${index}.mapping.json`)
    if ('labels' in fields) expect(message).toContain('Fields `labels`, `host.labels`')
    else expect(message).toContain('Field `a`')
  })

  it.each([
    [{ runtime: { day: { type: 'keyword' } } }, '`derived`'],
    [{ _source: { mode: 'synthetic' } }, 'keeps every source as it came'],
    [{ subobjects: false }, 'makes objects of dotted names'],
    [{ dynamic: 'runtime' }, 'no runtime fields'],
    [{ _size: { enabled: true } }, 'mapper-size'],
  ])('fails with what there is instead of %j of a mapping', async (more, hint) => {
    expect(await failing({}, more)).toContain(hint)
  })

  it('is told where only a dynamic template has it, with which the documents are rejected', async () => {
    const template = { labels: { match: 'labels_*', mapping: { type: 'flattened' } } }
    const data = { 1: { labels_a: { x: 1 } } }
    const mapping = { dynamic_templates: [template] }
    const dump = await writeDump({ [index]: elasticsearchIndex(8, index, { settings: {}, mapping, data }) })
    const run = await runAction({ dump, ...ALL })
    expectFailed(run)
    expect(annotationOf(run, index)).toContain('`flat_object`')
  })

  it('leaves a missing analysis plugin to be put right by inputs', async () => {
    const analysis = {
      filter: { stems: { type: 'phonetic', encoder: 'metaphone' } },
      analyzer: { sounds: { type: 'custom', tokenizer: 'standard', filter: ['stems'] } },
    }
    const mapping = { properties: { title: { type: 'text', analyzer: 'sounds' } } }
    const dump = await writeDump({
      [index]: elasticsearchIndex(7, index, { settings: { analysis }, mapping, data: documents }),
    })
    const run = await runAction({ dump, ...ALL })
    expectFailed(run)
    expect(annotationOf(run, index)).toMatch(/phonetic.*`ignore-index-settings`.*`index-settings`/s)
    const other = JSON.stringify({ analysis: { filter: { stems: { type: 'lowercase' } } } })
    expectRestored(
      await runAction({
        dump,
        ...ALL,
        'ignore-index-settings': 'analysis.filter.stems.*',
        'index-settings': other,
      }),
    )
  })

  it('says which setting to leave out for a similarity that is gone', async () => {
    const settings = { similarity: { default: { type: 'classic' } } }
    const dump = await writeDump({
      [index]: elasticsearchIndex(6, index, { settings, mapping: {}, data: documents }),
    })
    const run = await runAction({ dump, ...ALL })
    expectFailed(run)
    expect(annotationOf(run, index)).toContain('Leave it out with `ignore-index-settings`')
    expectRestored(await runAction({ dump, ...ALL, 'ignore-index-settings': 'similarity.*' }))
  })
})
