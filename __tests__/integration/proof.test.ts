import { execFile } from 'node:child_process'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { checkDump } from '../../script/checking/check-dump.mjs'
import { ENGINE, isNative, runAction, TOOL_CACHE } from '../support/action.js'
import { dumpOf, lines, removeDumps } from '../support/dump-folder.js'
import { cleanUp, opensearchUrl, prefix, request } from '../support/opensearch.js'
import { expectRestored } from '../support/outcome.js'

const start = prefix('proof')
const run = promisify(execFile)
const script = (name: string) => fileURLToPath(new URL(`../../script/${name}/main.mjs`, import.meta.url))

afterAll(async () => {
  await cleanUp(start)
  await removeDumps()
})

describe('a green run', () => {
  // Each kind once with counts or full; elasticdump, which starts anew for every step of an index, gets some of them.
  const some = 'document dropped,parameter,an alias,altered,in place of another,adds a setting'
  const [mutations, harmless, only] = isNative ? ['35', '38', ''] : ['9', '2', some]

  it('is none where the cluster or the dump was changed, and is one where the difference says nothing', async () => {
    const amounts = ['--mutations', mutations, '--harmless', harmless, '--only', only]
    const given = ['--url', opensearchUrl(), '--engine', ENGINE, '--tool-cache', TOOL_CACHE]
    const { stdout } = await run(process.execPath, [script('mutating'), '--seed', '11', ...amounts, ...given])
    expect(stdout).toMatch(new RegExp(`^\\| all \\|  \\| ${mutations} \\| \\d+ \\| \\d+ \\| 0 \\|$`, 'm'))
    expect(stdout).toMatch(new RegExp(`^\\| all \\| ${harmless} \\| ${harmless} \\| 0 \\|$`, 'm'))
  }, 300_000)
})

const settings = {
  index: {
    refresh_interval: '5s',
    analysis: { analyzer: { own: { type: 'custom', tokenizer: 'standard', filter: ['lowercase'] } } },
  },
}
const mapping = {
  dynamic: 'false',
  properties: { id: { type: 'long' }, text: { type: 'text', analyzer: 'own' } },
}

/** The last digits are more than a JavaScript number holds. */
function source(n: number): string {
  return `{"id":900719925474099${n},"text":"one ${n}","price":1.50}`
}

/** Documents without an id, and an id named twice. */
function data(): string {
  const routed = [1, 2, 3].map((n) => `{"_id":"${n}","_routing":"r","_source":${source(n)}}\n`)
  return `${lines([{ _id: '4', _source: { old: true } }])}${routed.join('')}{"_id":"4","_source":${source(4)}}\n{"_source":${source(5)}}\n`
}

describe.runIf(isNative)('script/check-dump', () => {
  const name = `${start}checked`
  let dump = ''

  async function check(...options: string[]): Promise<{ code: number; said: string }> {
    const args = [script('checking'), ...options, dump, opensearchUrl()]
    return await run(process.execPath, args).then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      ({ code, stdout }) => ({ code, said: stdout }),
    )
  }

  const alias = (action: object) => request('POST', '/_aliases', { actions: [action] })
  const bulk = (text: string) => request('POST', `/${name}/_bulk`, text)

  it('agrees with a good restore, and finds each difference by itself', async () => {
    const all = { [`${start}read`]: { filter: { term: { id: 1 } } } }
    dump = await dumpOf({ [name]: { data: data(), mapping, settings, alias: all } })
    expectRestored(await runAction({ dump, types: 'all', verify: 'full' }))
    const good = await check()
    expect(good).toEqual({ code: 0, said: expect.stringContaining('1 indexes, 5 documents: as in the dump') })

    const found = async () => (await checkDump(dump, opensearchUrl())).differences
    const put1 = (text: string) => bulk(`{"index":{"_id":"1","routing":"r"}}\n${text}\n`)
    for (const changed of [
      source(1).replace('0991', '0992'),
      source(1).replace('"one 1"', '["one 1"]'),
      source(1).replace('1.50', '"1.50"'),
      source(1).replace('}', ',"more":null}'),
      source(2),
    ]) {
      await put1(changed)
      expect(await found()).toEqual([`${name}: document ["1","r"] differs`])
    }
    await put1(source(1).replace('1.50', '15e-1'))
    expect(await found()).toEqual([])

    await request('DELETE', `/${name}/_doc/2?routing=r`)
    await bulk('{"index":{"_id":"6","routing":"r"}}\n{}\n')
    expect(await found()).toEqual([
      `${name}: document ["6","r"] only in the cluster`,
      `${name}: document ["2","r"] missing`,
    ])
    await request('DELETE', `/${name}/_doc/6?routing=r`)
    expect(await found()).toContain(`${name}: 5 documents in the dump, 4 counted`)
    await bulk(`{"index":{"_id":"2"}}\n${source(2)}\n`)
    expect(await found()).toContain(`${name}: document ["2",""] only in the cluster`)
    await bulk(`{"index":{"_id":"2","routing":"r"}}\n${source(2)}\n`)
    expect(await found()).toEqual([])

    await request('PUT', `/${name}/_mapping`, { dynamic: 'strict' })
    await request('PUT', `/${name}/_settings`, { index: { refresh_interval: '6s' } })
    await alias({ add: { index: name, alias: `${start}read`, filter: { term: { id: 2 } } } })
    await request('POST', `/${name}/_close`)
    const analysis = { analyzer: { own: { tokenizer: 'whitespace' } } }
    await request('PUT', `/${name}/_settings`, { index: { analysis } })
    await request('POST', `/${name}/_open?wait_for_active_shards=1`)
    const { code, said } = await check()
    expect(code).toBe(1)
    expect(said).toContain(`${name}: mapping.dynamic: false in the dump, strict in the cluster`)
    expect(said).toContain(`${name}: settings.refresh_interval: ["5s"] in the dump, ["6s"] in the cluster`)
    expect(said).toContain(`${name}: settings.analysis.analyzer.own.tokenizer: ["standard"] in the dump`)
    expect(said).toMatch(/alias.*\{"term":\{"id":0.1e1\}\}.* in the dump, .*0.2e1/)
    expect((await check('--types', 'data')).code).toBe(0)

    // What only the cluster has is told, and a difference where that is asked for.
    await request('PUT', `/${name}/_mapping`, { properties: { more: { type: 'long' } } })
    expect((await check('--types', 'mapping')).said).toContain(
      `no difference: ${name}: mapping.properties.more`,
    )
  })

  it('says what it cannot compare, and does not call that equal', async () => {
    await writeFile(join(dump, 'notes.txt'), '')
    const { code, said } = await check('--types', 'data')
    expect(code).toBe(1)
    expect(said).toContain('notes.txt: not compared')
    await rename(join(dump, `${name}.json`), join(dump, `${start}elsewhere.json`))
    expect((await check('--types', 'data')).said).toMatch(/elsewhere: data not compared: .*HTTP 404/)
    await writeFile(join(dump, `${start}elsewhere.json`), '{"_id":"1","_source":{"a":1\n')
    expect((await check('--types', 'data')).said).toMatch(/elsewhere: data not compared/)
  })
})
