import { describe, expect, it } from 'vitest'
import type { TargetState } from '../../../src/cluster/index.js'
import type { DumpType } from '../../../src/dump/index.js'
import { type ErrorCode, RestoreError } from '../../../src/errors.js'
import { buildPlan, type ClusterStep, type IndexRestore, templatesToCome } from '../../../src/plan/index.js'
import { type PlanParts, partsOf, readIndex, SCAN } from './parts.js'

const INDEX: TargetState = { kind: 'index', marker: undefined }
const ALIAS: TargetState = {
  kind: 'alias',
  indices: ['shop-1', 'shop-2'],
  isPartial: false,
  isOfAnother: false,
}
const OF_ONE = { kind: 'alias' as const, indices: ['shop-1'], isPartial: false, isOfAnother: false }
const OF_A_PART: TargetState = { ...OF_ONE, isPartial: true }
const OF_ANOTHER: TargetState = { ...OF_ONE, isOfAnother: true }
const MISSING: TargetState = { kind: 'missing' }
const MAPPED = { mappings: { properties: { n: { type: 'long' } } } }
const RESTORED: DumpType[] = ['settings', 'mapping', 'data', 'alias']

function plan(
  types: DumpType[],
  state: TargetState | undefined,
  given: Partial<PlanParts> = {},
): IndexRestore {
  const states = new Map(state ? [['shop', state]] : [])
  const [only] = buildPlan(partsOf([readIndex('shop', { types })], { states, ...given })).indices
  if (!only) throw new Error('no plan')
  return only
}

describe('buildPlan', () => {
  it('puts the steps of an index into their order', () => {
    const types: DumpType[] = ['alias', 'data', 'mapping', 'analyzer', 'settings', 'index']
    expect(plan(types, MISSING)).toEqual({
      source: 'shop',
      target: 'shop',
      action: 'create',
      fault: undefined,
      steps: ['index', 'settings', 'analyzer', 'mapping', 'data', 'alias'],
      definition: { mappings: {} },
      dataFiles: [{ path: '/dump/shop.json', name: 'shop.json', bytes: 90 }],
      data: SCAN,
      dumped: { files: {}, mapping: null, isDataAsked: true },
    })
  })

  it.each<
    [
      PlanParts['ifExists'],
      TargetState | undefined,
      IndexRestore['action'],
      DumpType[],
      ErrorCode | undefined,
    ]
  >([
    ['fail', undefined, 'create', RESTORED, undefined],
    ['fail', MISSING, 'create', RESTORED, undefined],
    ['fail', INDEX, 'create', [], 'INDEX_EXISTS'],
    ['fail', ALIAS, 'create', [], 'INDEX_EXISTS'],
    ['skip', MISSING, 'create', RESTORED, undefined],
    ['skip', INDEX, 'skip', [], undefined],
    ['skip', ALIAS, 'skip', [], undefined],
    ['append', MISSING, 'create', RESTORED, undefined],
    ['append', INDEX, 'append', ['mapping', 'data', 'alias'], undefined],
    ['append', ALIAS, 'append', [], 'INDEX_EXISTS'],
    ['replace', MISSING, 'create', RESTORED, undefined],
    ['replace', INDEX, 'replace', RESTORED, undefined],
    ['replace', OF_ONE, 'replace', [], 'INDEX_EXISTS'],
    ['swap', MISSING, 'swap', RESTORED, undefined],
    ['swap', INDEX, 'swap', RESTORED, undefined],
    ['swap', OF_ONE, 'swap', RESTORED, undefined],
    ['swap', OF_A_PART, 'swap', [], 'INDEX_EXISTS'],
    ['swap', OF_ANOTHER, 'swap', [], 'INDEX_EXISTS'],
    ['swap', ALIAS, 'swap', [], 'INDEX_EXISTS'],
  ])('if-exists %s, target %o: %s', (ifExists, state, action, steps, code) => {
    const planned = plan(RESTORED, state, { ifExists })
    expect(planned).toMatchObject({ action, steps })
    expect(planned.fault?.code).toBe(code)
  })

  it.each<[PlanParts['ifExists'], TargetState, IndexRestore['action'], ErrorCode | undefined]>([
    ['fail', MISSING, 'create', 'INDEX_MISSING'],
    ['fail', INDEX, 'append', undefined],
    ['skip', INDEX, 'append', undefined],
    ['append', INDEX, 'append', undefined],
    ['append', MISSING, 'create', 'INDEX_MISSING'],
    ['fail', ALIAS, 'append', 'INDEX_EXISTS'],
    ['replace', INDEX, 'append', undefined],
    ['swap', INDEX, 'append', undefined],
    ['swap', MISSING, 'create', 'INDEX_MISSING'],
    // Swapped in, an index that has its aliases alone would be empty.
    ['swap', OF_ONE, 'append', 'INDEX_EXISTS'],
  ])('aliases alone need the index: if-exists %s, target %o', (ifExists, state, action, code) => {
    const planned = plan(['alias'], state, { ifExists, isDataAsked: false })
    expect(planned.action).toBe(action)
    expect(planned.fault?.code).toBe(code)
    expect(planned.steps).toEqual(code ? [] : ['alias'])
  })

  it.each<[string, TargetState]>([
    ['an index', INDEX],
    ['an alias of the same index', OF_ONE],
  ])('never swaps an alias away with what another target is: %s', (_, other) => {
    const name = other === INDEX ? 'shop-1' : 'offers'
    const states = new Map<string, TargetState>([
      ['shop', OF_ONE],
      [name, other],
    ])
    const indices = [readIndex('shop'), readIndex(name)]
    const [alias, second] = buildPlan(partsOf(indices, { states, ifExists: 'swap' })).indices
    expect(alias).toMatchObject({ steps: [], fault: { code: 'INDEX_EXISTS' } })
    expect(second?.fault?.code).toBe(other === INDEX ? undefined : 'INDEX_EXISTS')
  })

  it('says whose fields the cluster guesses: not of what exists, or what a template maps', () => {
    const step: ClusterStep = {
      type: 'index_template',
      name: 't',
      body: { index_patterns: 'b', template: MAPPED },
    }
    const indices = ['a', 'b', 'c', 'd'].map((name) => readIndex(name, { metadata: {} }))
    const given: Partial<PlanParts> = {
      isMappingMissing: true,
      states: new Map([['d', INDEX]]),
      ifExists: 'append',
      templates: templatesToCome([], [step]),
    }
    const guessed = (more: Partial<PlanParts>) => buildPlan(partsOf(indices, { ...given, ...more })).warnings
    expect(guessed({ mappedByCluster: new Set(['c']) })).toEqual([
      'The dump has no mapping of a: the cluster guesses the types of the fields from the documents.',
    ])
    expect(guessed({ mappedByCluster: new Set(['a', 'c']) })).toEqual([])
    expect(guessed({ isMappingMissing: false })).toEqual([])
    expect(guessed({ states: new Map(), templates: templatesToCome([], []) })).toEqual([
      'The dump has no mapping: the cluster guesses the types of the fields from the documents.',
    ])
  })

  it('says what exists', () => {
    expect(plan(RESTORED, INDEX).fault?.message).toBe('index shop exists, and `if-exists` is `fail`')
    expect(plan(RESTORED, ALIAS).fault?.message).toBe('shop is an alias of shop-1, shop-2')
  })

  it('needs the data where it is asked for', () => {
    expect(plan(['mapping'], MISSING).fault).toMatchObject({
      code: 'DUMP_TYPE_MISSING',
      message: 'the dump has no data file for index shop',
    })
    expect(plan(['mapping'], MISSING, { isDataAsked: false })).toMatchObject({
      fault: undefined,
      steps: ['mapping'],
    })
  })

  it('leaves an index alone that another run is restoring into', () => {
    const planned = plan(RESTORED, INDEX, { busy: new Map([['shop', '17.1.ab']]), ifExists: 'skip' })
    expect(planned).toMatchObject({ steps: [], fault: { code: 'INDEX_BUSY' } })
    expect(planned.fault?.message).toContain('17.1.ab')
  })

  it.each(['Shop', '_all', '*', 'a,b', 'x'.repeat(256)])('never asks for an index called %s', (name) => {
    const [planned] = buildPlan(
      partsOf([readIndex(name)], { states: new Map([[name, INDEX]]), ifExists: 'append' }),
    ).indices
    expect(planned).toMatchObject({ steps: [], fault: { code: 'INDEX_NAME_INVALID' } })
  })

  it('keeps a fault of the dump with its index, and plans the others', () => {
    const fault = new RestoreError('DUMP_DOCUMENT_INVALID', 'a.json, line 3: not JSON')
    const { indices } = buildPlan(partsOf([readIndex('a', { fault }), readIndex('b', { target: 'c' })]))
    expect(indices).toMatchObject([
      { source: 'a', fault, steps: [] },
      { source: 'b', target: 'c', fault: undefined, steps: ['analyzer', 'mapping', 'data'] },
    ])
  })

  it('looks at the state of the target, and not of the source', () => {
    const states = new Map([['old', INDEX]])
    const [planned] = buildPlan(partsOf([readIndex('old', { target: 'new' })], { states })).indices
    expect(planned?.action).toBe('create')
    expect(planned?.fault).toBeUndefined()
  })

  it.each<[string, PlanParts['ifExists'], string[]]>([
    ['all where it is made', 'replace', ['index.lifecycle.name', 'mappings._all']],
    ['only of the mapping where it exists', 'append', ['mappings._all']],
    ['nothing where it is skipped', 'skip', []],
    ['nothing where it cannot be restored', 'fail', []],
  ])('tells what is left out of an index: %s', (_, ifExists, parts) => {
    const read = readIndex('a', { leftOut: ['index.lifecycle.name', 'mappings._all'] })
    const { leftOut } = buildPlan(partsOf([read], { states: new Map([['a', INDEX]]), ifExists }))
    expect(leftOut).toEqual(parts.length > 0 ? [{ type: 'index', name: 'a', parts }] : [])
  })

  it('hands the rest on', () => {
    const rest = {
      clusterSteps: [{ type: 'template' as const, name: 't', body: {} }],
      notRestored: [{ type: 'alias' as const, indices: ['a'] }],
      leftOut: [{ type: 'template' as const, name: 'u', parts: [] }],
      warnings: ['careful'],
    }
    expect(buildPlan(partsOf([], rest))).toEqual({ ...rest, handovers: [], indices: [] })
  })
})
