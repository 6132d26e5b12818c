import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { runAction } from '../support/action.js'
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
import { annotationOf, expectFailedWhole, expectRestored, resultOf } from '../support/outcome.js'

const start = prefix('names')
/** What is in the dump; the targets begin with `start`, so that no other test has them. */
const source = (name: string) => `${start}src-${name}`
const target = (name: string) => `${start}${name}`
const mapping = { properties: { n: { type: 'long' }, title: { type: 'text', analyzer: 'folded' } } }
const analysis = { analyzer: { folded: { type: 'custom', tokenizer: 'standard', filter: ['asciifolding'] } } }
const settings = { number_of_shards: '2', refresh_interval: '9s', analysis }
const RENAME = { 'rename-pattern': '^(.+-)src-(.+)$', 'rename-replacement': '$1$2' }

afterEach(async () => {
  await cleanUp(start)
  await request('DELETE', `/_index_template/${start}*`)
})
afterAll(removeDumps)

const whole = (alias: object) => ({ data: numbered(30), mapping, settings, analyzer: settings, alias })

describe('a renamed index', () => {
  it('is restored whole under its new name, its aliases under theirs, and nothing is under the old ones', async () => {
    const dump = await writeDump({
      [source('a')]: whole({ [source('x')]: { filter: { term: { n: 1 } } }, [source('all')]: {} }),
      [source('b')]: whole({ [source('all')]: {} }),
    })
    const aliases = { 'rename-alias-pattern': 'src-(.+)$', 'rename-alias-replacement': 'alias-$1' }
    const run = await runAction({
      dump,
      types: 'all',
      verify: 'full',
      'batch-size': '1kb',
      ...RENAME,
      ...aliases,
    })
    expectRestored(run)
    expect(run.outputs.verified).toBe('true')
    expect(await namesFrom(start)).toEqual(['a', 'alias-all', 'alias-x', 'b'].map(target))
    expect(resultOf(run, target('a'))).toMatchObject({ source: source('a'), action: 'created' })
    expect(await documentsOf(target('a'))).toEqual(numbered(30))
    expect(await documentsOf(target('alias-x'))).toEqual({ 1: numbered(1)[1] })
    const { body } = await request('GET', `/${target('a')}`)
    expect(body[target('a')]).toMatchObject({
      mappings: mapping,
      settings: { index: { number_of_shards: '2', refresh_interval: '9s', analysis } },
    })
    expect(run.summary).toContain(`\`${source('b')}\` → \`${target('b')}\``)
  })

  it('leaves an index alone that has the old name', async () => {
    const before = await createIndex(source('a'), { 1: { n: 'old' } })
    const dump = await writeDump({ [source('a')]: whole({}) })
    expectRestored(await runAction({ dump, ...RENAME }))
    expect(await snapshot(source('a'))).toEqual(before)
    expect(await documentsOf(target('a'))).toEqual(numbered(30))
  })

  it('takes the documents of an index of its new name, with append', async () => {
    await createIndex(target('a'), { other: { n: 0 } })
    const dump = await writeDump({ [source('a')]: { data: numbered(3) } })
    const run = await runAction({ dump, types: 'data', 'if-exists': 'append', ...RENAME })
    expectRestored(run)
    expect(await documentsOf(target('a'))).toEqual({ ...numbered(3), other: { n: 0 } })
  })

  it.each(['replace', 'swap'])('takes the place of an index of its new name: %s', async (ifExists) => {
    await createIndex(target('a'), { old: { n: 0 } })
    const before = await createIndex(source('a'), { 1: { n: 'old' } })
    const dump = await writeDump({ [source('a')]: whole({ [source('x')]: {} }) })
    const aliases = { 'rename-alias-pattern': 'src-x$', 'rename-alias-replacement': 'alias' }
    const run = await runAction({ dump, types: 'all', 'if-exists': ifExists, ...RENAME, ...aliases })
    expectRestored(run)
    expect(await documentsOf(target('a'))).toEqual(numbered(30))
    expect(await documentsOf(target('alias'))).toEqual(numbered(30))
    expect(await snapshot(source('a'))).toEqual(before)
  })

  it('is chosen by its name in the dump', async () => {
    const dump = await writeDump({ [source('a')]: whole({}), [source('b')]: whole({}) })
    expectRestored(await runAction({ dump, match: 'src-a$', ...RENAME }))
    expectRestored(await runAction({ dump, index: source('b'), ...RENAME }))
    expect(await namesFrom(start)).toEqual([target('a'), target('b')])
  })

  it('goes on from what `index` calls a single data file', async () => {
    const folder = await writeDump({}, { 'export.json': '{"_id":"1","_source":{"n":1}}\n' })
    const run = await runAction({
      dump: `${folder}/export.json`,
      index: source('a'),
      types: 'data',
      ...RENAME,
    })
    expectRestored(run)
    expect(await documentsOf(target('a'))).toEqual({ 1: { n: 1 } })
    expect(await namesFrom(start)).toEqual([target('a')])
  })
})

describe('an alias that an index of the cluster has', () => {
  it('is told before it shows both, and is not written to by both; also in a dry run', async () => {
    const live = { [target('all')]: {}, [target('current')]: { is_write_index: true } }
    await createIndex(source('live'), numbered(2), { aliases: live })
    const dump = await writeDump({
      [source('a')]: { data: numbered(3), alias: { [target('all')]: {}, [target('own')]: {} } },
      [source('b')]: { data: numbered(3), alias: { [target('current')]: { is_write_index: true } } },
    })
    const inputs = { dump, types: 'data,alias', ...RENAME }
    const told = `Alias ${target('all')}, which ${target('a')} will have, is an alias of ${source('live')} already`
    const namesBefore = await namesFrom(start)
    const planned = await runAction({ ...inputs, 'dry-run': 'true' })
    expect(await namesFrom(start)).toEqual(namesBefore)
    const run = await runAction(inputs)
    for (const one of [planned, run]) {
      expect(one.report?.warnings).toEqual([expect.stringContaining(told)])
      expect(one.shown).toContain(`note: ${told}`)
      expect(one.summary).toContain(told)
      expect(one.summary).toContain('rename-alias-pattern')
      expect(annotationOf(one, target('b'))).toContain(`alias ${target('current')} writes to: that is`)
    }
    expect(resultOf(run, target('a')).status).toBe('ok')
    expect(await namesFrom(start)).toEqual([...namesBefore, target('a'), target('own')].sort())
    // Once more it is the index that has it.
    const again = await runAction({ ...inputs, match: 'src-a$', 'if-exists': 'replace' })
    expectRestored(again)
    expect(again.report?.warnings).toEqual([])
  })
})

it('a pattern that matches nothing is told, and the names stay', async () => {
  const dump = await writeDump({ [source('a')]: { data: numbered(3) } })
  const inputs = { 'rename-pattern': 'nowhere', 'rename-replacement': 'x' }
  const run = await runAction({ dump, types: 'data', ...inputs })
  expectRestored(run)
  expect(await namesFrom(start)).toEqual([source('a')])
  for (const told of [run.summary.replaceAll('&#96;', '`'), run.shown])
    expect(told).toContain(`\`rename-pattern\` matches none of the indexes: ${source('a')} keep`)
  expect(run.report?.warnings).toHaveLength(1)
})

describe('names that cannot be stop everything before anything is written', () => {
  const both = () => writeDump({ [source('a')]: whole({ [source('x')]: {} }), [source('b')]: whole({}) })

  it.each<[string, Record<string, string>, string, string[]]>([
    [
      'two indexes of one name',
      { 'rename-pattern': 'src-.$', 'rename-replacement': 'one' },
      'NAMES_CLASH',
      [`indexes ${source('a')}, ${source('b')} would all become "${target('one')}"`],
    ],
    [
      'a name that OpenSearch refuses',
      { 'rename-pattern': 'src-a', 'rename-replacement': 'A' },
      'INDEX_NAME_INVALID',
      [`index ${source('a')}: "${start}A" is no name for an index`, '`rename-replacement`'],
    ],
    [
      'an alias that has the name of an index',
      { 'rename-alias-pattern': 'src-x', 'rename-alias-replacement': 'src-b' },
      'NAMES_CLASH',
      [`alias ${source('x')} of index ${source('a')} would have the name of the index ${source('b')}`],
    ],
    [
      'an alias that has the name an index gets',
      { 'rename-pattern': 'src-b', 'rename-replacement': 'src-x' },
      'NAMES_CLASH',
      [`alias ${source('x')} of index ${source('a')} would have the name of the index ${source('x')}`],
    ],
  ])('%s', async (_, inputs, code, says) => {
    const run = await runAction({ dump: await both(), types: 'all', ...inputs })
    const message = expectFailedWhole(run, code)
    for (const words of says) expect(message).toContain(words)
    expect(await namesFrom(start)).toEqual([])
  })
})
