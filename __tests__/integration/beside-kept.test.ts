// What fails beside a target, or is to be refused, leaves that target as it was.
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { isNative, runAction } from '../support/action.js'
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
import { holdAt } from '../support/held-run.js'
import { cleanUp, prefix, request } from '../support/opensearch.js'
import { annotationOf, expectFailed, resultOf } from '../support/outcome.js'

const start = prefix('kept')
const named = (name: string) => start + name
const OLD = { 1: { n: 41 }, own: { n: 42 } }
const lines = dataLines('whatever', numbered(5))
const mapping = { properties: { n: { type: 'long' }, title: { type: 'text' } } }
const noFilter = {
  analysis: { analyzer: { odd: { type: 'custom', tokenizer: 'standard', filter: ['no_such_filter'] } } },
}

afterEach(() => cleanUp(start))
afterAll(removeDumps)

/** Index of the dump by fault, and the code of its failure. */
const faults: Record<string, { index: DumpedIndex; code: string }> = {
  cut: { index: { data: lines.slice(0, -20), mapping }, code: 'DUMP_DOCUMENT_INVALID' },
  'last-line': { index: { data: `${lines}{"_id":6,"_source":{"n":nil}}\n` }, code: 'DUMP_DOCUMENT_INVALID' },
  rejected: {
    index: { data: { ...numbered(4), bad: { n: 'no number' } }, mapping },
    code: 'DOCUMENTS_REJECTED',
  },
  'field-type': {
    index: { data: lines, mapping: { properties: { n: { type: 'no_such_type' } } } },
    code: 'CLUSTER_REFUSED',
  },
  'token-filter': { index: { data: lines, mapping, analyzer: noFilter }, code: 'CLUSTER_REFUSED' },
  'mapping-text': { index: { data: lines, mapping: '{"half": ' }, code: 'DUMP_METADATA_INVALID' },
  'no-data': { index: { mapping }, code: 'DUMP_TYPE_MISSING' },
  // The name of an index that is there.
  'alias-clash': {
    index: { data: lines, mapping, alias: { [named('other')]: {} } },
    code: 'CLUSTER_REFUSED',
  },
  'alias-filter': {
    index: { data: lines, mapping, alias: { [named('new')]: { filter: { no_such_query: {} } } } },
    code: 'CLUSTER_REFUSED',
  },
}

/** Makes an old index for a target: under its name, or behind it. @returns the index */
async function makeOld(target: string, ifExists: string): Promise<{ index: string; before: Snapshot }> {
  const index = ifExists === 'swap of an alias' ? `${target}-0` : target
  const aliases = {
    [`${target}-reader`]: { filter: { term: { n: 41 } } },
    ...(index === target ? {} : { [target]: {} }),
  }
  const before = await createIndex(index, OLD, {
    aliases,
    settings: { 'index.refresh_interval': '7s' },
    mappings: mapping,
  })
  return { index, before }
}

describe.each(['replace', 'swap', 'swap of an alias'])(
  '%s: a fault leaves the old index as it was',
  (ifExists) => {
    it('and nothing beside it', async () => {
      const other = await createIndex(named('other'), OLD)
      const old = new Map<string, { index: string; before: Snapshot }>()
      for (const fault of Object.keys(faults)) old.set(fault, await makeOld(named(fault), ifExists))
      const names = await namesFrom(start)
      const dump = await writeDump(
        Object.fromEntries(Object.entries(faults).map(([fault, { index }]) => [named(fault), index])),
      )
      const inputs = {
        dump,
        types: 'analyzer,mapping,data,alias',
        'if-exists': ifExists === 'replace' ? 'replace' : 'swap',
      }
      const run = await runAction({ ...inputs, parallel: '4' })
      expectFailed(run)
      for (const [fault, { code }] of Object.entries(faults)) {
        expect(resultOf(run, named(fault)).failure?.code, `${fault}: ${run.shown}`).toBe(code)
        const { index, before } = old.get(fault) ?? {}
        expect(await snapshot(index ?? '')).toEqual(before)
      }
      expect(await snapshot(named('other'))).toEqual(other)
      expect(await namesFrom(start)).toEqual(names)
    })
  },
)

it.each(['replace', 'swap'])(
  '%s: so does a verification that fails, as another writes beside',
  async (ifExists) => {
    const target = named('verified')
    const { before } = await makeOld(target, ifExists)
    const names = await namesFrom(start)
    const dump = await writeDump({ [target]: { data: numbered(20), mapping } })
    const inputs = { dump, types: 'mapping,data', 'if-exists': ifExists, verify: 'full' }
    const held = await holdAt(inputs, ({ url = '' }) =>
      /--restoring-[^/]*\/_refresh/.test(decodeURIComponent(url)),
    )
    const beside = (await namesFrom(start)).find((name) => name.startsWith(`${target}--restoring-`)) ?? ''
    expect((await request('PUT', `/${beside}/_doc/21`, { n: 7 })).status).toBe(201)
    held.release()
    const run = await held.run
    await held.close()
    expectFailed(run)
    expect(resultOf(run, target).failure?.code).toBe('VERIFICATION_FAILED')
    expect(annotationOf(run, target)).toContain(`${target} is as it was`)
    expect(await snapshot(target)).toEqual(before)
    expect(await namesFrom(start)).toEqual(names)
  },
)

describe.runIf(isNative)('what is not replaced', () => {
  const dumpOf = (target: string) => writeDump({ [target]: { data: numbered(5), mapping } })

  it('is an alias with `replace`, and an alias of several indexes or of a part with `swap`', async () => {
    await createIndex(named('a'), OLD, {
      aliases: { [named('one')]: {}, [named('two')]: {}, [named('part')]: { filter: { term: { n: 41 } } } },
    })
    await createIndex(named('b'), OLD, { aliases: { [named('two')]: {} } })
    const before = [await snapshot(named('a')), await snapshot(named('b'))]
    for (const [name, ifExists, says] of [
      ['one', 'replace', `is an alias of ${named('a')}`],
      ['two', 'swap', `is an alias of ${named('a')}, ${named('b')}`],
      ['part', 'swap', `is an alias of a part of ${named('a')}`],
    ] as const) {
      const run = await runAction({
        dump: await dumpOf(named(name)),
        types: 'mapping,data',
        'if-exists': ifExists,
      })
      expectFailed(run)
      expect(resultOf(run, named(name)).failure?.code).toBe('INDEX_EXISTS')
      expect(annotationOf(run, named(name))).toContain(says)
    }
    expect([await snapshot(named('a')), await snapshot(named('b'))]).toEqual(before)
    expect(await namesFrom(start)).toEqual(['a', 'b', 'one', 'part', 'two'].map(named))
  })

  it.each(['replace', 'swap'])('is an index that may only be read: %s', async (ifExists) => {
    const target = named('read-only')
    const { before } = await makeOld(target, ifExists)
    const block = (on: boolean | null) =>
      request('PUT', `/${target}/_settings`, { 'index.blocks.read_only': on })
    await block(true)
    const run = await runAction({ dump: await dumpOf(target), types: 'mapping,data', 'if-exists': ifExists })
    expectFailed(run)
    expect(annotationOf(run, target)).toMatch(/read-only[\s\S]*Lift the block/)
    expect(await namesFrom(start)).toEqual([target, `${target}-reader`])
    await block(null)
    expect(Object.keys(await documentsOf(target))).toEqual(['1', 'own'])
    expect((await snapshot(target)).documents).toEqual(before.documents)
  })

  it('is an alias for which aliases alone are asked, as what is swapped in would be empty', async () => {
    const target = named('aliases')
    const { before } = await makeOld(target, 'swap of an alias')
    const dump = await writeDump({ [target]: { data: numbered(5), alias: { [named('new')]: {} } } })
    const run = await runAction({ dump, types: 'alias', 'if-exists': 'swap' })
    expectFailed(run)
    expect(resultOf(run, target).failure?.code).toBe('INDEX_EXISTS')
    expect(await snapshot(`${target}-0`)).toEqual(before)
  })
})
