import { describe, expect, it } from 'vitest'
import { Ordinals } from '../../../src/dump/index.js'
import { RestoreError } from '../../../src/errors.js'
import { buildPlan, printPlan } from '../../../src/plan/index.js'
import { partsOf, planOf, readIndex, SCAN } from './parts.js'

describe('printPlan', () => {
  it('says what is done with each index', () => {
    const superseded = new Ordinals()
    superseded.add(1)
    superseded.add(2)
    const plan = buildPlan(
      partsOf(
        [
          readIndex('a', { leftOut: ['index.lifecycle.name', 'index.mode'] }),
          readIndex('b', { target: 'c', data: { ...SCAN, lines: 7, distinct: 5, superseded } }),
          readIndex('d', { types: ['mapping', 'alias'], data: undefined }),
          readIndex('e'),
          readIndex('f', { fault: new RestoreError('DUMP_UNREADABLE', 'f.json: cut') }),
        ],
        {
          states: new Map([['e', { kind: 'index', marker: undefined }]]),
          ifExists: 'skip',
          isDataAsked: false,
          clusterSteps: [{ type: 'index_template', name: 't', body: {} }],
          notRestored: [{ type: 'settings', indices: ['1', '2', '3', '4', '5', '6', '7'] }],
          leftOut: [{ type: 'template', name: '.watches', parts: [] }],
          warnings: ['no mapping'],
        },
      ),
    )
    expect(printPlan(plan)).toEqual([
      'index_template t: put',
      'a: create: analyzer, mapping, data, 3 documents',
      'b → c: create: analyzer, mapping, data, 5 documents (2 more are named again later)',
      'd: create: mapping, alias',
      'e: exists, skipped',
      'f: cannot be restored: f.json: cut',
      'not asked for: settings (1, 2, 3, 4, 5 and 2 more)',
      "left out: template .watches, which is Elasticsearch's own",
      'left out of a, as only Elasticsearch knows it: index.lifecycle.name, index.mode',
      'note: no mapping',
    ])
  })

  it('has nothing to say of nothing', () => {
    expect(printPlan(planOf([]))).toEqual([])
  })
})
