import { existsSync } from 'node:fs'
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Result } from '../../src/report/index.js'
import { type ActionRun, isNative, runAction } from '../support/action.js'
import { documentsOf, namesFrom, numbered, removeDumps, writeDump } from '../support/dumps.js'
import { cleanUp, prefix } from '../support/opensearch.js'
import { expectFailedWhole, expectRestored } from '../support/outcome.js'

const start = prefix('baseline')
const named = (name: string) => start + name
const mapping = (type: string) => ({ properties: { n: { type }, title: { type: 'text' } } })
/** Nothing answers there. */
const NOWHERE = 'http://127.0.0.1:1'

let workspace = ''
let first = ''
let smaller = ''
let larger = ''

beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'nights-'))
  const still = { data: numbered(4), mapping: mapping('integer') }
  first = await writeDump({
    [named('shop')]: { data: numbered(100), mapping: mapping('integer') },
    [named('gone')]: { data: numbered(3), mapping: mapping('integer') },
    [named('still')]: still,
  })
  smaller = await writeDump({
    [named('shop')]: { data: numbered(94), mapping: mapping('integer') },
    [named('still')]: still,
  })
  larger = await writeDump({
    [named('shop')]: { data: numbered(120), mapping: mapping('long') },
    [named('gone')]: { data: numbered(3), mapping: mapping('integer') },
    [named('still')]: still,
    [named('new')]: { data: numbered(2) },
  })
})

afterAll(async () => {
  await cleanUp(start)
  await removeDumps()
  await rm(workspace, { recursive: true })
})

const changesOf = ({ report }: ActionRun) =>
  Object.fromEntries((report?.changes?.indices ?? []).map((change) => [change.name, change]))

/** The inputs of the README's nightly job, as GitHub would evaluate them in this workspace. */
async function nightlyInputs(): Promise<Record<string, string>> {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8')
  const [, section = ''] = readme.split("## Prove last night's backup\n")
  const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(section) ?? []
  const { steps } = parse(example) as { steps: { with?: Record<string, string> }[] }
  const { uri: _, ...inputs } = steps.find((step) => step.with?.dump)?.with ?? {}
  const evaluated = Object.entries(inputs).map(([name, value]) => {
    const [, path = '', then = ''] = /^\$\{\{ hashFiles\('(.*)'\) && '(.*)' \}\}$/.exec(value) ?? []
    return [name, path === '' ? value : existsSync(join(workspace, path)) ? then : '']
  })
  return Object.fromEntries(evaluated)
}

/** A night of that job, in a cluster that has none of its indexes. */
async function night(dump: string): Promise<ActionRun> {
  await cleanUp(start)
  const inputs = await nightlyInputs()
  const own = { dump, 'expect-indices': `${named('sh*')}, ${named('still')}` }
  return await runAction({ ...inputs, ...own }, { env: { GITHUB_WORKSPACE: workspace } })
}

describe('the nights of the README', () => {
  const report = () => join(workspace, 'baseline', 'report.json')
  const failed = () => join(workspace, 'baseline', 'report.failed.json')

  it('begin without a baseline', async () => {
    expect(await nightlyInputs()).toMatchObject({ baseline: '', 'max-shrink': '' })
    const run = await night(first)
    expectRestored(run)
    expect(run.outputs.report).toBe(report())
    expect(run.report?.changes).toBeNull()
  })

  it('fail where the dump shrank, write nothing, and keep the baseline', async () => {
    await copyFile(report(), join(workspace, 'first.json'))
    const run = await night(smaller)
    const message = expectFailedWhole(run, 'DUMP_SHRANK')
    expect(message).toContain(`- ${named('shop')}: 100 → 94 documents (−6 %)`)
    expect(message).toContain(`- ${named('gone')}: the dump does not have it any more, and had 3 documents`)
    expect(message).not.toContain(named('still'))
    expect(run.summary).toContain(`| \`${named('shop')}\` | −6&nbsp;(−6&nbsp;%) | 100&nbsp;→ 94 |`)
    expect(await namesFrom(start)).toEqual([])
    expect(run.outputs.report).toBe(failed())
    expect(run.shown).toMatch(/ UTC: 2 indexes, 107 → 98 documents; 1 missing; 1 with fewer documents/)
    expect(run.log).toMatch(/^::error title=Restore failed::DUMP_SHRANK: 2 indexes have/m)
    await copyFile(failed(), join(workspace, 'failed.json'))
    expect(run.shown).toContain(`${report()} stays the baseline.`)
    expect(await readFile(report(), 'utf8')).toBe(await readFile(join(workspace, 'first.json'), 'utf8'))
  })

  it('say what changed, and are what the next night is compared with', async () => {
    const run = await night(larger)
    expectRestored(run)
    expect(run.outputs.verified).toBe('true')
    expect(changesOf(run)).toMatchObject({
      [named('shop')]: {
        kind: 'kept',
        documents: { before: 100, now: 120 },
        isSame: false,
        mapping: 'changed',
        fields: ['n: integer → long'],
      },
      [named('gone')]: { kind: 'kept', isSame: true },
      [named('still')]: { kind: 'kept', isSame: true, mapping: 'same' },
      [named('new')]: { kind: 'new', documents: { before: null, now: 2 } },
    })
    expect(run.shown).toMatch(
      /since the baseline of .* UTC: 4 indexes, 107 → 129 documents; 1 with more; 1 new/,
    )
    expect(run.summary).toContain('| 🆕 `')
    expect(run.outputs.report).toBe(report())
    expect(existsSync(failed())).toBe(false)
    expect(await documentsOf(named('shop'))).toEqual(numbered(120))
  })

  it('warn where the dump is the same to the byte', async () => {
    const run = await night(larger)
    expectRestored(run)
    expect(run.report?.changes).toMatchObject({ isSame: true })
    expect(run.log).toMatch(/^::warning title=Nothing changed since the baseline::The dump is the same to/m)
    expect(run.summary).toContain('⚠️ **The dump is the same to the byte')
  })
})

describe('a baseline', () => {
  const baseline = () => join(workspace, 'first.json')

  it('of one engine is compared with by the other, and what another `index` left out looks new', async () => {
    await cleanUp(start)
    const engine = isNative ? 'elasticdump' : 'native'
    const restored = await runAction({ dump: first, engine, types: 'all', index: named('shop') })
    expectRestored(restored)
    const nightly = JSON.parse(await readFile(baseline(), 'utf8')) as Result
    const shop = nightly.indices.find(({ name }) => name === named('shop'))
    expect(restored.report?.indices.map(({ content }) => content)).toEqual([shop?.content])
    const run = await runAction({
      dump: first,
      types: 'all',
      'dry-run': 'true',
      'if-exists': 'replace',
      baseline: restored.outputs.report ?? '',
      'max-shrink': '0',
    })
    expect(run.outputs.status, run.shown).toBe('planned')
    expect(changesOf(run)).toMatchObject({
      [named('shop')]: { kind: 'kept', isSame: true },
      [named('gone')]: { kind: 'new' },
    })
    expect(run.summary).toContain('The baseline is of a run with another')
  })

  it('is compared with in a dry run, as far as this run is about it', async () => {
    const inputs = { dump: smaller, types: 'all', 'dry-run': 'true', 'if-exists': 'replace' }
    const given = { ...inputs, baseline: baseline() }
    const all = await runAction({ ...given, 'max-shrink': '100' })
    expect(all.outputs.status, all.shown).toBe('planned')
    expect(changesOf(all)).toMatchObject({
      [named('shop')]: { documents: { before: 100, now: 94 } },
      [named('gone')]: { kind: 'missing' },
    })
    const held = all.report?.indices.map(({ source, content }) => [source, content.documents])
    expect(held).toEqual([
      [named('shop'), 94],
      [named('still'), 4],
    ])
    const some = await runAction({ ...given, match: 'still$', 'max-shrink': '0' })
    expect(some.outputs.status, some.shown).toBe('planned')
    expect(Object.keys(changesOf(some))).toEqual([named('still')])
    expect(some.report?.changes?.notCompared.toSorted()).toEqual([named('gone'), named('shop')])
    const shrunk = await runAction({ ...given, index: named('shop'), 'max-shrink': '5.999' })
    expect(shrunk.report?.failure?.code).toBe('DUMP_SHRANK')
  })

  it('cannot be the report of a run that failed, which stays as it is', async () => {
    const failed = join(workspace, 'failed.json')
    const before = await readFile(failed, 'utf8')
    const run = await runAction({ dump: first, uri: NOWHERE, baseline: failed, 'report-path': failed })
    expect(expectFailedWhole(run, 'INPUTS_INVALID')).toContain('is the report of a run that failed')
    expect(await readFile(failed, 'utf8')).toBe(before)
  })
})

it('a dump without an expected index fails before the cluster is asked', async () => {
  const expected = `${named('sh*')}, ${named('gon')}, ${named('x*')}`
  const run = await runAction({ dump: first, uri: NOWHERE, 'expect-indices': expected })
  const message = expectFailedWhole(run, 'DUMP_INDEX_MISSING')
  expect(message).toContain(`- ${named('gon')} (did you mean '${named('gone')}'?)\n- ${named('x*')}\n`)
  expect(message).not.toContain(named('sh*'))
})
