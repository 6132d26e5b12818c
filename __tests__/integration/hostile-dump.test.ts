// A dump that somebody made to reach what is not in it: another index, path, file or command, or the log's reader.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ActionRun, isNative, runAction } from '../support/action.js'
import {
  createIndex,
  documentsOf,
  namesFrom,
  removeDumps,
  type Snapshot,
  snapshot,
  writeDump,
} from '../support/dumps.js'
import { cleanUp, opensearchUrl, prefix, request } from '../support/opensearch.js'
import { annotationOf, resultOf } from '../support/outcome.js'
import { type RunningProxy, startProxy } from '../support/proxy.js'

const start = prefix('hostile-dump')
const index = (name: string) => `${start}${name}`
const VICTIM = index('victim')
const MARK = `${VICTIM}--restoring-1.1.abcdef01`
/** Would be a command to the runner, a change of colour, markup. */
const NASTY_ID = '\u001b[31mred\n::error::from the dump ##[error] <img src=x> | `x`'
const NAMES = [
  '$(touch pwned)',
  'a&touch pwned',
  '`touch pwned`',
  "it's",
  'hz%2e%2e%2f',
  'esc\u001b[31m',
  'two\nlines',
]
const COMMANDS = ['::stop-commands::abc', '::add-mask::index', ' ::error::from a name']
const BAD_NAMES = ['::set-output name=x::y', 'a "b"', '##[error]x', '<img src=x>', '../up']

let outside: string
let run: ActionRun
let proxy: RunningProxy
let before: Snapshot

/** Lines without an end in a metadata file of a few kilobytes. */
const BOMB = gzipSync(Buffer.alloc(40 * 1024 * 1024, 0x20))

beforeAll(async () => {
  before = await createIndex(VICTIM, { 1: { n: 'untouched' } })
  outside = mkdtempSync(join(tmpdir(), 'outside-'))
  writeFileSync(join(outside, 'secret'), 'SECRET that is no JSON')
  const line = `${JSON.stringify({ _index: VICTIM, _id: '1', _type: '../x', _source: { n: 1 } })}\n`
  const rejected = `${JSON.stringify({ _id: NASTY_ID, _source: { day: NASTY_ID } })}\n`
  const parts = (name: string, part: object) => ({ [index(name)]: { data: line, ...part } })
  const dump = await writeDump(
    {
      ...parts('plain', { mapping: { properties: { day: { type: 'date' } } } }),
      ...parts('rejects', { data: rejected, mapping: { properties: { day: { type: 'date' } } } }),
      ...parts('steals', { alias: { [index('stolen')]: { index: VICTIM } } }),
      ...parts('bomb', {}),
      ...parts('deep', { mapping: '{"a":'.repeat(20_000) }),
      ...Object.assign({}, ...NAMES.map((name) => parts(name.replaceAll(' ', '-'), {}))),
    },
    {
      [`${index('bomb')}.mapping.json.gz`]: BOMB,
      [`${index('plain')}.script.json`]: JSON.stringify({
        stored_scripts: [{ _id: `../${VICTIM}/_doc/2?x=#`, script: { lang: 'painless', source: '1' } }],
      }),
    },
  )
  for (const name of BAD_NAMES) writeFileSync(join(dump, `${start}${name.replaceAll('/', '_')} .json`), line)
  for (const name of COMMANDS) writeFileSync(join(dump, `${name}.json`), line)
  symlinkSync(join(outside, 'secret'), join(dump, `${index('linked')}.json`))
  symlinkSync('.', join(dump, 'loop'))
  symlinkSync('nowhere', join(dump, 'broken-link'))
  mkdirSync(join(dump, `${index('folder')}.json`))
  execFileSync('mkfifo', [join(dump, `${index('pipe')}.json`)])
  proxy = await startProxy()
  run = await runAction({
    uri: `http://${proxy.host}`,
    dump,
    types: 'mapping,data,alias,script',
    verify: 'full',
    parallel: '4',
  })
})

afterAll(async () => {
  await proxy.close()
  await cleanUp(start)
  await removeDumps()
})

describe('a hostile dump', () => {
  it('restores what is good of it', async () => {
    expect(run.code, run.shown).toBe(1)
    expect(resultOf(run, index('plain'))).toMatchObject({ status: 'ok', verified: true })
    expect(await documentsOf(index('plain'))).toEqual({ 1: { n: 1 } })
    for (const name of NAMES) expect(resultOf(run, index(name.replaceAll(' ', '-'))).status, name).toBe('ok')
  })

  it('reaches no other index, and no other path', async () => {
    expect(await snapshot(VICTIM)).toEqual(before)
    expect(await namesFrom(index('stolen'))).toEqual([])
    // Encoded, what names a script is one step of a path.
    const scripts = proxy.seen.filter((line) => line.includes('/_scripts/'))
    expect(scripts.length).toBeGreaterThan(0)
    for (const line of scripts) expect(line).toMatch(/ \/_scripts\/[^/?#]+(?:\/[^/]*)?$/)
    expect(proxy.seen.filter((line) => line.includes('../'))).toEqual([])
    expect(annotationOf(run, index('steals'))).toContain('names an index itself')
  })

  it('reaches no other file, and waits for none', () => {
    expect(annotationOf(run, index('linked'))).toContain('it is a link that leads out of the dump')
    expect(annotationOf(run, index('pipe'))).toContain('no file, but a pipe')
    expect(run.report?.ignoredFiles).toEqual(
      expect.arrayContaining(['loop/', 'broken-link', `${index('folder')}.json/`]),
    )
    expect(JSON.stringify([run.log, run.report, run.summary])).not.toContain('SECRET')
  })

  it('fills no memory', () => {
    expect(annotationOf(run, index('bomb'))).toContain('it has more than 32 MiB of content')
    expect(annotationOf(run, index('deep'))).toContain('go deeper than 500')
  })

  it('runs no command', () => {
    expect(existsSync('pwned')).toBe(false)
    // What a runner would carry out: lines of its own commands alone, none of the dump's.
    const commands = run.log.split('\n').filter((line) => line.trim().startsWith('::'))
    expect(
      commands.filter((line) => !/^::(?:group|endgroup|error|debug|add-mask)(?: title=[^:]*)?::/.test(line)),
    ).toEqual([])
    expect(
      commands.filter((line) => line.startsWith('::error') && !line.startsWith('::error title=Restore of ')),
    ).toEqual([])
    expect(run.log.split('\n').filter((line) => !line.startsWith('::') && line.includes('##['))).toEqual([])
  })

  it('tells its reader what is so, as text', () => {
    expect(resultOf(run, index('rejects')).rejections[0]?.id).toBe(NASTY_ID)
    for (const text of [run.log, run.summary]) expect(text).not.toMatch(/(?!\n)\p{Cc}|\p{Bidi_Control}/u)
    // Within backticks there is no markup.
    expect(run.summary.replaceAll(/`[^`\n]*`/g, '')).not.toContain('<img')
    for (const { title } of run.annotations) expect(title).not.toContain('\n')
    for (const name of BAD_NAMES) {
      const target = `${start}${name.replaceAll('/', '_')} `
      expect(run.report?.indices.find((one) => one.name === target)?.failure?.code, name).toBe(
        'INDEX_NAME_INVALID',
      )
    }
  })
})

it('an alias of the dump that is a mark of this action is refused before anything is written', async () => {
  const dump = await writeDump({ [index('marked')]: { data: { 1: {} }, alias: { [MARK]: {} } } })
  const marked = await runAction({ dump, types: 'data,alias' })
  expect(marked.report?.failure).toMatchObject({ code: 'INDEX_NAME_INVALID' })
  expect(marked.annotations[0]?.message).toContain(`${MARK} is how this action marks an index`)
  expect(await namesFrom(index('marked'))).toEqual([])
})

it.skipIf(!isNative)('an index may be called as what every object of JavaScript has', async () => {
  const there = await request('HEAD', '/constructor')
  expect(there.status).toBe(404)
  try {
    const dump = await writeDump({
      constructor: { data: { 1: { n: 1 } } },
      [index('beside')]: { data: { 1: {} } },
    })
    const restored = await runAction({ uri: opensearchUrl(), dump, types: 'data' })
    expect(restored.code, restored.shown).toBe(0)
  } finally {
    await request('DELETE', '/constructor')
  }
})

it.skipIf(!isNative)(
  'a pattern that does not come to an end over a name of the dump is cut off',
  async () => {
    const dump = await writeDump({ [`${start}${'a'.repeat(60)}!`]: { data: { 1: {} } } })
    const cut = await runAction({ dump, match: `^${start}(a+)+$` })
    expect(cut.report?.failure).toMatchObject({ code: 'INPUTS_INVALID' })
    expect(cut.annotations[0]?.message).toContain(
      '`match` was still looking at the names of the dump after 2 s',
    )
  },
)
