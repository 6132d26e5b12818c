import { expect, it } from 'vitest'
import type { ClusterStep } from '../../../src/plan/index.js'
import { composedBody } from '../../../src/restore/dry-run/composed.js'

const part = (name: string, template: object): ClusterStep => ({
  type: 'component_template',
  name,
  body: { template },
})
const whole = (body: Record<string, unknown>): ClusterStep => ({
  type: 'index_template',
  name: 'whole',
  body,
})

it('has what it is composed of in itself, the later over the earlier, as the cluster composes it', () => {
  const parts = [
    part('a', {
      settings: { index: { number_of_shards: 2, refresh_interval: '9s' } },
      mappings: {
        dynamic: false,
        properties: {
          n: { type: 'keyword', ignore_above: 3 },
          o: { properties: { x: { type: 'long' }, y: { type: 'long' } } },
        },
      },
    }),
    part('b', { settings: { number_of_shards: 3 }, aliases: { all: {} } }),
    part('unasked', { aliases: { other: {} } }),
  ]
  const mappings = { properties: { n: { type: 'long' }, o: { properties: { y: { type: 'text' } } } } }
  const body = {
    index_patterns: ['w*'],
    composed_of: ['held', 'a', 'b'],
    priority: 7,
    template: { mappings },
  }
  expect(JSON.parse(JSON.stringify(composedBody(whole(body), parts)))).toEqual({
    index_patterns: ['w*'],
    composed_of: ['held'],
    priority: 7,
    template: {
      settings: { index: { number_of_shards: 3, refresh_interval: '9s' } },
      mappings: {
        dynamic: false,
        properties: {
          n: { type: 'long' },
          o: { properties: { x: { type: 'long' }, y: { type: 'text' } } },
        },
      },
      aliases: { all: {} },
    },
  })
})

it('stays what it is where none of it is put before', () => {
  const body = { index_patterns: ['w*'], composed_of: ['held'] }
  expect(composedBody(whole(body), [part('a', {})])).toBe(body)
})
