import { expect, it } from 'vitest'
import { buildPlan, type ClusterStep, templatesToCome } from '../../../src/plan/index.js'
import { withoutFailedTemplates } from '../../../src/restore/failed-templates.js'
import { partsOf, readIndex } from '../plan/parts.js'

const step = (type: ClusterStep['type'], name: string, body: object): ClusterStep => ({
  type,
  name,
  body: body as Record<string, unknown>,
})
const fields = { mappings: { properties: { n: { type: 'long' } } } }

/** @returns what becomes of an index called shop, made with these templates of which those failed */
function outcome(steps: ClusterStep[], failed: string[], metadata: object, isDataStream = false) {
  const templates = templatesToCome([], steps)
  const dataStreams = new Set(isDataStream ? ['shop'] : [])
  const { indices } = buildPlan(partsOf([readIndex('shop', { metadata })], { templates, dataStreams }))
  const results = steps.map(({ type, name }) => ({
    type,
    name,
    status: failed.includes(name) ? ('failed' as const) : ('ok' as const),
  }))
  const { indices: left, warnings } = withoutFailedTemplates(indices, results)
  return { fault: left[0]?.fault?.message, hint: left[0]?.fault?.hint, steps: left[0]?.steps, warnings }
}

const composed = [
  step('component_template', 'part', {
    template: { settings: { 'index.analysis.filter.x.type': 'lowercase' } },
  }),
  step('index_template', 'whole', { index_patterns: 'sh*', composed_of: ['part'], template: fields }),
]
const legacy = [
  step('template', 'one', { index_patterns: ['sh*'], ...fields }),
  step('template', 'two', { index_patterns: ['sh*'], aliases: { all: {} } }),
]

it('an index is not made where a template that failed alone brings what it should have', () => {
  const lost = outcome(composed, ['whole'], {})
  expect(lost).toMatchObject({
    fault:
      'index shop is not restored: the index_template whole failed, which alone brings its settings, mappings',
    steps: [],
    warnings: [],
  })
  expect(lost.hint).toContain('add `settings`, `mapping` to `types`')
  expect(outcome(composed, ['part'], { mappings: {} }).fault).toContain('component_template part failed')
  expect(outcome(legacy, ['one', 'two'], { aliases: {} }).fault).toContain('template one failed')
})

it('an index is made, with a warning, where the dump has all of that itself', () => {
  for (const own of [
    { mappings: {}, settings: {} },
    { mappings: {}, analysis: { filter: {} } },
  ]) {
    const { fault, warnings } = outcome(composed, ['whole'], own)
    expect(fault).toBeUndefined()
    expect(warnings).toEqual([
      expect.stringContaining('The index_template whole failed, which is for shop as well'),
    ])
  }
  // What the other brings is there.
  expect(outcome(legacy, ['two'], { aliases: {} }).fault).toBeUndefined()
})

it('nothing is said where all went well, or another was meant', () => {
  expect(outcome(composed, [], {})).toMatchObject({ fault: undefined, warnings: [] })
  const other = step('index_template', 'other', { index_patterns: ['x*'], template: fields })
  expect(outcome([...composed, other], ['other'], {})).toMatchObject({ fault: undefined, warnings: [] })
})

it('a data stream is not made by another template than its own', () => {
  const { fault, hint } = outcome(composed, ['whole'], { mappings: {}, settings: {} }, true)
  expect(fault).toBe('data stream shop is not restored: the index_template whole failed, which makes it')
  expect(hint).not.toContain('types')
})
