import { describe, expect, it } from 'vitest'
import type { NameTemplate, TargetState } from '../../../src/cluster/index.js'
import { RestoreError } from '../../../src/errors.js'
import { aliasNames, buildPlan, type ClusterStep, templatesToCome } from '../../../src/plan/index.js'
import { type PlanParts, partsOf, readIndex } from './parts.js'

const INDEX: TargetState = { kind: 'index', marker: undefined }
const aliasOf = (...indices: string[]): TargetState => ({
  kind: 'alias',
  indices,
  isPartial: false,
  isOfAnother: false,
})
const written = (by: string, ...others: string[]): TargetState => ({
  ...(aliasOf(by, ...others) as Extract<TargetState, { kind: 'alias' }>),
  writeIndex: by,
})
const orders = (aliases: object, target = 'preview-orders') =>
  readIndex('orders', { target, metadata: { mappings: {}, aliases: aliases as Record<string, unknown> } })
const OTHER = readIndex('other', { target: 'preview-other', metadata: { aliases: { all: {} } } })

function planned(indices: PlanParts['indices'], given: Partial<PlanParts>) {
  return buildPlan(partsOf(indices, given))
}
const held = (state: TargetState) => new Map([['all', state]])

describe('an alias that shows more than before', () => {
  it('is told with the indexes that get it, those that have it, and what to do', () => {
    const { warnings } = planned([orders({ all: {} }), OTHER], { aliases: held(aliasOf('orders', 'people')) })
    expect(warnings).toEqual([
      'Alias all, which preview-orders, preview-other will have, is an alias of orders, people already: who reads it finds both, and who writes to it finds no index. Rename it with `rename-alias-pattern`, or leave `alias` out of `types`.',
    ])
  })

  it.each<[string, PlanParts['indices'], Partial<PlanParts>]>([
    ['nobody has it', [orders({ all: {} })], { aliases: held({ kind: 'missing' }) }],
    ['the user may not see it', [orders({ all: {} })], { aliases: new Map() }],
    ['the dump does not bring it', [orders({ mine: {} })], { aliases: held(aliasOf('orders')) }],
    [
      'the index that has it is replaced',
      [orders({ all: {} })],
      {
        ifExists: 'replace',
        states: new Map([['preview-orders', INDEX]]),
        aliases: held(aliasOf('preview-orders', 'people')),
      },
    ],
    [
      'the index that has it is behind a name that is swapped',
      [orders({ all: {} })],
      {
        ifExists: 'swap',
        states: new Map([['preview-orders', aliasOf('preview-orders--restoring-1')]]),
        aliases: held(aliasOf('preview-orders--restoring-1')),
      },
    ],
    [
      'all that have it are restored too',
      [orders({ all: {} }), OTHER],
      {
        ifExists: 'replace',
        states: new Map([['preview-other', INDEX]]),
        aliases: held(aliasOf('preview-other')),
      },
    ],
    [
      'another job of the matrix restores the one that has it',
      [orders({ all: {} })],
      { otherTargets: ['preview-people'], aliases: held(aliasOf('preview-people--restoring-1')) },
    ],
    [
      'the index is left alone',
      [orders({ all: {} })],
      {
        ifExists: 'skip',
        states: new Map([['preview-orders', INDEX]]),
        aliases: held(aliasOf('orders')),
      },
    ],
  ])('is not told where %s', (_, indices, given) => {
    expect(planned(indices, given).warnings).toEqual([])
  })

  it('is told where an index that has it is left alone, or fails', () => {
    const given = { states: new Map([['preview-other', INDEX]]), aliases: held(aliasOf('preview-other')) }
    for (const ifExists of ['skip', 'fail'] as const) {
      const { warnings } = planned([orders({ all: {} }), OTHER], { ...given, ifExists })
      expect(warnings).toEqual([expect.stringContaining('which preview-orders will have')])
    }
  })

  it('says where what is written to it goes', () => {
    const told = (options: object, state: TargetState) =>
      planned([orders({ all: options })], { aliases: held(state) }).warnings[0]
    expect(told({ is_write_index: true }, aliasOf('orders'))).toContain(
      'finds both, and what is written to it goes to preview-orders from then on.',
    )
    expect(told({}, written('people', 'orders'))).toContain('finds both. Rename it')
  })

  it('is looked up by every name that an alias can have, and by no pattern', () => {
    const templates = templatesToCome([], [])
    const odd = { all: {}, '*': {}, _all: {}, '<now>': {}, 'a,b': {}, '-x': {} }
    const faulty = readIndex('f', {
      metadata: { aliases: { f: {} } },
      fault: new RestoreError('DUMP_EMPTY', ''),
    })
    expect(aliasNames([orders(odd), orders({ all: {}, mine: {} }), faulty], templates)).toEqual([
      'all',
      'mine',
    ])
  })

  it('may come from a template, of the dump or of the cluster', () => {
    const template: NameTemplate = {
      name: 'live',
      patterns: ['preview-*'],
      priority: 1,
      isOfDataStreams: false,
      aliases: { all: {} },
    }
    const given = { aliases: held(aliasOf('orders')) }
    const ofCluster = planned([orders({})], { ...given, templates: templatesToCome([template], []) })
    expect(ofCluster.warnings).toEqual([
      expect.stringMatching(
        /^Alias all, which preview-orders .* by template live of the cluster: restore under/,
      ),
    ])
    const part: ClusterStep = {
      type: 'component_template',
      name: 'part',
      body: { template: { aliases: { all: {} } } },
    }
    const composed = templatesToCome([{ ...template, aliases: {}, composedOf: ['part'] }], [part])
    const ofDump = planned([orders({})], { ...given, templates: composed })
    expect(ofDump.warnings).toEqual([
      expect.stringMatching(/^Alias all, which preview-orders .* Take it out of template part of the dump/),
    ])
    // What is there already gets nothing of a template.
    const there = { ifExists: 'append' as const, states: new Map([['preview-orders', INDEX]]) }
    expect(planned([orders({})], { ...given, ...there, templates: composed }).warnings).toEqual([])
  })

  it('comes from a legacy template only where no other fits', () => {
    const legacy: ClusterStep = {
      type: 'template',
      name: 'old',
      body: { index_patterns: 'pre*', aliases: { all: {} } },
    }
    const fitting = { name: 'new', patterns: ['preview-orders'], priority: 0, isOfDataStreams: false }
    const given = { aliases: held(aliasOf('orders')) }
    const alone = planned([orders({})], { ...given, templates: templatesToCome([], [legacy]) })
    expect(alone.warnings).toEqual([expect.stringContaining('template old of the dump')])
    const beaten = planned([orders({})], { ...given, templates: templatesToCome([fitting], [legacy]) })
    expect(beaten.warnings).toEqual([])
  })
})

describe('an alias that writes to two indexes', () => {
  const writer = { all: { is_write_index: true } }

  it('fails the index, before anything is written', () => {
    const { indices } = planned([orders(writer)], { aliases: held(written('orders')) })
    expect(indices).toMatchObject([{ steps: [], fault: { code: 'NAMES_CLASH' } }])
    expect(indices[0]?.fault?.message).toContain('alias all writes to: that is orders')
  })

  it('fails the second of one dump', () => {
    const second = readIndex('b', { metadata: { aliases: { all: { is_write_index: 'true' } } } })
    const { indices } = planned([orders(writer), second], {})
    expect(indices.map(({ fault }) => fault?.code)).toEqual([undefined, 'NAMES_CLASH'])
  })

  it.each<[string, Partial<PlanParts>, string | undefined]>([
    [
      'is the index itself',
      {
        ifExists: 'append',
        states: new Map([['preview-orders', INDEX]]),
        aliases: held(written('preview-orders')),
      },
      undefined,
    ],
    [
      'is replaced',
      {
        ifExists: 'replace',
        states: new Map([['preview-other', INDEX]]),
        aliases: held(written('preview-other')),
      },
      undefined,
    ],
    [
      'is appended to, and the dump says otherwise',
      {
        ifExists: 'append',
        states: new Map([['preview-other', INDEX]]),
        aliases: held(written('preview-other')),
      },
      undefined,
    ],
    [
      'is appended to as another, of which the dump says nothing',
      {
        ifExists: 'append',
        states: new Map([['preview-people', INDEX]]),
        aliases: held(written('preview-people')),
      },
      'NAMES_CLASH',
    ],
  ])('where the other %s', (_, given, code) => {
    const people = readIndex('people', { target: 'preview-people' })
    const [first] = planned([orders(writer), OTHER, people], given).indices
    expect(first?.fault?.code).toBe(code)
  })

  it('is handed over by those of the dump that may have it now, and by other jobs', () => {
    const given = {
      ifExists: 'swap' as const,
      states: new Map([['preview-other', aliasOf('other-1')]]),
      aliases: held(written('other-1', 'far', 'far-2')),
      otherTargets: ['far'],
    }
    expect(planned([orders(writer), OTHER], given).handovers).toEqual([
      {
        alias: 'all',
        to: 'preview-orders',
        from: [
          { target: 'preview-other', indices: ['other-1'] },
          { target: 'far', indices: ['far'] },
        ],
      },
    ])
    // Its aliases move along, and are not what the dump says.
    const without = readIndex('other', { target: 'preview-other', metadata: {} })
    const { indices, handovers } = planned([orders(writer), without], { ...given, otherTargets: [] })
    expect(handovers).toEqual([])
    expect(indices[0]?.fault?.code).toBe('NAMES_CLASH')
  })
})

describe('an alias that a template lets write to what it makes', () => {
  const writer = { all: { is_write_index: true } }
  const template = (
    aliases: object,
    composed_of: string[] = [],
    index_patterns = 'preview-*',
  ): ClusterStep => ({
    type: 'index_template',
    name: 'live',
    body: { index_patterns, composed_of, template: { aliases } },
  })
  const part = (name: string, is_write_index: boolean): ClusterStep => ({
    type: 'component_template',
    name,
    body: { template: { aliases: { all: { is_write_index } } } },
  })
  const one = (steps: ClusterStep[], given: Partial<PlanParts> = {}) =>
    planned([orders({})], {
      aliases: held(written('people')),
      ...given,
      templates: templatesToCome([], steps),
    })
  const there = (ifExists: 'replace' | 'append') => ({
    ifExists,
    states: new Map([['preview-orders', INDEX]]),
    aliases: held(written('preview-orders')),
  })

  it.each<[string, ClusterStep[], Partial<PlanParts>, string | undefined]>([
    ['writes to another', [template(writer)], {}, 'that is people, and'],
    ['is of a part', [part('a', true), template({}, ['a'])], {}, 'as template a says'],
    [
      'is of a part that a later one overrules',
      [part('b', false), part('a', true), template({}, ['a', 'b'])],
      {},
      undefined,
    ],
    ['is overruled by the template itself', [part('a', true), template({ all: {} }, ['a'])], {}, undefined],
    [
      'writes to what is replaced',
      [template(writer)],
      there('replace'),
      'that is preview-orders, which stays until',
    ],
    [
      'fits only what is made beside',
      [template(writer, [], 'preview-orders-*')],
      there('replace'),
      'preview-orders, which',
    ],
    ['is there already', [template(writer)], there('append'), undefined],
  ])('%s', (_, steps, given, says) => {
    const fault = one(steps, given).indices[0]?.fault
    if (says === undefined) expect(fault).toBeUndefined()
    else expect([fault?.code, fault?.message]).toEqual(['NAMES_CLASH', expect.stringContaining(says)])
  })

  it('is no writer where the template is a legacy one', () => {
    const legacy: ClusterStep = {
      type: 'template',
      name: 'old',
      body: { index_patterns: 'pre*', aliases: writer },
    }
    const { indices, warnings } = one([legacy])
    expect(indices[0]?.fault).toBeUndefined()
    expect(warnings).toEqual([
      expect.stringContaining('who reads it finds both. Take it out of template old'),
    ])
  })
})
