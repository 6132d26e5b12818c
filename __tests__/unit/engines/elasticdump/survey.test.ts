import { describe, expect, it } from 'vitest'
import { ElasticdumpSurvey, needsRewriting } from '../../../../src/engines/elasticdump/survey.js'
import { RestoreError } from '../../../../src/errors.js'
import { rawDocument } from '../../dump/files.js'

const LIMIT = 100_000
const sourceOf = (json: string) => `{"_index":"i","_id":"1","_source":${json}}`

function survey(...sources: string[]): ElasticdumpSurvey {
  const one = new ElasticdumpSurvey(LIMIT)
  sources.forEach((source, i) => {
    one.see(rawDocument(sourceOf(source), i + 1))
  })
  one.end()
  return one
}

function faultOf(act: () => unknown): RestoreError {
  try {
    act()
  } catch (error) {
    if (error instanceof RestoreError) return error
    throw error
  }
  throw new Error('it did not fail')
}

describe('ElasticdumpSurvey', () => {
  it.each([
    '{}',
    '{"n":[0,-1,1.5,0.1,1e3,1E+3,123456789012345,-0,1.0,9007199254740992]}',
    '{"n":100000000000000000000}',
    '{"n":0.30000000000000004,"m":3.141592653589793}',
    '{"n":1e21,"m":1e-7}',
    '{"n":-9007199254740992}',
    '{"text":"9007199254740993, 1e400 and __proto_"}',
    '{"text":"\\ud83d\\ude00 😀 \\u00e9"}',
    '{"proto":"__proto__"}',
    '{"a":{"constructor":1}}',
  ])('finds nothing wrong with %s', (source) => {
    const found = survey(source)
    expect(found).toMatchObject({ isRewritten: false, supportBigInt: false })
  })

  it.each([
    '{"n":9007199254740993}',
    '{"n":18446744073709551615}',
    '{"a":{"b":[1,{"c": 9007199254740993}]}}',
    '{"a":[\n12345678901234567890]}',
    // JavaScript holds it exactly, and writes it otherwise: elasticdump would make a string of it.
    '{"n":1000000000000000000000}',
  ])('asks for exact integers for %s', (source) => {
    expect(survey('{}', source, '{"text":"12"}').supportBigInt).toBe(true)
  })

  it.each([
    ['{"n":-9007199254740993}', '-9007199254740993'],
    ['{"n":0.1000000000000000055}', '0.1000000000000000055'],
    ['{"n":12345678901234567.5}', '12345678901234567.5'],
    ['{"n":1e400}', '1e400'],
    ['{"n":-1E400}', '-1E400'],
    ['{"n":1e-400}', '1e-400'],
    ['{"a":[1,2,9007199254740993e1]}', '9007199254740993e1'],
    ['{"a":{"__proto__":{"b":1}}}', '__proto__'],
    ['{"a":{"\\u005f_proto__":1}}', '__proto__'],
    ['{"a":{"\\u005F\\u005fproto\\u005f_":1}}', '__proto__'],
    ['{"text":"\\ud800"}', 'surrogate'],
    ['{"text":"\\uDE00\\uD83D"}', 'surrogate'],
    ['{"\\ud83dkey":1}', 'surrogate'],
  ])('refuses %s', (source, what) => {
    const fault = faultOf(() => survey('{}', source))
    expect(fault.code).toBe('ENGINE_CANNOT_CARRY')
    expect(fault.message).toContain('data.json, line 2')
    expect(fault.message).toContain(what)
  })

  it.each([
    '{"text":"9007199254740993"}',
    '{"text":"18446744073709551615.5"}',
    '{"text":"1e300"}',
    '{"text":"90071992547409930e1"}',
    '{"text":"12.5E+30"}',
    '{"a":["x","9007199254740993"]}',
    '{"a":{"b":{"c":"9007199254740993"}}}',
  ])('refuses %s beside a large integer, in another document or the same', (source) => {
    for (const order of [
      ['{"n":9007199254740993}', source],
      [source, '{"n":9007199254740993}'],
    ]) {
      const fault = faultOf(() => survey(...order))
      expect(fault.code).toBe('ENGINE_CANNOT_CARRY')
      expect(fault.message).toContain('data.json, line 1,')
      expect(fault.message).toContain('data.json, line 2,')
    }
    expect(faultOf(() => survey(`{"n":9007199254740993,"with":${source}}`)).code).toBe('ENGINE_CANNOT_CARRY')
    expect(survey(source).supportBigInt).toBe(false)
  })

  it.each([
    '{"text":"0"}',
    '{"text":"0.5"}',
    '{"text":"-9007199254740993"}',
    '{"text":"9007199254740990"}',
    '{"text":"12e3"}',
    '{"text":"007199254740993123"}',
    '{"text":"9007199254740993 "}',
    '{"text":"90e"}',
    '{"text":"a\\"9007199254740993"}',
    '{"9007199254740993":"a key"}',
    '{"1e300":1}',
  ])('lets %s pass beside a large integer', (source) => {
    expect(survey('{"n":9007199254740993}', source).supportBigInt).toBe(true)
  })

  it('looks at the source alone', () => {
    const one = new ElasticdumpSurvey(LIMIT)
    one.see(rawDocument('{"_id":"9007199254740993","_score":1e400,"sort":[9007199254740993],"_source":{}}'))
    one.see(rawDocument(sourceOf('{"n":9007199254740993}')))
    one.end()
    expect(one.supportBigInt).toBe(true)
  })

  it('refuses a document that the cluster does not take in one request', () => {
    const one = new ElasticdumpSurvey(LIMIT)
    const text = sourceOf(JSON.stringify({ text: 'x'.repeat(LIMIT) }))
    const fault = faultOf(() => one.see(rawDocument(text, 9)))
    expect(fault.code).toBe('ENGINE_CANNOT_CARRY')
    expect(fault.message).toContain('data.json, line 9,')
    expect(fault.message).toContain(`${text.length + 1} bytes`)
    expect(fault.hint).toContain('http.max_content_length')
  })

  it('adds every document to the sizes', () => {
    const one = new ElasticdumpSurvey(LIMIT)
    for (let i = 0; i < 1000; i++)
      one.see(rawDocument(sourceOf(JSON.stringify({ i, text: 'x'.repeat(1000) }))))
    // Of about a kilobyte each.
    expect(one.sizes.limit(16_000, LIMIT)).toBe(16)
  })

  it('has documents rewritten where one has to be', () => {
    const one = new ElasticdumpSurvey(LIMIT)
    one.see(rawDocument(sourceOf('{}')))
    expect(one.isRewritten).toBe(false)
    one.see(rawDocument('{"_source":{}}'))
    one.see(rawDocument(sourceOf('{}')))
    expect(one.isRewritten).toBe(true)
  })
})

describe('needsRewriting', () => {
  it.each<[string, Record<string, unknown>, boolean]>([
    ['an id', {}, false],
    ['no id', { _id: undefined }, true],
    ['null for an id', { _id: null }, true],
    ['a routing', { _routing: 'r' }, false],
    ['a routing in fields', { fields: { _routing: 'r' } }, false],
    ['a list for a routing', { fields: { _routing: ['r'] } }, true],
    ['a number for a routing', { _routing: 0 }, true],
    ['a parent', { _parent: 'p' }, true],
    ['a parent in fields', { fields: { _parent: 'p' } }, true],
    ['a parent without its line', { parent: 'p' }, true],
    ['a timestamp', { _timestamp: 1 }, true],
    ['a time to live', { fields: { _ttl: 5 } }, true],
    ['a version, a type, a score', { _version: 3, _type: '_doc', _score: 1, sort: [1] }, false],
    ['other fields', { fields: { name: ['x'] } }, false],
    ['null for fields', { fields: null }, false],
  ])('%s', (_, meta, expected) => {
    expect(needsRewriting(rawDocument({ _id: 'a', _source: {}, ...meta }))).toBe(expected)
  })
})

describe('documents that are made to do harm', () => {
  it('are refused where they are nested too deeply to be walked through', () => {
    const deep = `{"n":1e400,"d":${'{"a":'.repeat(15_000)}1${'}'.repeat(15_000)}}`
    const fault = faultOf(() => survey('{}', deep))
    expect(fault).toMatchObject({ code: 'ENGINE_CANNOT_CARRY' })
    expect(fault.message).toContain('data.json, line 2, has objects or lists that are nested too deeply')
  })

  it('are told shortly, however long a number is', () => {
    const fault = faultOf(() => survey(`{"n":1.${'0'.repeat(90_000)}1}`))
    expect(fault.message).toContain('has 1.000')
    expect(fault.message.length).toBeLessThan(300)
  })
})
