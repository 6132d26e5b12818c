import { afterAll, describe, expect, it } from 'vitest'
import { type ActionRun, isNative, runAction } from '../support/action.js'
import { documents, dumpOf, removeDumps } from '../support/dump-folder.js'
import { cleanUp, prefix, request } from '../support/opensearch.js'
import { annotationOf, resultOf } from '../support/outcome.js'
import { clusterState } from '../support/state.js'

const start = prefix('bytes')
/** Takes any field, and looks at none but `n`. */
const mapping = {
  dynamic: false,
  properties: { n: { type: 'integer' }, raw: { type: 'object', enabled: false } },
}
let made = 0

afterAll(async () => {
  await cleanUp(start)
  await removeDumps()
})

async function restore(data: string | object[], inputs: Record<string, string> = {}) {
  const index = `${start}${made++}`
  const dump = await dumpOf({ [index]: { data, mapping } })
  const run = await runAction({ dump, types: 'mapping,data', verify: 'full', ...inputs })
  return { index, dump, run }
}

/** @returns the sources as they are stored, character for character, by id */
async function sourcesOf(index: string): Promise<Record<string, string>> {
  const { documents: stored } = (await clusterState(index))[index] as { documents: Record<string, string> }
  return Object.fromEntries(
    Object.entries(stored).map(([key, source]) => [
      JSON.parse(key.slice(0, key.lastIndexOf(' '))) as string,
      source,
    ]),
  )
}

function expectWhole(run: ActionRun, count: number): void {
  expect(run.code, run.shown).toBe(0)
  expect(run.outputs).toMatchObject({
    status: 'restored',
    documents: String(count),
    rejected: '0',
    verified: 'true',
  })
}

describe.runIf(isNative)('every byte of a document', () => {
  const sources: Record<string, string> = {
    nothing: '{}',
    'integers of 64 bits': '{"a":9223372036854775807,"b":-9223372036854775808,"c":18446744073709551615}',
    'spellings of numbers':
      '{"a":1.0,"b":-0,"c":-0.0,"d":1E+5,"e":0.10,"f":1e2,"g":100000000000000000000000}',
    'numbers that no double holds': '{"raw":{"a":1e400,"b":-1e400,"c":1e-400,"d":0.123456789012345678901}}',
    'digits in strings': '{"a":"9007199254740993","b":"1e400","c":"1.0","d":["00"]}',
    escapes: '{"\\u0061":"\\/\\u00e9\\u00E9\\ud83d\\ude00\\b\\f\\n\\r\\t\\"\\\\","\\"":"\\u0000"}',
    'half of a surrogate pair': '{"raw":{"a":"\\ud800 \\udc00"}}',
    'space between': '{ "a" :\t[ 1 ,2 ]  ,\r"b": {\t} , "c" : [ ] }',
    'characters of every length': '{"é":"ü € 😀 \u2028\u2029\u007f","a\u00a0b":"\ufeff"}',
    'names that JavaScript has': '{"__proto__":{"a":1},"constructor":null,"toString":[null]}',
    'names that are odd': '{"raw":{"":1," ":2,"a.b":3,".":4,"a..b":5}}',
    'names of a dump': '{"_sourcing":1,"raw":{"_id":"x","_source":{"_id":"y"},"_routing":"z"}}',
    deep: `{"raw":{"a":${'['.repeat(300)}${']'.repeat(300)}}}`,
    long: `{"raw":"${'0123456789'.repeat(60_000)}"}`,
  }

  it('is in the cluster as it is in the dump', async () => {
    const data = Object.entries(sources).map(([id, source]) => `{"_id":"${id}","_source":${source}}\n`)
    const { index, run } = await restore(data.join(''), { 'batch-size': '1kb' })
    expectWhole(run, data.length)
    expect(await sourcesOf(index)).toEqual(sources)
  })

  it('wherever it stands in its line', async () => {
    const data = [
      '{"_source":{"n":1},"_id":"before"}',
      ' { "_index" : "x" , "_id" : "spaced" , "_source" : { "n" : 2 } , "sort" : [ 1 ] } ',
      '{"_\\u0069d":"escaped","_sour\\u0063e":{"n":3}}',
      '{"_id":"first","_id":"twice","_source":{"n":0},"_source":{"n":4}}',
      '{"_id":"one","_source":{"n":5}}{"_id":"other","_source":{"n":6}}',
      '{"fields":{"_id":["no"],"_source":{"n":9}},"_id":"nested","_source":{"n":7}}',
      '{"_id":"ctrl \\u0001 \\" \\\\ \\u00e9 é","_source":{"n":8}}',
    ]
    const { index, run } = await restore(`\ufeff${data.join('\r\n\n')}`)
    expectWhole(run, 8)
    expect(await sourcesOf(index)).toEqual({
      before: '{"n":1}',
      spaced: '{ "n" : 2 }',
      escaped: '{"n":3}',
      twice: '{"n":4}',
      one: '{"n":5}',
      other: '{"n":6}',
      nested: '{"n":7}',
      'ctrl \u0001 " \\ é é': '{"n":8}',
    })
  })

  it('over several lines: a line feed is a space, and all else is as it was', async () => {
    const source = '{\n  "a": 1.0,\r\n\t"text": "}{\\n",\n\n  "list": [\n  ]\n}'
    const pretty = (id: string) => `{\n"_id": "${id}",\n"_source": ${source}\n}\n`
    const { index, run } = await restore([1, 2, 3].map((id) => pretty(String(id))).join(''))
    expectWhole(run, 3)
    const expected = source.replaceAll('\n', ' ')
    expect(await sourcesOf(index)).toEqual({ 1: expected, 2: expected, 3: expected })
  })

  it('no document is lost where pieces of the file end within it', async () => {
    // A file is read in pieces of 256 KiB: with lengths like these their ends fall on every part of a document.
    const count = 3000
    const text = (n: number) => `é"\\${'😀'.repeat(n % 251)}`
    const { index, run } = await restore(documents(count, (n) => ({ n, text: text(n) })))
    expectWhole(run, count)
    const stored = await sourcesOf(index)
    expect(Object.keys(stored)).toHaveLength(count)
    for (let n = 0; n < count; n++) expect(stored[n]).toBe(JSON.stringify({ n, text: text(n) }))
  })
})

describe.runIf(isNative)('documents that the cluster rejects', () => {
  it('are counted, and named with id, file, line and reason', async () => {
    const bad = [3, 40, 99]
    const data = documents(100, (n) => ({ n: bad.includes(n) ? `no number ${n}` : n }))
    const small = { 'batch-size': '1kb', concurrency: '4' }
    const { index, dump, run } = await restore(data, { ...small, 'max-rejected': '3' })
    expect(run.code, run.shown).toBe(0)
    expect(run.outputs).toMatchObject({ documents: '97', rejected: '3', verified: 'false' })
    const result = resultOf(run, index)
    expect(result.documents).toEqual({ dump: 100, indexed: 97, rejected: 3, cluster: 97 })
    expect(result.rejections).toEqual(
      bad.map((n) => ({
        id: String(n),
        status: 400,
        file: `${index}.json`,
        line: n + 1,
        reason: expect.stringContaining(`For input string: "no number ${n}"`),
      })),
    )
    await cleanUp(index)

    const strict = await runAction({ dump, types: 'mapping,data', ...small, 'max-rejected': '2' })
    expect(strict.code).toBe(1)
    expect(resultOf(strict, index).failure?.code).toBe('DOCUMENTS_REJECTED')
    expect(annotationOf(strict, index)).toContain('3 documents of index')
    expect(annotationOf(strict, index)).toContain(`document 3 (${index}.json, line 4)`)
    expect((await request('HEAD', `/${index}`)).status).toBe(404)
  })

  it('are all counted, and a thousand of them named', async () => {
    const { index, run } = await restore(
      documents(2500, (n) => ({ n: n < 1000 ? n : 'bad' })),
      { 'batch-size': '4kb', 'max-rejected': '1500' },
    )
    expect(run.code, run.shown).toBe(0)
    const { documents: counts, rejections } = resultOf(run, index)
    expect(counts).toEqual({ dump: 2500, indexed: 1000, rejected: 1500, cluster: 1000 })
    expect(rejections).toHaveLength(1000)
    for (const { id, line } of rejections) expect(line).toBe(Number(id) + 1)
  })

  it('a key that comes twice is one that OpenSearch rejects', async () => {
    const data = '{"_id":"a","_source":{"n":1}}\n{"_id":"b","_source":{"n":1,"n":2}}\n'
    const { index, run } = await restore(data, { 'max-rejected': '1' })
    expect(run.code, run.shown).toBe(0)
    expect(resultOf(run, index).rejections).toMatchObject([{ id: 'b', line: 2, status: 400 }])
    expect(resultOf(run, index).rejections[0]?.reason).toMatch(/[Dd]uplicate/)
  })
})
