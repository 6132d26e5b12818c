import { describe, expect, it } from 'vitest'
import { restorableSteps } from '../../../../src/plan/elasticsearch/templates.js'
import type { ClusterStep } from '../../../../src/plan/index.js'

const step = (type: ClusterStep['type'], name: string, body: object): ClusterStep => ({
  type,
  name,
  body: body as ClusterStep['body'],
})

/** @returns what becomes of one step: its body, or none where it is left out, and the names of the parts left out */
function shaped(one: ClusterStep, ...more: ClusterStep[]) {
  const { steps, leftOut } = restorableSteps([one, ...more])
  return {
    body: JSON.parse(JSON.stringify(steps.find(({ name }) => name === one.name)?.body ?? null)),
    parts: leftOut.find(({ name }) => name === one.name)?.parts,
  }
}

describe('templates', () => {
  it('of a legacy kind lose settings and types', () => {
    const body = {
      index_patterns: ['logs-*'],
      settings: { index: { number_of_shards: '3', lifecycle: { name: 'p' } } },
      mappings: { doc: { _all: { enabled: false }, properties: { a: { type: 'keyword' } } } },
      aliases: {},
    }
    expect(shaped(step('template', 'logs', body))).toEqual({
      body: {
        ...body,
        settings: { index: { number_of_shards: '3' } },
        mappings: { properties: { a: { type: 'keyword' } } },
      },
      parts: ['index.lifecycle.name', 'mappings._all'],
    })
  })

  it('has policies of OpenSearch alone', () => {
    const own = { policy: { default_state: 'hot', states: [{ name: 'hot' }] } }
    expect(shaped(step('policy', 'mine', own))).toEqual({ body: own, parts: undefined })
    const lifecycle = { policy: { phases: { hot: { actions: {} } } } }
    expect(shaped(step('policy', 'theirs', lifecycle))).toEqual({ body: null, parts: [] })
  })

  it('of several types are the cluster’s to refuse', () => {
    const body = { index_patterns: ['x'], mappings: { a: { properties: {} }, b: { properties: {} } } }
    expect(shaped(step('template', 'x', body))).toEqual({ body, parts: undefined })
  })

  it('of the composable kind lose what their API has not', () => {
    const body = {
      index_patterns: ['logs-*'],
      composed_of: ['mine', 'theirs', 'absent'],
      ignore_missing_component_templates: ['absent', 'mine'],
      deprecated: false,
      data_stream: { hidden: false, allow_custom_routing: false, timestamp_field: { name: '@timestamp' } },
      template: {
        settings: { 'index.lifecycle.name': 'p', 'index.codec': 'best_compression' },
        lifecycle: { enabled: true },
      },
      _meta: { managed: false },
    }
    expect(shaped(step('index_template', 'logs', body), step('component_template', 'mine', {}))).toEqual({
      body: {
        index_patterns: ['logs-*'],
        composed_of: ['mine', 'theirs'],
        data_stream: { timestamp_field: { name: '@timestamp' } },
        template: { settings: { index: { codec: 'best_compression' } } },
        _meta: { managed: false },
      },
      parts: [
        'deprecated',
        'ignore_missing_component_templates',
        'composed_of.absent',
        'data_stream.allow_custom_routing',
        'data_stream.hidden',
        'template.lifecycle',
        'index.lifecycle.name',
      ],
    })
  })

  it.each<[ClusterStep['type'], string, object]>([
    ['template', '.monitoring-es', {}],
    ['template', '.watch-history-9', {}],
    ['template', 'security-index-template', {}],
    ['index_template', 'logs', { _meta: { managed: true } }],
    ['component_template', 'ecs@mappings', { _meta: { managed: true }, template: {} }],
  ])('that are Elasticsearch’s own are left out whole: %s %s', (type, name, body) => {
    expect(shaped(step(type, name, body))).toEqual({ body: null, parts: [] })
  })

  it.each<[ClusterStep['type'], string, object]>([
    ['template', '.mine', { index_patterns: ['a'] }],
    ['template', 'monitoring', { index_patterns: ['a'], settings: { number_of_shards: 1 } }],
    ['index_template', 'logs', { index_patterns: ['a'], _meta: { managed: 'yes' } }],
    ['script', '.ml', { script: { lang: 'painless', source: '1' } }],
    ['policy', 'p', { policy: { lifecycle: 1 }, _meta: { managed: true } }],
  ])('and the rest stay as they are: %s %s', (type, name, body) => {
    expect(shaped(step(type, name, body))).toEqual({ body, parts: undefined })
  })

  it('keep their order', () => {
    const steps = ['b', '.monitoring-x', 'a'].map((name) => step('template', name, {}))
    expect(restorableSteps(steps).steps.map(({ name }) => name)).toEqual(['b', 'a'])
  })
})
