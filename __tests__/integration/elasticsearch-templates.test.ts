import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { runAction } from '../support/action.js'
import { removeDumps, writeDump } from '../support/dumps.js'
import { prefix, request } from '../support/opensearch.js'
import { expectFailed, expectRestored } from '../support/outcome.js'

const start = prefix('es-templates')

afterEach(async () => {
  for (const type of ['index_template', 'component_template', 'template'])
    await request('DELETE', `/_${type}/${start}*`)
})
afterAll(removeDumps)

/** @returns the file of a dump that elasticdump writes of such templates */
function file(type: string, bodies: Record<string, object>): string {
  const list = Object.entries(bodies).map(([name, body]) => ({ name, [type]: body }))
  return JSON.stringify(JSON.stringify(type === 'template' ? bodies : { [`${type}s`]: list }))
}

async function held(type: string, name: string): Promise<unknown> {
  const { status, body } = await request('GET', `/_${type}/${name}`)
  if (status !== 200) return status
  if (type === 'template') return body[name]
  return (body[`${type}s`] as Record<string, unknown>[])[0]?.[type]
}

describe('legacy templates of Elasticsearch 6', () => {
  it('come without lifecycles and types, and without those of Elasticsearch itself', async () => {
    const templates = {
      '.watches': { index_patterns: ['.watches*'], mappings: { doc: {} }, settings: {} },
      'security-index-template': { index_patterns: ['.security-*'], settings: {}, mappings: { doc: {} } },
      [`${start}logs`]: {
        order: 3,
        version: 60001,
        index_patterns: [`${start}logs-*`],
        settings: { index: { lifecycle: { name: 'p', rollover_alias: 'a' }, number_of_shards: '3' } },
        mappings: {
          doc: { _all: { enabled: false }, properties: { a: { type: 'keyword', include_in_all: false } } },
        },
        aliases: { [`${start}all`]: {} },
      },
      // As Elasticsearch 5 has it
      [`${start}old`]: { template: `${start}old-*`, settings: {}, mappings: { _default_: {} }, aliases: {} },
    }
    const dump = await writeDump({}, { 'cluster.template.json': file('template', templates) })
    const planned = await runAction({ dump, types: 'template', 'dry-run': 'true' })
    expect(planned.outputs.status, planned.shown).toBe('planned')
    const run = await runAction({ dump, types: 'template' })
    expectRestored(run)
    expect(await held('template', `${start}logs`)).toEqual({
      order: 3,
      version: 60001,
      index_patterns: [`${start}logs-*`],
      settings: { index: { number_of_shards: '3' } },
      mappings: { properties: { a: { type: 'keyword' } } },
      aliases: { [`${start}all`]: {} },
    })
    expect(await held('template', `${start}old`)).toMatchObject({ index_patterns: [`${start}old-*`] })
    expect(await held('template', '.watches')).toBe(404)
    expect(run.report?.clusterSteps.map(({ name, status }) => [name, status])).toEqual([
      [`${start}logs`, 'ok'],
      [`${start}old`, 'ok'],
    ])
    expect(run.report?.leftOut).toEqual([
      { type: 'template', name: '.watches', parts: [] },
      { type: 'template', name: 'security-index-template', parts: [] },
      {
        type: 'template',
        name: `${start}logs`,
        parts: [
          'index.lifecycle.name',
          'index.lifecycle.rollover_alias',
          'mappings._all',
          'mappings.properties.a.include_in_all',
        ],
      },
    ])
    expect(run.summary).toContain('- template `.watches`: all of it')
    expect(run.shown).toContain("left out: template .watches, which is Elasticsearch's own")
  })
})

describe('composable templates of Elasticsearch 8', () => {
  const components = {
    'logs@settings': {
      template: { settings: { index: { lifecycle: { name: 'logs' } } } },
      _meta: { managed: true },
    },
    [`${start}part`]: {
      template: {
        settings: { index: { lifecycle: { name: 'p' }, codec: 'best_compression' } },
        mappings: { properties: { '@timestamp': { type: 'date' } } },
        lifecycle: { enabled: true, data_retention: '7d' },
      },
      deprecated: false,
    },
  }
  const whole = {
    index_patterns: [`${start}logs-*`],
    composed_of: [`${start}part`, `${start}custom`],
    ignore_missing_component_templates: [`${start}custom`],
    priority: 500,
    allow_auto_create: true,
    data_stream: { hidden: false, allow_custom_routing: false },
    template: { settings: { index: { mode: 'logsdb', number_of_shards: '2' } } },
  }
  const dumped = (indexTemplates: Record<string, object>) =>
    writeDump(
      {},
      {
        'cluster.component_template.json': file('component_template', components),
        'cluster.index_template.json': file('index_template', indexTemplates),
      },
    )
  const types = { types: 'component_template,index_template' }

  it('come without what OpenSearch has not', async () => {
    const dump = await dumped({ [`${start}whole`]: whole })
    const planned = await runAction({ dump, ...types, 'dry-run': 'true' })
    expect(planned.code, planned.shown).toBe(0)
    expect(await held('index_template', `${start}whole`)).toBe(404)
    const run = await runAction({ dump, ...types })
    expectRestored(run)
    expect(run.report?.leftOut).toEqual(planned.report?.leftOut)
    expect(await held('component_template', `${start}part`)).toEqual({
      template: {
        settings: { index: { codec: 'best_compression' } },
        mappings: { properties: { '@timestamp': { type: 'date' } } },
      },
    })
    expect(await held('index_template', `${start}whole`)).toEqual({
      index_patterns: [`${start}logs-*`],
      composed_of: [`${start}part`],
      priority: 500,
      data_stream: { timestamp_field: { name: '@timestamp' } },
      template: { settings: { index: { number_of_shards: '2' } } },
    })
    expect(await held('component_template', 'logs@settings')).toBe(404)
    expect(run.report?.leftOut).toEqual([
      { type: 'component_template', name: 'logs@settings', parts: [] },
      {
        type: 'component_template',
        name: `${start}part`,
        parts: ['deprecated', 'template.lifecycle', 'index.lifecycle.name'],
      },
      {
        type: 'index_template',
        name: `${start}whole`,
        parts: [
          'allow_auto_create',
          'ignore_missing_component_templates',
          `composed_of.${start}custom`,
          'data_stream.allow_custom_routing',
          'data_stream.hidden',
          'index.mode',
        ],
      },
    ])
  })

  it('that need one of Elasticsearch’s own fail, and so do those with its field types; with what helps', async () => {
    const dump = await dumped({
      [`${start}needs`]: { index_patterns: [`${start}n-*`], composed_of: ['logs@settings'] },
      [`${start}fields`]: {
        index_patterns: [`${start}f-*`],
        template: { mappings: { properties: { labels: { type: 'flattened' } } } },
      },
    })
    const planned = await runAction({ dump, ...types, 'dry-run': 'true' })
    const done = await runAction({ dump, ...types })
    expectFailed(done)
    for (const run of [planned, done]) {
      expect(run.outputs.status).toBe('failed')
      expect(run.shown).not.toMatch(/index_it|simulate_/)
      const told = (name: string) => run.report?.clusterSteps.find((step) => step.name === name)?.failure
      expect(told(`${start}needs`)?.hint).toContain('`composed_of`')
      expect(told(`${start}fields`)?.hint).toContain('`flat_object`')
    }
  })
})
