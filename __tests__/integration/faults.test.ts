import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ActionRun, isNative, runAction } from '../support/action.js'
import {
  createIndex,
  type DumpedIndex,
  dataLines,
  documentsOf,
  namesFrom,
  numbered,
  removeDumps,
  type Snapshot,
  snapshot,
  writeDump,
} from '../support/dumps.js'
import { cleanUp, prefix } from '../support/opensearch.js'
import { annotationOf, expectFailed, resultOf } from '../support/outcome.js'

const start = prefix('faults')
const named = (name: string) => start + name
const lines = dataLines('whatever', numbered(5))
const mapping = { properties: { n: { type: 'long' }, title: { type: 'text' } } }

/** An analyzer that uses a filter which neither it nor OpenSearch defines. */
const analyzer = {
  analysis: { analyzer: { odd: { type: 'custom', tokenizer: 'standard', filter: ['no_such_filter'] } } },
}

/** Each faulty index of one dump: its files, the code of its failure, and what the annotation has to say. */
const faults: Record<string, { name?: string; index?: DumpedIndex; code: string; says: string[] }> = {
  rejected: {
    index: { data: { ...numbered(4), bad: { n: 'no number' } }, mapping },
    code: 'DOCUMENTS_REJECTED',
    says: [
      '1 document of index',
      `document bad (${named('rejected')}.json, line 5)`,
      'type [long]',
      'max-rejected',
    ],
  },
  cut: {
    index: { data: lines.slice(0, -20), mapping },
    code: 'DUMP_DOCUMENT_INVALID',
    says: [`${named('cut')}.json, line 5: the file ends in the middle`, 'Take the dump again'],
  },
  'cut-gzip': {
    index: { data: gzipSync(lines).subarray(0, -12), mapping },
    code: 'DUMP_UNREADABLE',
    says: [`${named('cut-gzip')}.json: gzip data is cut`, 'Take the dump again'],
  },
  'first-line': {
    index: { data: `oops\n${lines}`, mapping },
    code: 'DUMP_DOCUMENT_INVALID',
    says: [`${named('first-line')}.json, line 1: not a JSON object`, 'oops'],
  },
  'first-byte': {
    index: { data: lines.slice(1) },
    code: 'DUMP_DOCUMENT_INVALID',
    says: [`${named('first-byte')}.json, line 1: not a JSON object`],
  },
  // Its files are two parts; the second has lost its first byte.
  'first-byte-of-part': {
    code: 'DUMP_DOCUMENT_INVALID',
    says: [`${named('first-byte-of-part')}.split-1.json, line 1: not a JSON object`],
  },
  'middle-line': {
    index: { data: lines.replace('"Title 3"', '"Title 3'), mapping },
    code: 'DUMP_DOCUMENT_INVALID',
    says: [
      `${named('middle-line')}.json, line 3: `,
      isNative ? 'the line ends within a string' : 'before line 4',
    ],
  },
  'last-line': {
    index: { data: `${lines}{"_id":6,"_source":{"n":nil}}\n`, mapping },
    code: 'DUMP_DOCUMENT_INVALID',
    says: [`${named('last-line')}.json, line 6: not JSON`],
  },
  'no-source': {
    index: { data: `${lines}{"_index":"whatever","_id":"6"}\n`, mapping },
    code: 'DUMP_DOCUMENT_INVALID',
    says: [`${named('no-source')}.json, line 6: `, '_source'],
  },
  'field-type': {
    index: { data: lines, mapping: { properties: { n: { type: 'no_such_type' } } } },
    code: 'CLUSTER_REFUSED',
    says: ['No handler for type [no_such_type]', `Field \`n\` in ${named('field-type')}.mapping.json`],
  },
  'token-filter': {
    index: { data: lines, mapping, analyzer },
    code: 'CLUSTER_REFUSED',
    says: [
      'failed to find filter under name [no_such_filter]',
      `Correct ${named('token-filter')}.analyzer.json`,
    ],
  },
  'no-analyzer': {
    index: { data: lines, mapping: { properties: { title: { type: 'text', analyzer: 'absent' } } } },
    code: 'CLUSTER_REFUSED',
    says: ['analyzer [absent]', `${named('no-analyzer')}.mapping.json needs this`],
  },
  'mapping-text': {
    index: { data: lines, mapping: '{"half": ' },
    code: 'DUMP_METADATA_INVALID',
    says: [`${named('mapping-text')}.mapping.json: it is not JSON`],
  },
  'analyzer-text': {
    index: { data: lines, mapping, analyzer: '"{\\"half\\": "' },
    code: 'DUMP_METADATA_INVALID',
    says: [`${named('analyzer-text')}.analyzer.json: it is not JSON`],
  },
  'no-data': {
    index: { mapping },
    code: 'DUMP_TYPE_MISSING',
    says: [`no data file for index ${named('no-data')}`, 'leave `data` out of `types`'],
  },
  // Its files are split-0 and split-2.
  split: {
    code: 'DUMP_UNREADABLE',
    says: [
      `split file 1 of the data of index ${named('split')} is missing`,
      `${named('split')}.split-2.json`,
    ],
  },
  // Its files are the data in two forms of the name.
  twice: {
    index: { data: lines },
    code: 'DUMP_AMBIGUOUS',
    says: [`${named('twice')}-data.json, ${named('twice')}.json`],
  },
  there: {
    index: { data: numbered(9), mapping: { properties: { more: { type: 'keyword' } } } },
    code: 'INDEX_EXISTS',
    says: [`index ${named('there')} exists, and \`if-exists\` is \`fail\``, 'Delete the index first'],
  },
  'an-alias': {
    index: { data: lines },
    code: 'INDEX_EXISTS',
    says: [`${named('an-alias')} is an alias of ${named('before')}`],
  },
  UPPER: {
    index: { data: lines },
    code: 'INDEX_NAME_INVALID',
    says: [`${named('UPPER')}.json`, 'upper-case', 'Write the names of its files in lower case'],
  },
  _all: {
    name: '_all',
    index: { data: lines },
    code: 'INDEX_NAME_INVALID',
    says: ['_all.json', 'begins with _'],
  },
  '*': {
    name: '*',
    index: { data: lines },
    code: 'INDEX_NAME_INVALID',
    says: ['*.json', 'character "*"'],
  },
  // Names more than one index in OpenSearch's requests.
  'two names': {
    name: `${named('there')},${named('before')}`,
    index: { data: lines },
    code: 'INDEX_NAME_INVALID',
    says: ['character ","'],
  },
}

/** What is found before an engine does anything. */
const EARLY = ['mapping-text', 'analyzer-text', 'no-data', 'split', 'twice', 'there', 'an-alias', 'UPPER']
const NAMES = ['_all', '*', 'two names']
const isForBoth = (fault: string) => ![...EARLY, ...NAMES].includes(fault)
const alone = Object.keys(faults).filter(
  (fault) => isNative || process.env.TEST_BOTH_ENGINES || isForBoth(fault),
)

const nameOf = (fault: string) => faults[fault]?.name ?? named(fault)

describe('faults of single indexes', () => {
  let dump: string
  let run: ActionRun
  const before: Record<string, Snapshot> = {}

  beforeAll(async () => {
    const own = { settings: { 'index.refresh_interval': '7s' }, mappings: { dynamic: 'strict', ...mapping } }
    before[named('before')] = await createIndex(named('before'), numbered(3), {
      ...own,
      aliases: { [named('an-alias')]: {} },
    })
    before[named('there')] = await createIndex(named('there'), { 1: { n: 41 }, x: { n: 42 } }, own)

    const faulty = Object.entries(faults).flatMap(([fault, { index }]) =>
      index ? [[nameOf(fault), index]] : [],
    )
    dump = await writeDump(
      {
        ...Object.fromEntries(faulty),
        // Its lines say that they are of an index that was there before.
        [named('good')]: { data: dataLines(named('before'), numbered(5)), mapping },
      },
      {
        [`${named('split')}.split-0.json`]: lines,
        [`${named('split')}.split-2.json`]: lines,
        [`${named('twice')}-data.json`]: lines,
        [`${named('first-byte-of-part')}.split-0.json`]: lines,
        [`${named('first-byte-of-part')}.split-1.json`]: lines.slice(1),
      },
    )
    run = await runAction({ dump })
  })

  afterAll(async () => {
    await cleanUp(start)
    await removeDumps()
  })

  it('fail the step', () => {
    expectFailed(run)
    const total = Object.keys(faults).length
    expect(run.summary).toMatch(new RegExp(`^## ❌ Restore failed: ${total} of ${total + 1} indexes`))
    expect(run.annotations).toHaveLength(total)
  })

  it.each(Object.entries(faults))('%s: an annotation says what, where and why', (fault, { code, says }) => {
    const name = nameOf(fault)
    const message = annotationOf(run, name)
    for (const words of says) expect(message).toContain(words)
    const { status, failure } = resultOf(run, name)
    expect(status).toBe('failed')
    expect(failure?.code).toBe(code)
    expect(failure?.hint, 'a hint').toBeTruthy()
    expect(message).toContain(failure?.hint)
    const output = JSON.parse(run.outputs.indices ?? '') as { name: string; status: string }[]
    expect(output.find((one) => one.name === name)?.status).toBe('failed')
  })

  it.each(alone)('%s: alone it fails the step too', async (fault) => {
    const name = nameOf(fault)
    const alone = await runAction({ dump, index: name, 'job-summary': 'false' })
    expect(alone.code, alone.shown).toBe(1)
    expect(alone.outputs.status).toBe('failed')
    expect(alone.annotations).toHaveLength(1)
    expect(Object.values(alone.annotations[0] ?? {}).join('\n')).toContain(name)
  })

  it('hurt no index beside them in the dump', async () => {
    const good = resultOf(run, named('good'))
    expect(good).toMatchObject({ status: 'ok', verified: true, action: 'created', failure: null })
    expect(good.documents).toEqual({ dump: 5, indexed: 5, rejected: 0, cluster: 5 })
    expect(await documentsOf(named('good'))).toEqual(numbered(5))
    expect(run.outputs).toMatchObject({ documents: '5', rejected: '1' })
  })

  it('leave what was in the cluster as it was', async () => {
    for (const [name, state] of Object.entries(before)) expect(await snapshot(name)).toEqual(state)
  })

  it('leave nothing behind', async () => {
    const left = ['an-alias', 'before', 'good', 'there'].map(named)
    expect(await namesFrom(start)).toEqual(left)
  })

  it('tell each rejected document with its place', () => {
    const [rejection, ...others] = resultOf(run, named('rejected')).rejections
    expect(others).toEqual([])
    expect(rejection).toMatchObject({ id: 'bad', file: `${named('rejected')}.json`, line: 5, status: 400 })
    expect(rejection?.reason).toContain('For input string: "no number"')
    expect(run.summary).toContain(`\`${named('rejected')}.json:5\``)
  })
})
