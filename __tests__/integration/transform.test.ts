import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ActionRun, runAction } from '../support/action.js'
import { namesFrom, removeDumps, writeDump } from '../support/dumps.js'
import { cleanUp, prefix, request } from '../support/opensearch.js'
import { annotationOf, expectFailedWhole, resultOf } from '../support/outcome.js'

const start = prefix('transform')
let folder: string
let made = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modules-'))
})

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await cleanUp(start)
  await removeDumps()
})

async function moduleOf(code: string, ending = 'mjs'): Promise<string> {
  const path = join(folder, `${made++}.${ending}`)
  await writeFile(path, code)
  return path
}

async function restore(
  data: string,
  transform: string,
  inputs: Record<string, string> = {},
): Promise<{ run: ActionRun; index: string }> {
  const index = `${start}${made++}`
  const dump = await writeDump({ [index]: { data, mapping: { dynamic: false } } })
  return {
    index,
    run: await runAction({ dump, transform, types: 'mapping,data', verify: 'full', ...inputs }),
  }
}

/** @returns the sources as they are stored, by id */
async function sourcesOf(index: string): Promise<Record<string, string>> {
  const { body } = await request('GET', `/${index}/_search?size=100&_source=false`)
  const { hits } = (body as { hits: { hits: { _id: string; _routing?: string }[] } }).hits
  const sources: Record<string, string> = {}
  for (const { _id, _routing } of hits) {
    const routing = _routing === undefined ? '' : `?routing=${_routing}`
    sources[_id] = (await request('GET', `/${index}/_source/${_id}${routing}`)).text
  }
  return sources
}

const MASK = `export default function mask(document) {
  if (document.source.deleted) return null
  if (document.source.email) document.source.email = \`user-\${document.id}@example.org\`
  return document
}`

describe('transform', () => {
  it('masks and leaves out documents; what it does not touch stays as it was, byte for byte', async () => {
    const data = [
      '{"_id":"a","_source":{"email":"secret@example.org","n":1}}',
      '{"_id":"b","_source":{"deleted":true}}',
      '{"_id":"c","_source":{ "n" : 1.0,"s":"\\u0041" }}',
      '{"_id":"d","_source":{"email":"x@example.org","n":9007199254740993}}',
    ].join('\n')
    const { run, index } = await restore(data, await moduleOf(MASK))
    expect(run.code, run.shown).toBe(0)
    expect(run.outputs).toMatchObject({ documents: '3', verified: 'true' })
    expect(resultOf(run, index).documents).toEqual({ dump: 3, indexed: 3, rejected: 0, cluster: 3 })
    const { a, b, c, d } = await sourcesOf(index)
    expect(JSON.parse(a ?? '')).toEqual({ email: 'user-a@example.org', n: 1 })
    expect(b).toBeUndefined()
    // elasticdump writes what it gets anew, as equal JSON.
    expect(JSON.parse(c ?? '')).toEqual({ n: 1, s: 'A' })
    if (run.report?.engine === 'native') expect(c).toBe('{ "n" : 1.0,"s":"\\u0041" }')
    expect(d).toBe('{"email":"user-d@example.org","n":9007199254740993}')
    expect(run.shown + run.summary).not.toContain('secret@')
  })

  it('may give ids and routings, also to documents without one; the last line of an id wins', async () => {
    const code = `export default ({ id, source }) => ({ id: 'x' + (id ?? source.n), routing: 'r', source })`
    const data = '{"_id":"1","_source":{"n":1}}\n{"_source":{"n":2}}\n{"_id":"2","_source":{"n":3}}\n'
    const { run, index } = await restore(data, await moduleOf(code))
    expect(run.code, run.shown).toBe(0)
    expect(run.outputs).toMatchObject({ documents: '2', verified: 'true' })
    expect(resultOf(run, index).superseded).toBe(1)
    expect(await sourcesOf(index)).toEqual({ x1: '{"n":1}', x2: '{"n":3}' })
  })

  it('may be a CommonJS module, over documents of several lines and gzip, with append', async () => {
    const data = '{\n "_id": "1",\n "_source": {\n  "n": 1\n }\n}\n{"_id":"2","_source":{"n":2}}'
    const code = 'module.exports = (document) => { document.source.seen = true; return document }'
    const { run, index } = await restore(data, await moduleOf(code, 'cjs'), { 'if-exists': 'append' })
    expect(run.code, run.shown).toBe(0)
    const sources = Object.values(await sourcesOf(index)).map((text) => JSON.parse(text))
    expect(sources).toEqual(
      expect.arrayContaining([
        { n: 1, seen: true },
        { n: 2, seen: true },
      ]),
    )
  })

  it.each([
    ['throws', 'export default () => { throw new Error("no such field") }', 'no such field'],
    ['gives nothing back', 'export default () => {}', 'gave back undefined'],
    ['gives a promise back', 'export default async (document) => document', 'gave back a promise'],
    ['gives no source back', 'export default () => ({ id: "1" })', 'which is no document'],
    [
      'gives a random value each time',
      'export default ({ id }) => ({ id, source: { n: Math.random() } })',
      'field `n`',
    ],
  ])('a module that %s fails the index, and nothing is left of it', async (_, code, reason) => {
    const { run, index } = await restore('\n{"_id":"1","_source":{"n":1}}\n', await moduleOf(code))
    expect(run.code).toBe(1)
    expect(annotationOf(run, index)).toContain(reason)
    expect(annotationOf(run, index)).toContain(`${index}.json, line 2`)
    expect(await namesFrom(index)).toEqual([])
  })

  it.each([
    ['is not JavaScript', 'export default {{', 'cannot be loaded'],
    ['has no default export', 'export const a = 1', 'has no function'],
  ])('a module that %s fails the step', async (_, code, reason) => {
    const { run } = await restore('{"_id":"1","_source":{}}\n', await moduleOf(code))
    expect(expectFailedWhole(run, 'TRANSFORM_FAILED')).toContain(reason)
  })
})
