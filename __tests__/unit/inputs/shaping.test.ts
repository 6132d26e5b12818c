import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, describe, expect, it } from 'vitest'
import { faultsOf, type Given, inputsOf } from './given.js'

const dump = mkdtempSync(`${tmpdir()}/shaping-`)
const valid = (given: Given): Given => ({ uri: 'http://localhost:9200', dump, ...given })
const read = (given: Given) => inputsOf(valid(given))
const faults = (given: Given) => faultsOf(valid(given))
const settings = (value: string) => read({ 'index-settings': value }).indexSettings

afterAll(() => rmSync(dump, { recursive: true }))

describe('rename inputs', () => {
  it('are two pairs, apart from each other', () => {
    const { rename, renameAlias } = read({ 'rename-pattern': '^a', 'rename-replacement': 'b' })
    expect(rename).toEqual({ pattern: /^a/gu, replacement: ['b'] })
    expect(renameAlias).toBeUndefined()
    const aliases = read({ 'rename-alias-pattern': '(x)', 'rename-alias-replacement': '$1y' })
    expect(aliases.renameAlias?.replacement).toEqual([{ group: 1 }, 'y'])
    expect(aliases.rename).toBeUndefined()
  })

  it.each(['rename', 'rename-alias'])(
    '%s: one of a pair is a fault, and says what an empty one wants',
    (name) => {
      const [pattern, replacement] = [`${name}-pattern`, `${name}-replacement`]
      expect(faults({ [pattern]: '^old-' })).toEqual([
        `- ${pattern}: it is given without ${replacement}. Give both; to take text away, catch what stays: ${pattern} ^old-(.+)$ and ${replacement} $1`,
      ])
      expect(faults({ [replacement]: 'x' })).toEqual([
        `- ${replacement}: it is given without ${pattern}. Give both, or neither`,
      ])
    },
  )

  it.each<[string, string, string]>([
    ['(a)', '$2', 'has the group 2, and the pattern has 1'],
    ['a', '$1', 'has the group 1, and the pattern has 0'],
    ['(a)', `\${y}`, 'has the group y, which the pattern does not have'],
    ['a', 'a$', 'has a $ that begins no group'],
    ['a', '$x', 'has a $ that begins no group'],
    ['a', 'a\\', 'has a \\ that begins no group'],
  ])('%s to %s is a fault, as it is in Java', (pattern, replacement, problem) => {
    const given = { 'rename-pattern': pattern, 'rename-replacement': replacement }
    expect(faults(given)).toEqual([
      expect.stringContaining(`- rename-replacement: '${replacement}' ${problem}. `),
    ])
  })

  it.each(['(', '(?i)a', '\\Qa\\E', '\\Aa', 'a++', '(?>a)', '\\h'])(
    'a pattern that JavaScript does not know is a fault: %s',
    (pattern) => {
      const [line, ...more] = faults({ 'rename-pattern': pattern, 'rename-replacement': 'b' })
      expect(line).toContain(`- rename-pattern: '${pattern}' is not a regular expression (`)
      expect(more).toEqual([])
    },
  )
})

describe('index-settings', () => {
  it.each<[string, object]>([
    ['{"number_of_replicas": 0}', { number_of_replicas: 0 }],
    ['{"index.number_of_replicas": 0}', { number_of_replicas: 0 }],
    ['{"index": {"number_of_replicas": "0"}}', { number_of_replicas: '0' }],
    [
      '{"index": {"blocks": {"write": true}}, "mapping.total_fields.limit": 2000}',
      { 'blocks.write': true, 'mapping.total_fields.limit': 2000 },
    ],
    [
      '{"analysis": {"filter": {"f": {"stopwords": ["a", "b"]}}}}',
      { 'analysis.filter.f.stopwords': ['a', 'b'] },
    ],
    ['{"refresh_interval": null}', { refresh_interval: null }],
    ['{"x": 9007199254740993}', { x: '9007199254740993' }],
    ['{}', {}],
  ])('%s', (value, expected) => expect(settings(value)).toEqual(expected))

  it.each<[string, string]>([
    ['{', 'is not JSON ('],
    ['number_of_replicas: 0', 'is not JSON ('],
    ['[]', 'is no JSON object'],
    ['1', 'is no JSON object'],
    ['"{}"', 'is no JSON object'],
    ['null', 'is no JSON object'],
    ['{"index.refresh_interval": "1s", "refresh_interval": "2s"}', 'has refresh_interval twice'],
    ['{"uuid": "x"}', 'has uuid, which the cluster gives each index itself'],
    ['{"index": {"creation_date": 1}}', 'has creation_date, which'],
    ['{"provided_name": "x"}', 'has provided_name, which'],
    ['{"index.version.created": 1}', 'has version.created, which'],
    [
      '{"routing": {"allocation": {"initial_recovery": {"_id": 1}}}}',
      'has routing.allocation.initial_recovery._id',
    ],
  ])('%s is a fault', (value, problem) => {
    const [line, ...more] = faults({ 'index-settings': value })
    expect(line).toContain(`- index-settings: '${value}' ${problem}`)
    expect(more).toEqual([])
  })
})

it('ignore-index-settings takes commas and newlines', () => {
  const value = 'index.lifecycle.*, codec,\n\n routing.*\ncodec'
  expect(read({ 'ignore-index-settings': value }).ignoreIndexSettings).toEqual([
    'index.lifecycle.*',
    'codec',
    'routing.*',
  ])
})

describe('shard', () => {
  it.each<[string, number, number]>([
    ['1/1', 1, 1],
    ['2/4', 2, 4],
    [' 4 / 4 ', 4, 4],
    ['256/256', 256, 256],
  ])('%s', (value, number, of) => expect(read({ shard: value }).shard).toEqual({ number, of }))

  it.each<[string, string]>([
    ['0/4', 'is out of range'],
    ['5/4', 'is out of range'],
    ['0/0', 'is out of range'],
    ['1/257', 'has more than 256 parts'],
    ['x', 'is no part of a whole'],
    ['2', 'is no part of a whole'],
    ['-1/4', 'is no part of a whole'],
    ['1.5/4', 'is no part of a whole'],
    ['1/4/2', 'is no part of a whole'],
  ])('%s is a fault', (value, problem) => {
    expect(faults({ shard: value })).toEqual([expect.stringContaining(`- shard: '${value}' ${problem}`)])
  })
})
