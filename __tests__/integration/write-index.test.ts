// Aliases of which another index is written to than before: a rollover between two dumps.
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { isNative, runAction } from '../support/action.js'
import { createIndex, documentsOf, numbered, removeDumps, writeDump } from '../support/dumps.js'
import { cleanUp, prefix, request } from '../support/opensearch.js'
import { annotationOf, resultOf } from '../support/outcome.js'

const start = prefix('writers')
const named = (name: string) => start + name
const aliases = (all: Record<string, object>) =>
  Object.fromEntries(Object.entries(all).map(([name, options]) => [named(name), options]))
const W = { is_write_index: true }
const NOT = { is_write_index: false }
const PART = { filter: { term: { n: 1 } }, index_routing: '1', search_routing: '1,2' }

afterEach(async () => {
  await cleanUp(start)
  await request('DELETE', `/_index_template/${start}*`)
})
afterAll(removeDumps)

/** @returns what an index, or the one behind a name, has of the aliases that are not its name */
async function aliasesOf(name: string): Promise<object> {
  const { body } = await request('GET', `/${named(name)}/_alias`)
  const [held] = Object.values(body) as { aliases: Record<string, object> }[]
  const { [named(name)]: _, ...others } = held?.aliases ?? {}
  return others
}

async function blocksOf(name: string): Promise<object | undefined> {
  const { body } = await request('GET', `/${named(name)}/_settings/index.blocks*`)
  const [held] = Object.values(body) as { settings: { index?: object } }[]
  return held?.settings.index
}

describe('a dump that lets aliases write to other indexes', () => {
  // Only with `append` an engine gives aliases.
  it.each(isNative ? ['replace', 'swap', 'append'] : ['append'])(
    'moves what is written to, whichever comes first, and not to one that fails: %s',
    async (ifExists) => {
      const old = { forth: W, on: { ...W, ...PART }, lost: W, gone: W }
      await createIndex(named('a'), numbered(2), { aliases: aliases(old) })
      await createIndex(named('b'), numbered(2), { aliases: aliases({ back: W, forth: NOT }) })
      // Of an alias that its index does not name, appending changes nothing.
      const gone = ifExists === 'append' ? { gone: NOT } : {}
      const now = { forth: {}, on: { ...NOT, ...PART }, lost: NOT, back: W, ...gone }
      // With this the aliases of an index cannot be changed any more; and the largest comes first.
      const settings = { blocks: { read_only: 'true' } }
      const mapping = { properties: { n: { type: 'long' } } }
      const dump = await writeDump({
        [named('a')]: { data: numbered(3), mapping, settings, alias: aliases(now) },
        [named('b')]: { data: numbered(300), mapping, settings, alias: aliases({ back: NOT, forth: W }) },
        [named('new')]: { data: numbered(3), mapping, alias: aliases({ on: W, gone: W }) },
        [named('bad')]: { data: { 1: { n: 'no number' } }, mapping, alias: aliases({ lost: W }) },
      })
      const inputs = { dump, types: 'settings,mapping,data,alias', 'if-exists': ifExists, parallel: '1' }
      const run = await runAction(inputs)
      for (const name of ['a', 'b', 'new']) expect(resultOf(run, named(name)).failure).toBeNull()
      expect(resultOf(run, named('bad')).failure?.code).toBe('DOCUMENTS_REJECTED')
      expect(await aliasesOf('a')).toEqual(aliases({ ...now, lost: W }))
      expect(await aliasesOf('b')).toEqual(aliases({ back: NOT, forth: W }))
      expect(await aliasesOf('new')).toEqual(aliases({ on: W, gone: W }))
      expect(await documentsOf(named('b'))).toEqual(numbered(300))
      // What an alias still writes to takes writes; what exists already has its own settings.
      expect(await blocksOf('a')).toBeUndefined()
      expect(await blocksOf('b')).toEqual(ifExists === 'append' ? undefined : settings)
      await request('PUT', `/${named('b')}/_settings`, { 'index.blocks.read_only': null })
    },
  )
})

describe.runIf(isNative)('a template that lets an alias write to what is made', () => {
  it('is refused where that is another index already, in a dry run too, with what helps', async () => {
    await createIndex(named('other'), numbered(2), { aliases: aliases({ held: W }) })
    const template = (name: string, alias: string) => ({
      index_patterns: [named(`${name}*`)],
      template: { aliases: aliases({ [alias]: W }) },
    })
    await request('PUT', `/_index_template/${named('t')}`, template('a', 'held'))
    const ofDump = { name: named('u'), index_template: template('b', 'own') }
    const dump = await writeDump(
      Object.fromEntries(['a', 'b1', 'b2'].map((name) => [named(name), { data: numbered(3) }])),
      { [`${named('u')}.index_template.json`]: JSON.stringify({ index_templates: [ofDump] }) },
    )
    const inputs = { dump, types: 'data,index_template' }
    for (const run of [await runAction({ ...inputs, 'dry-run': 'true' }), await runAction(inputs)]) {
      for (const [name, template, other] of [
        ['a', 't', 'other'],
        ['b2', 'u', 'b1'],
      ] as const) {
        const { failure } = resultOf(run, named(name))
        expect(failure?.code).toBe('NAMES_CLASH')
        expect(failure?.message).toContain(`as template ${named(template)} says: that is ${named(other)},`)
        expect(failure?.hint).toContain(`Take \`is_write_index\` out of template ${named(template)} of the`)
        expect(annotationOf(run, named(name))).not.toContain('rename-alias-pattern')
      }
      expect(resultOf(run, named('b1')).failure).toBeNull()
    }
  })
})
