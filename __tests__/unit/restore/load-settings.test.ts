import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { settingsAroundLoad, splitSettings } from '../../../src/restore/load-settings.js'

type JsonObject = Record<string, unknown>

/** What any index has while it loads, and after it where nobody says anything. */
const BEFORE = { refresh_interval: '-1', number_of_replicas: 0 }
const DEFAULTS = { refresh_interval: null, number_of_replicas: null }

describe('splitSettings', () => {
  it('keeps back what would slow the load, change documents or refuse them', () => {
    const settings = {
      number_of_shards: '3',
      number_of_replicas: '2',
      refresh_interval: '30s',
      auto_expand_replicas: '0-1',
      default_pipeline: 'p',
      final_pipeline: 'q',
      blocks: { write: 'true', read_only_allow_delete: 'true' },
      write: { wait_for_active_shards: 'all' },
      mapping: { total_fields: { limit: '2000' } },
    }
    expect(splitSettings(settings, 'much')).toEqual({
      create: { number_of_shards: '3', mapping: { total_fields: { limit: '2000' } } },
      later: {
        number_of_replicas: '2',
        refresh_interval: '30s',
        auto_expand_replicas: '0-1',
        default_pipeline: 'p',
        final_pipeline: 'q',
        'blocks.write': 'true',
        'blocks.read_only_allow_delete': 'true',
        'write.wait_for_active_shards': 'all',
      },
    })
  })

  it('reads the same of keys with dots', () => {
    expect(
      splitSettings({ 'blocks.write': true, 'write.wait_for_active_shards': '2', 'a.b': 1 }, 'much'),
    ).toEqual({
      create: { 'a.b': 1 },
      later: { 'blocks.write': true, 'write.wait_for_active_shards': '2' },
    })
  })

  it('leaves analysis as it stands, whatever its filters are called', () => {
    const analysis = { filter: { default_pipeline: {}, blocks: { write: [] } }, analyzer: {} }
    expect(splitSettings({ analysis }, 'much')).toEqual({ create: { analysis }, later: {} })
  })

  it('keeps lists, null and settings that sound alike', () => {
    const settings = {
      query: { default_field: ['a', 'b'] },
      sort: { field: null },
      search: { default_pipeline: 'x' },
    }
    expect(splitSettings(settings, 'much')).toEqual({ create: settings, later: {} })
  })

  it('keeps back less for little data: what only slows may act at once', () => {
    const settings = {
      number_of_replicas: '2',
      refresh_interval: '30s',
      auto_expand_replicas: '0-1',
      default_pipeline: 'p',
      blocks: { write: 'true' },
      write: { wait_for_active_shards: 'all' },
    }
    expect(splitSettings(settings, 'little')).toEqual({
      create: { number_of_replicas: '2', refresh_interval: '30s', auto_expand_replicas: '0-1' },
      later: { default_pipeline: 'p', 'blocks.write': 'true', 'write.wait_for_active_shards': 'all' },
    })
  })

  it('changes nothing of what it is given, and loses nothing', () => {
    const value = fc.constantFrom('1', '2')
    const group = fc.dictionary(fc.constantFrom('write', 'wait_for_active_shards', 'x'), value)
    const any = fc.record(
      { refresh_interval: value, default_pipeline: value, blocks: group, write: group, a: group },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(any, (settings) => {
        const before = JSON.stringify(settings)
        const { create, later } = splitSettings(settings, 'much')
        expect(JSON.stringify(settings)).toBe(before)
        expect({ ...flat(create), ...later }).toEqual(flat(settings))
      }),
    )
  })
})

describe('settingsAroundLoad', () => {
  it.each<[string, JsonObject, JsonObject, ReturnType<typeof settingsAroundLoad>]>([
    ['nothing', {}, {}, { before: BEFORE, after: DEFAULTS, seal: {} }],
    [
      "the dump's values",
      { number_of_replicas: '1' },
      { number_of_replicas: '2', refresh_interval: '30s' },
      { before: BEFORE, after: { refresh_interval: '30s', number_of_replicas: '2' }, seal: {} },
    ],
    [
      "a template's values",
      { number_of_replicas: '1', refresh_interval: '5s' },
      {},
      { before: BEFORE, after: { refresh_interval: '5s', number_of_replicas: '1' }, seal: {} },
    ],
    [
      "the dump's before a template's",
      { refresh_interval: '5s' },
      { refresh_interval: '30s' },
      { before: BEFORE, after: { refresh_interval: '30s', number_of_replicas: null }, seal: {} },
    ],
    [
      'pipelines of the dump',
      {},
      { default_pipeline: 'p', final_pipeline: 'q' },
      {
        before: { ...BEFORE, default_pipeline: '_none', final_pipeline: '_none' },
        after: { ...DEFAULTS, default_pipeline: 'p', final_pipeline: 'q' },
        seal: {},
      },
    ],
    [
      'a pipeline of a template',
      { default_pipeline: 'p' },
      {},
      {
        before: { ...BEFORE, default_pipeline: '_none' },
        after: { ...DEFAULTS, default_pipeline: 'p' },
        seal: {},
      },
    ],
    [
      'replicas that expand',
      { number_of_replicas: '0' },
      { auto_expand_replicas: '0-all' },
      {
        before: { ...BEFORE, auto_expand_replicas: false },
        after: { refresh_interval: null, number_of_replicas: '0', auto_expand_replicas: '0-all' },
        seal: {},
      },
    ],
    [
      'writes that wait for shards',
      { write: { wait_for_active_shards: 'all' } },
      {},
      {
        before: { ...BEFORE, 'write.wait_for_active_shards': '1' },
        after: { ...DEFAULTS, 'write.wait_for_active_shards': 'all' },
        seal: {},
      },
    ],
    [
      'blocks of the dump',
      {},
      { 'blocks.write': 'true', 'blocks.metadata': 'true' },
      { before: BEFORE, after: DEFAULTS, seal: { 'blocks.write': 'true', 'blocks.metadata': 'true' } },
    ],
    [
      'blocks of a template',
      { blocks: { write: 'true' } },
      {},
      { before: { ...BEFORE, 'blocks.write': null }, after: DEFAULTS, seal: { 'blocks.write': 'true' } },
    ],
    [
      'a block that the dump lifts',
      { blocks: { write: 'true' } },
      { 'blocks.write': 'false' },
      { before: { ...BEFORE, 'blocks.write': null }, after: DEFAULTS, seal: { 'blocks.write': 'false' } },
    ],
    [
      'other settings',
      { number_of_shards: '3', mapping: { total_fields: { limit: '5' } }, analysis: { filter: {} } },
      {},
      { before: BEFORE, after: DEFAULTS, seal: {} },
    ],
  ])('%s', (_, current, later, expected) => {
    expect(settingsAroundLoad(current, later, 'much')).toEqual(expected)
  })

  it.each<[string, JsonObject, JsonObject, ReturnType<typeof settingsAroundLoad>]>([
    ['nothing', {}, {}, { before: {}, after: {}, seal: {} }],
    [
      'what only slows',
      { refresh_interval: '5s', number_of_replicas: '2' },
      {},
      { before: {}, after: {}, seal: {} },
    ],
    [
      'pipelines and blocks',
      { default_pipeline: 'p', blocks: { write: 'true' } },
      { final_pipeline: 'q' },
      {
        before: { default_pipeline: '_none', final_pipeline: '_none', 'blocks.write': null },
        after: { default_pipeline: 'p', final_pipeline: 'q' },
        seal: { 'blocks.write': 'true' },
      },
    ],
  ])('of an index with little data: %s', (_, current, later, expected) => {
    expect(settingsAroundLoad(current, later, 'little')).toEqual(expected)
  })

  it('puts back each setting that it changes before the load', () => {
    const path = fc.constantFrom(
      'refresh_interval',
      'number_of_replicas',
      'default_pipeline',
      'blocks.write',
      'write.wait_for_active_shards',
    )
    const settings = fc.dictionary(path, fc.constantFrom('1', '2'))
    fc.assert(
      fc.property(settings, settings, (current, later) => {
        const { before, after, seal } = settingsAroundLoad(current, later, 'much')
        expect(Object.keys({ ...after, ...seal })).toEqual(expect.arrayContaining(Object.keys(before)))
        expect({ ...after, ...seal }).toMatchObject({ ...current, ...later })
      }),
    )
  })
})

function flat(settings: JsonObject, prefix = ''): JsonObject {
  return Object.assign(
    {},
    ...Object.entries(settings).map(([key, value]) =>
      value !== null && typeof value === 'object'
        ? flat(value as JsonObject, `${prefix}${key}.`)
        : { [prefix + key]: value },
    ),
  )
}
