// What `replace` and `swap` make of an index, where everything goes well.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { ENGINE, isNative, runAction, TOOL_CACHE } from '../support/action.js'
import { createIndex, documentsOf, namesFrom, numbered, removeDumps, writeDump } from '../support/dumps.js'
import { cleanUp, opensearchUrl, prefix, request } from '../support/opensearch.js'
import { expectRestored, resultOf } from '../support/outcome.js'
import { clusterState, type IndexState } from '../support/state.js'

const start = prefix('beside')
const named = (name: string) => start + name
const OLD = { 1: { n: 'old' }, own: { n: 'old' } }
const mapping = { properties: { n: { type: 'long' }, title: { type: 'text', analyzer: 'plain' } } }
const analyzer = {
  analysis: {
    filter: { words: { type: 'stop', stopwords: ['title'] } },
    analyzer: { plain: { type: 'custom', tokenizer: 'standard', filter: ['lowercase', 'words'] } },
  },
}
/** All of these would show where they leaked into the new index. */
const oldSettings = {
  'index.refresh_interval': '7s',
  'index.number_of_replicas': 0,
  'index.max_result_window': 20_000,
  'index.default_pipeline': '_none',
  'index.analysis.analyzer.own.type': 'keyword',
}
/** With much data some of these are held back while it loads. */
const settings = {
  number_of_shards: '2',
  number_of_replicas: '0',
  refresh_interval: '9s',
  max_result_window: '30000',
  default_pipeline: `${start}-none`,
  final_pipeline: `${start}-none`,
  blocks: { write: 'true' },
  mapping: { total_fields: { limit: '50' } },
}

afterEach(() => cleanUp(start))
afterAll(removeDumps)

const ORIGIN = /^index\.(resize|routing\.allocation\.initial_recovery)\./

/** Cloning leaves behind where an index comes from, and a default, spelled out. */
function withoutOrigin(state: IndexState | undefined): object {
  const { 'index.routing_partition_size': partition = '1', ...settings } = state?.settings ?? {}
  expect(partition).toBe('1')
  const kept = Object.entries(settings).filter(([key]) => !ORIGIN.test(key))
  return { ...state, settings: Object.fromEntries(kept) }
}

/** The index that answers to a name. */
async function stateOf(name: string): Promise<IndexState> {
  const states = Object.values(await clusterState(name))
  expect(states).toHaveLength(1)
  return states[0] as IndexState
}

describe('the new index', () => {
  it.each(isNative ? ['1kb', '5mb'] : ['1kb'])(
    'is what a restore into nothing makes, with nothing of the old one: bodies of %s',
    async (size) => {
      const names = ['fresh', 'replaced', 'swapped', 'again'].map(named)
      for (const name of names.slice(1, 3)) await createIndex(name, OLD, { settings: oldSettings })
      await createIndex(`${named('again')}-0`, OLD, {
        settings: oldSettings,
        aliases: { [named('again')]: {} },
      })
      const one = { data: numbered(60), mapping, analyzer, settings: { ...settings, ...analyzer } }
      const dump = await writeDump(Object.fromEntries(names.map((name) => [name, one])))
      const inputs = { dump, types: 'settings,analyzer,mapping,data', verify: 'full', 'batch-size': size }
      for (const [name, ifExists] of names.map((name, i) => [
        name,
        ['fail', 'replace', 'swap', 'swap'][i] ?? '',
      ])) {
        const run = await runAction({ ...inputs, index: name ?? '', 'if-exists': ifExists ?? '' })
        expectRestored(run)
        expect(resultOf(run, name ?? '')).toMatchObject({
          action: ifExists === 'fail' ? 'created' : 'replaced',
          verified: true,
        })
        expect(resultOf(run, name ?? '').documents).toEqual({
          dump: 60,
          indexed: 60,
          rejected: 0,
          cluster: 60,
        })
      }
      const [fresh, replaced, swapped, again] = await Promise.all(names.map(stateOf))
      expect(fresh?.count).toBe(60)
      expect(withoutOrigin(replaced)).toEqual(fresh)
      for (const [i, alias] of [swapped, again].entries())
        expect({ ...alias, aliases: {} }, names[i + 2]).toEqual(fresh)
      // The block of the dump acts at the end, and pipelines too.
      for (const name of names)
        expect((await request('DELETE', `/${name}/_doc/1`)).text).toContain('index write (api)')
      const left = await namesFrom(start)
      expect(left.filter((name) => name.includes('--restoring-'))).toHaveLength(2)
      expect(left.filter((name) => !name.includes('--restoring-'))).toEqual([...names].sort())
    },
  )
})

describe('aliases', () => {
  const aliases = {
    [named('plain')]: {},
    [named('some')]: { filter: { term: { n: 41 } }, index_routing: '1', search_routing: '1,2' },
    [named('writer')]: { is_write_index: true },
  }

  it.each(['replace', 'swap'])('of the old index move along, whole: %s', async (ifExists) => {
    const target = named('there')
    await createIndex(target, OLD, { aliases })
    await createIndex(named('second'), OLD, { aliases: { [named('writer')]: { is_write_index: false } } })
    const dump = await writeDump({ [target]: { data: numbered(5), alias: {} } })
    for (const _ of [1, 2]) {
      expectRestored(await runAction({ dump, types: 'data', 'if-exists': ifExists }))
      const own = ifExists === 'swap' ? { [target]: {} } : {}
      expect((await stateOf(target)).aliases).toEqual({ ...aliases, ...own })
      expect((await stateOf(named('second'))).aliases).toEqual({
        [named('writer')]: { is_write_index: false },
      })
    }
    expect(await documentsOf(target)).toEqual(numbered(5))
  })

  it.each(['replace', 'swap'])(
    'of the dump take their place, and its own name is none: %s',
    async (ifExists) => {
      const target = named('there')
      await createIndex(target, OLD, { aliases })
      const brought = { [named('new')]: { filter: { term: { n: 1 } } }, [named('plain')]: {} }
      const dump = await writeDump({ [target]: { data: numbered(5), alias: { ...brought, [target]: {} } } })
      for (const _ of [1, 2]) {
        expectRestored(await runAction({ dump, types: 'data,alias', 'if-exists': ifExists }))
        const own = ifExists === 'swap' ? { [target]: {} } : {}
        expect((await stateOf(target)).aliases).toEqual({ ...brought, ...own })
      }
    },
  )

  it('that are swapped stay what they are', async () => {
    const target = named('hidden')
    const options = { is_hidden: true, index_routing: '7' }
    await createIndex(`${target}-0`, OLD, { aliases: { [target]: options } })
    const dump = await writeDump({ [target]: { data: numbered(5) } })
    expectRestored(await runAction({ dump, types: 'data', 'if-exists': 'swap' }))
    expect((await stateOf(target)).aliases).toEqual({ [target]: options })
  })
})

describe.runIf(isNative)('without documents, and without checks', () => {
  it.each(['replace', 'swap'])('mappings alone make an empty index: %s', async (ifExists) => {
    const target = named('empty')
    await createIndex(target, OLD)
    const dump = await writeDump({
      [target]: { data: numbered(5), mapping: { properties: { n: { type: 'long' } } } },
    })
    expectRestored(await runAction({ dump, types: 'mapping', 'if-exists': ifExists }))
    expect(await stateOf(target)).toMatchObject({
      count: 0,
      mappings: { properties: { n: { type: 'long' } } },
    })
  })

  it.each(['replace', 'swap'])('`verify: none` proves nothing, and replaces: %s', async (ifExists) => {
    const target = named('unverified')
    await createIndex(target, OLD)
    const dump = await writeDump({ [target]: { data: numbered(5) } })
    const run = await runAction({ dump, types: 'data', 'if-exists': ifExists, verify: 'none' })
    expectRestored(run)
    expect(run.outputs.verified).toBe('false')
    expect(await documentsOf(target)).toEqual(numbered(5))
  })

  it('`swap` makes the name an alias also where nothing has it', async () => {
    const target = named('nothing')
    const dump = await writeDump({ [target]: { data: numbered(5) } })
    const run = await runAction({ dump, types: 'data', 'if-exists': 'swap' })
    expectRestored(run)
    expect(resultOf(run, target).action).toBe('created')
    expect((await stateOf(target)).aliases).toEqual({ [target]: {} })
  })
})

it.runIf(isNative).each(['replace', 'swap'])(
  'takes names that have no room for a mark: %s',
  async (ifExists) => {
    const long = (end: string) => `${start}${'é'.repeat(100)}`.padEnd(250 - 100 - end.length, 'x') + end
    const names = [long('a'), long('b')]
    expect(Buffer.byteLength(names[0] ?? '')).toBe(250)
    for (const name of names) await createIndex(name, OLD)
    // Files' names have no room for them either.
    const dump = await writeDump({ [named('long')]: { data: numbered(5) } })
    const file = `${dump}/${named('long')}.json`
    for (const name of names) {
      for (const _ of [1, 2]) {
        const run = await runAction({ dump: file, index: name, types: 'data', 'if-exists': ifExists })
        expectRestored(run)
        expect(await documentsOf(name)).toEqual(numbered(5))
      }
    }
    const left = await namesFrom(start)
    expect(left.filter((name) => name.includes('--restoring-'))).toHaveLength(ifExists === 'swap' ? 2 : 0)
    for (const name of names) expect(left).toContain(name)
  },
)

describe('a run that is killed', () => {
  const all =
    'after making,after loading,before taking away,after taking away,after cloning,before finishing,before swapping,after swapping,before deleting'
  // From its documents on, the engine has no part in it.
  const moments = isNative ? all : 'after loading'

  it.each(['replace', 'swap'])(
    'leaves the target whole at every critical moment, and the next run leaves nothing else: %s',
    async (ifExists) => {
      const script = fileURLToPath(new URL('../../script/killing/main.mjs', import.meta.url))
      const given = ['--url', opensearchUrl(), '--engine', ENGINE, '--tool-cache', TOOL_CACHE]
      const killing = promisify(execFile)(process.execPath, [
        script,
        '--at',
        moments,
        '--if-exists',
        ifExists,
        ...given,
      ])
      const { stdout } = await killing
      expect(stdout).toMatch(/^\| all \| [1-6] \| \d+ \| \d+ \| \d+ \| 0 \|$/m)
    },
  )
})
