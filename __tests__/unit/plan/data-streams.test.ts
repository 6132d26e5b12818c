import { expect, it } from 'vitest'
import type { NameTemplate, TargetState } from '../../../src/cluster/index.js'
import type { DumpType } from '../../../src/dump/index.js'
import type { ErrorCode } from '../../../src/errors.js'
import {
  buildPlan,
  type ClusterStep,
  dataStreamsAmong,
  type IndexRestore,
  templatesToCome,
} from '../../../src/plan/index.js'
import { type PlanParts, partsOf, readIndex } from './parts.js'

const template = (
  name: string,
  pattern: string,
  priority: number,
  isOfDataStreams: boolean,
): NameTemplate => ({
  name,
  patterns: [pattern],
  priority,
  isOfDataStreams,
})
const step = (name: string, body: Record<string, unknown>): ClusterStep => ({
  type: 'index_template',
  name,
  body,
})

it('takes the template that fits best, and of one name that of the dump', () => {
  const held = [
    template('logs', 'logs-*', 100, true),
    template('plain', 'logs-plain*', 200, false),
    template('old', 'old-*', 5, true),
  ]
  const steps = [
    step('old', { index_patterns: ['none'], data_stream: {} }),
    step('new', { index_patterns: 'new*', data_stream: {}, priority: 0 }),
    { ...step('legacy', { index_patterns: ['legacy'], data_stream: {} }), type: 'template' as const },
  ]
  const targets = ['logs-app', 'logs-plain', 'old-1', 'new', 'legacy', 'shop']
  expect([...dataStreamsAmong(targets, templatesToCome(held, steps))]).toEqual(['logs-app', 'new'])
  expect([...dataStreamsAmong(targets, templatesToCome([], []))]).toEqual([])
})

const MISSING: TargetState = { kind: 'missing' }
const INDEX: TargetState = { kind: 'index', marker: undefined }
const ALIAS: TargetState = { kind: 'alias', indices: ['logs-1'], isPartial: false, isOfAnother: false }
const STREAM: TargetState = { kind: 'data stream', marker: undefined, isUntouched: false }
const UNTOUCHED: TargetState = { ...STREAM, isUntouched: true }
const TYPES: DumpType[] = ['settings', 'mapping', 'data']

function plan(state: TargetState, given: Partial<PlanParts>, metadata = {}, types = TYPES): IndexRestore {
  const parts = partsOf([readIndex('logs', { types, metadata: { mappings: {}, ...metadata } })], {
    states: new Map([['logs', state]]),
    dataStreams: new Set(['logs']),
    ...given,
  })
  const [only] = buildPlan(parts).indices
  if (!only) throw new Error('no plan')
  return only
}

it.each<[PlanParts['ifExists'], TargetState, IndexRestore['action'], boolean, ErrorCode | undefined]>([
  ['fail', MISSING, 'create', true, undefined],
  ['replace', MISSING, 'create', true, undefined],
  ['swap', UNTOUCHED, 'create', true, undefined],
  ['skip', UNTOUCHED, 'create', true, undefined],
  ['fail', STREAM, 'create', true, 'INDEX_EXISTS'],
  ['replace', STREAM, 'replace', true, 'INDEX_EXISTS'],
  ['swap', STREAM, 'swap', true, 'INDEX_EXISTS'],
  ['skip', STREAM, 'skip', true, undefined],
  ['append', STREAM, 'append', true, undefined],
  // Made before the template was.
  ['append', INDEX, 'append', false, undefined],
  ['skip', INDEX, 'skip', false, undefined],
  ['fail', INDEX, 'create', false, 'INDEX_EXISTS'],
  ['replace', INDEX, 'replace', false, 'INDEX_EXISTS'],
  ['swap', INDEX, 'swap', false, 'INDEX_EXISTS'],
  ['swap', ALIAS, 'swap', false, 'INDEX_EXISTS'],
])('if-exists: %s, and there is %j: %s, a data stream: %j, %s', (ifExists, state, action, isStream, code) => {
  const planned = plan(state, { ifExists })
  expect(planned).toMatchObject({ action })
  expect(planned.isDataStream ?? false).toBe(isStream)
  expect(planned.fault?.code).toBe(code)
  if (code) expect(planned.steps).toEqual([])
  else if (action === 'create') expect(planned.steps).toEqual(TYPES)
  else if (action === 'append') expect(planned.steps).toEqual(['mapping', 'data'])
})

it('is busy while another run restores it', () => {
  expect(plan(STREAM, { busy: new Map([['logs', '1.1.aaaaaaaa']]) }).fault?.code).toBe('INDEX_BUSY')
})

it('takes no aliases', () => {
  const aliases = { all: {}, some: { filter: {} } }
  const { fault } = plan(MISSING, {}, { aliases }, [...TYPES, 'alias'])
  expect(fault).toMatchObject({ code: 'INDEX_DIFFERS', hint: 'Leave `alias` out of `types`.' })
  expect(fault?.message).toContain('all, some')
  expect(plan(MISSING, {}, { aliases: {} }, [...TYPES, 'alias']).fault).toBeUndefined()
})

it('tells of a data stream of the dump that becomes an index', () => {
  const metadata = { mappings: { _data_stream_timestamp: { enabled: true } } }
  const warningsWith = (dataStreams: string[]) => {
    const parts = partsOf([readIndex('logs', { metadata })], { dataStreams: new Set(dataStreams) })
    return buildPlan(parts).warnings
  }
  expect(warningsWith(['logs'])).toEqual([])
  expect(warningsWith([])).toEqual([expect.stringContaining('logs is a data stream in the dump')])
  const { warnings } = buildPlan(partsOf([readIndex('logs', { isDataStream: true }), readIndex('shop')]))
  expect(warnings).toEqual([expect.stringContaining('logs is a data stream in the dump')])
})
