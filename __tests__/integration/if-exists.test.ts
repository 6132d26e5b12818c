import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { isNative, runAction } from '../support/action.js'
import {
  createIndex,
  documentsOf,
  namesFrom,
  numbered,
  removeDumps,
  snapshot,
  writeDump,
} from '../support/dumps.js'
import { cleanUp, prefix, request } from '../support/opensearch.js'
import { annotationOf, expectFailed, expectRestored, resultOf } from '../support/outcome.js'

const start = prefix('exists')
const named = (name: string) => start + name
const mapping = { properties: { n: { type: 'long' }, title: { type: 'text' } } }

/** @param stopword what the analyzer leaves out */
function analyzer(stopword: string) {
  const words = { type: 'stop', stopwords: [stopword] }
  const plain = { type: 'custom', tokenizer: 'standard', filter: ['words'] }
  return { analysis: { filter: { words }, analyzer: { plain } } }
}

afterEach(() => cleanUp(start))
afterAll(removeDumps)

describe('if-exists: fail', () => {
  it('leaves an index that exists as it was, and restores the others', async () => {
    const before = await createIndex(named('there'), { 1: { n: 'old' } }, { settings: analyzer('old') })
    const dump = await writeDump({
      [named('there')]: {
        data: numbered(3),
        mapping,
        analyzer: analyzer('new'),
        alias: { [named('alias')]: {} },
      },
      [named('new')]: { data: numbered(3), mapping },
    })
    const run = await runAction({ dump, types: 'all' })
    expectFailed(run)
    expect(annotationOf(run, named('there'))).toContain(
      'set `if-exists` to `skip`, `append`, `replace` or `swap`',
    )
    expect(resultOf(run, named('there')).failure?.code).toBe('INDEX_EXISTS')
    expect(await snapshot(named('there'))).toEqual(before)
    expect(await documentsOf(named('new'))).toEqual(numbered(3))
    expect(await namesFrom(start)).toEqual([named('new'), named('there')])
  })

  it('restores aliases alone to an index that exists', async () => {
    const before = await createIndex(named('there'), { 1: { n: 'old' } })
    const dump = await writeDump({ [named('there')]: { data: numbered(3), alias: { [named('alias')]: {} } } })
    const run = await runAction({ dump, types: 'alias' })
    expectRestored(run)
    expect(await namesFrom(start)).toEqual([named('alias'), named('there')])
    expect((await snapshot(named('there'))).documents).toEqual(before.documents)
  })
})

describe('an index or alias of somebody else that is called like a mark', () => {
  it('is no wreck, and stays with all it has', async () => {
    const target = named('like')
    const beside = `${target}--restoring-old`
    const before = await createIndex(target, { precious: { keep: 1 } })
    const other = await createIndex(beside, { precious: { keep: 2 } })
    for (const alias of [`${target}--restoring-2024.01.01`, `${target}--restoring-local.1.0123abcd`]) {
      await request('PUT', `/${target}/_alias/${alias}`)
    }
    const dump = await writeDump({ [target]: { data: numbered(3) } })
    const run = await runAction({ dump, types: 'data' })
    expectFailed(run)
    expect(annotationOf(run, target)).toContain('exists')
    expect((await snapshot(target)).documents).toEqual(before.documents)
    expect(await snapshot(beside)).toEqual(other)
  })
})

describe('an index that tells nothing of itself', () => {
  const blocked = named('blocked')
  const block = (on: boolean) => request('PUT', `/${blocked}/_settings`, { 'index.blocks.metadata': on })

  it.each([
    ['fail', 'exists'],
    ['append', 'FORBIDDEN'],
    ['skip', undefined],
  ])('stops no other index, with %s', async (ifExists, reason) => {
    await createIndex(blocked, { precious: { keep: 1 } })
    await block(true)
    try {
      const dump = await writeDump({
        [blocked]: { data: numbered(3) },
        [named('fresh')]: { data: numbered(3) },
      })
      const run = await runAction({ dump, types: 'data', 'if-exists': ifExists })
      if (reason === undefined) expectRestored(run)
      else {
        expectFailed(run)
        expect(annotationOf(run, blocked)).toContain(reason)
      }
      expect(resultOf(run, named('fresh'))).toMatchObject({ status: 'ok', documents: { cluster: 3 } })
    } finally {
      await block(false)
    }
    expect(await documentsOf(blocked)).toEqual({ precious: { keep: 1 } })
  })
})

it('does not append through a final pipeline, which may change or drop what passes', async () => {
  const target = named('final')
  await createIndex(target, { precious: { keep: 1 } })
  await request('PUT', `/${target}/_settings`, { 'index.final_pipeline': target })
  const before = await snapshot(target)
  const dump = await writeDump({ [target]: { data: numbered(3) } })
  const run = await runAction({ dump, types: 'data', 'if-exists': 'append', verify: 'none' })
  expectFailed(run)
  expect(annotationOf(run, target)).toContain(`final pipeline ${target}`)
  expect(await snapshot(target)).toEqual(before)
})

describe('if-exists: skip', () => {
  it('leaves an index or alias that exists alone, and restores the others', async () => {
    const before = await createIndex(
      named('there'),
      { 1: { n: 'old' } },
      { aliases: { [named('alias')]: {} } },
    )
    const dump = await writeDump({
      [named('there')]: { data: numbered(3), mapping },
      [named('alias')]: { data: numbered(3), mapping },
      [named('new')]: { data: numbered(3), mapping },
    })
    const run = await runAction({ dump, 'if-exists': 'skip' })
    expectRestored(run)
    expect(run.outputs).toMatchObject({ documents: '3', verified: 'true' })
    for (const name of ['there', 'alias'].map(named)) {
      const none = { dump: null, indexed: null, rejected: null, cluster: null }
      expect(resultOf(run, name)).toMatchObject({ action: 'skipped', status: 'skipped', documents: none })
    }
    expect(run.summary).toContain('1 index, 3 documents, 2 skipped')
    expect(await snapshot(named('there'))).toEqual(before)
    expect(await documentsOf(named('new'))).toEqual(numbered(3))
  })

  it('fails for a dump that cannot be read where the engine reads first', async () => {
    const before = await createIndex(named('there'), { 1: { n: 'old' } })
    const dump = await writeDump({ [named('there')]: { data: 'oops\n' } })
    const run = await runAction({ dump, 'if-exists': 'skip' })
    // The native engine reads documents when it loads them.
    if (isNative) expect(resultOf(run, named('there')).status).toBe('skipped')
    else {
      expectFailed(run)
      expect(annotationOf(run, named('there'))).toContain(`${named('there')}.json, line 1`)
    }
    expect(await snapshot(named('there'))).toEqual(before)
  })
})

describe('if-exists: append', () => {
  it('adds documents and fields, and overwrites those of the same id', async () => {
    const own = { 1: { n: 41 }, own: { n: 42 } }
    const settings = { 'index.refresh_interval': '7s', ...analyzer('the') }
    const old = await createIndex(named('there'), own, {
      settings,
      mappings: { properties: { n: { type: 'long' } } },
    })
    const dump = await writeDump({
      [named('there')]: {
        data: numbered(3),
        mapping,
        analyzer: analyzer('the'),
        settings: { refresh_interval: '9s' },
      },
      [named('new')]: { data: numbered(2), mapping },
    })
    const run = await runAction({ dump, 'if-exists': 'append', verify: 'counts' })
    expectRestored(run)
    expect(await documentsOf(named('there'))).toEqual({ own: { n: 42 }, ...numbered(3) })
    const there = resultOf(run, named('there'))
    expect(there).toMatchObject({ action: 'appended', status: 'ok', verified: true })
    expect(there.documents).toEqual({ dump: 3, indexed: 3, rejected: 0, cluster: 4 })
    // Counts prove nothing of an index that has other documents, so every id is looked up.
    expect(there.checks.find(({ name }) => name === 'documents')?.detail).toMatch(/^every id: 3 documents/)
    expect(resultOf(run, named('new'))).toMatchObject({ action: 'created', status: 'ok' })
    expect(run.outputs.documents).toBe('5')

    const now = await snapshot(named('there'))
    expect(at(now.definition, 'mappings')).toEqual(mapping)
    expect(at(now.definition, 'settings')).toEqual(at(old.definition, 'settings'))
  })

  it('can be run twice', async () => {
    await createIndex(named('there'), { own: { n: 42 } })
    const dump = await writeDump({ [named('there')]: { data: numbered(3) } })
    for (const _ of [1, 2]) {
      const run = await runAction({ dump, 'if-exists': 'append', verify: 'full' })
      expectRestored(run)
      expect(run.outputs.verified).toBe('true')
      expect(await documentsOf(named('there'))).toEqual({ own: { n: 42 }, ...numbered(3) })
    }
  })

  it('fails where analyzers differ, fields conflict or the name is an alias, and changes nothing', async () => {
    const own = { own: { n: 42 } }
    const before = {
      analyzers: await createIndex(named('analyzers'), own, { settings: analyzer('the') }),
      plain: await createIndex(named('plain'), own, { aliases: { [named('alias')]: {} } }),
      fields: await createIndex(named('fields'), own, {
        mappings: { properties: { n: { type: 'keyword' } } },
      }),
    }
    const dump = await writeDump({
      [named('analyzers')]: { data: numbered(3), mapping, analyzer: analyzer('a') },
      [named('plain')]: { data: numbered(3), mapping, analyzer: analyzer('the') },
      [named('fields')]: { data: numbered(3), mapping },
      [named('alias')]: { data: numbered(3), mapping },
      [named('new')]: { data: numbered(3), mapping },
    })
    const run = await runAction({ dump, 'if-exists': 'append' })
    expectFailed(run)
    expect(run.annotations).toHaveLength(4)

    const differs = annotationOf(run, named('analyzers'))
    expect(differs).toContain(`index ${named('analyzers')} has other analyzers than the dump`)
    expect(differs).toContain('`analysis.filter.words.stopwords`: ["a"] in the dump, ["the"] in the cluster')
    expect(annotationOf(run, named('plain'))).toContain('absent in the cluster')
    const conflict = annotationOf(run, named('fields'))
    expect(conflict).toContain('mapper [n] cannot be changed from type [keyword] to [long]')
    expect(conflict).toContain(`than ${named('fields')}.mapping.json`)
    expect(annotationOf(run, named('alias'))).toContain(`is an alias of ${named('plain')}`)

    for (const [name, state] of Object.entries(before)) expect(await snapshot(named(name))).toEqual(state)
    expect(await documentsOf(named('new'))).toEqual(numbered(3))
  })

  it('fails where the index refuses a document, names it, and keeps what was there', async () => {
    const mappings = { properties: { n: { type: 'long' } } }
    await createIndex(named('there'), { own: { n: 42 }, bad: { n: 43 } }, { mappings })
    const dump = await writeDump({ [named('there')]: { data: { ...numbered(2), bad: { n: 'word' } } } })
    const run = await runAction({ dump, 'if-exists': 'append' })
    expectFailed(run)
    const message = annotationOf(run, named('there'))
    expect(message).toContain(`document bad (${named('there')}.json, line 3)`)
    expect(message).toContain('For input string: "word"')
    expect(await documentsOf(named('there'))).toMatchObject({ own: { n: 42 }, bad: { n: 43 } })

    const allowing = await runAction({ dump, 'if-exists': 'append', 'max-rejected': '1' })
    expectRestored(allowing)
    expect(allowing.outputs).toMatchObject({ rejected: '1', verified: 'false', documents: '2' })
    expect(await documentsOf(named('there'))).toEqual({ own: { n: 42 }, bad: { n: 43 }, ...numbered(2) })
  })

  it('fails where the index has a write block, with the reason', async () => {
    await createIndex(named('there'), { own: { n: 42 } })
    await request('PUT', `/${named('there')}/_settings`, { 'index.blocks.write': true })
    const dump = await writeDump({ [named('there')]: { data: numbered(2) } })
    const run = await runAction({ dump, 'if-exists': 'append' })
    expectFailed(run)
    expect(annotationOf(run, named('there'))).toMatch(/index write[\s\S]*Lift the block/)
    expect(await documentsOf(named('there'))).toEqual({ own: { n: 42 } })
  })
})

/** @returns a part of the only index's definition */
function at(definition: unknown, part: string): unknown {
  const [only] = Object.values(definition as Record<string, Record<string, unknown>>)
  return only?.[part]
}
