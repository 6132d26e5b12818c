// Another cluster in the place of a dump; here mostly the same one, under other names. Across servers: secured.
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type ActionRun, isNative, runAction } from '../support/action.js'
import { documentsOf, namesFrom, snapshot } from '../support/dumps.js'
import { holdAt, isBulk } from '../support/held-run.js'
import { formsOf, leaksOf } from '../support/leaks.js'
import { cleanUp, cleanUpDataStreams, opensearchUrl, prefix, request } from '../support/opensearch.js'
import {
  annotationOf,
  expectFailed,
  expectFailedWhole,
  expectRestored,
  resultOf,
} from '../support/outcome.js'
import { type Fault, startProxy } from '../support/proxy.js'
import { openReaders, sourceTexts } from '../support/source.js'

const start = prefix('source')
const copies = prefix('copy')
const PASSWORD = `alpha7@bravo7/charlie7:delta7%zulu7?foxtrot7"golf7`

/** Every kind of thing that an index can have, on several shards. */
const SHOP = {
  settings: {
    number_of_shards: 3,
    number_of_replicas: 0,
    analysis: { analyzer: { folded: { tokenizer: 'standard', filter: ['lowercase', 'asciifolding'] } } },
  },
  mappings: {
    properties: {
      n: { type: 'long' },
      title: { type: 'text', analyzer: 'folded' },
      parts: { type: 'nested', properties: { name: { type: 'keyword' } } },
    },
  },
}
/** As their text: JavaScript cannot hold them all. */
const ODD = [
  '{"n":9007199254740993,"d":1.0,"e":-0.0,"f":1E+2}',
  '{"big":123456789012345678901234567890,"exact":0.1000000000000000055511151231257827}',
  String.raw`{"__proto__":{"a":1},"half":"\ud800","escaped":"\u0041\/","hits":"\"hits\":["}`,
  '{ "spaced" : [ 1 , 2 ] , "empty" : { } }',
]

async function make(index: string, body: object, lines: string[]): Promise<void> {
  const settings = { number_of_replicas: 0 }
  const created = await request('PUT', `/${index}`, { settings, ...body })
  expect(created.status, created.text).toBe(200)
  if (lines.length === 0) return
  const { body: answer, text } = await request('POST', `/${index}/_bulk?refresh=true`, lines.join(''))
  expect(answer.errors, text).toBe(false)
}

function line(id: string, source: string, routing?: string): string {
  return `${JSON.stringify({ index: { _id: id, ...(routing && { routing }) } })}\n${source}\n`
}

const plain = (count: number) =>
  Array.from({ length: count }, (_, n) => line(String(n), JSON.stringify({ n, title: `Title ${n}` })))

/** One id under two routings is two documents. */
const SHOP_LINES = [
  ...plain(700),
  ...['r1', 'r3'].map((routing) => line('same', '{"n":1}', routing)),
  line('nested', '{"n":2,"parts":[{"name":"a"},{"name":"b"}]}'),
]
/** In part larger than a page may be. */
const LARGE_LINES = [
  ...plain(20),
  ...Array.from({ length: 12 }, (_, i) => line(`large-${i}`, `{"text":"${'x'.repeat(3_000_000)}"}`)),
]

beforeAll(async () => {
  const unmapped = { mappings: { dynamic: false } }
  const numbers = ODD.map((source, i) => line(`odd-${i}`, source))
  await Promise.all([
    make(`${start}shop`, SHOP, SHOP_LINES),
    make(`${start}empty`, { settings: { number_of_shards: 2, number_of_replicas: 0 } }, []),
    make(`${start}late`, { settings: { refresh_interval: '-1', number_of_replicas: 0 } }, plain(1)),
    make(`${start}busy`, { settings: { number_of_shards: 2, number_of_replicas: 0 } }, plain(600)),
    make(`${start}closed`, {}, plain(1)),
    make(`${start}sourceless`, { mappings: { _source: { enabled: false } } }, plain(3)),
    make(`${start}partial`, { mappings: { _source: { excludes: ['title'] } } }, plain(3)),
    ...(isNative
      ? [make(`${start}numbers`, unmapped, numbers), make(`${start}large`, unmapped, LARGE_LINES)]
      : []),
  ])
  const alias = { index: `${start}shop`, alias: `${start}alias`, routing: 'r1' }
  await request('POST', '/_aliases', { actions: [{ add: alias }] })
  // Nobody has refreshed since.
  await request('POST', `/${start}late/_bulk`, plain(5).join(''))
  await request('POST', `/${start}closed/_close`)
  // Over several lines, as no bulk request can have it.
  const response = await fetch(`${opensearchUrl()}/${start}busy/_doc/lines?refresh=true`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: '{\n  "n": 1,\n  "title": "a \\n b"\n}\n',
  })
  expect(response.status).toBe(201)
})

afterAll(async () => {
  await cleanUp(start)
  await cleanUp(copies)
})

/** Restores indexes of the source under other names. */
const renamed = (names: string, inputs: Record<string, string> = {}) => ({
  'source-uri': opensearchUrl(),
  match: `^${start}(?:${names})$`,
  'rename-pattern': start,
  'rename-replacement': copies,
  'rename-alias-pattern': start,
  'rename-alias-replacement': copies,
  ...inputs,
})

describe('indexes of the source', () => {
  const types = 'settings,analyzer,mapping,data,alias'

  it('come over whole, and nothing is left open there', async () => {
    const before = await snapshot(`${start}shop`)
    const names = isNative ? 'shop|empty|late|numbers|large' : 'shop|empty|late'
    const run = await runAction(renamed(names, { types, verify: 'full' }))
    expectRestored(run)
    expect(run.outputs.verified).toBe('true')
    const shop = resultOf(run, `${copies}shop`)
    expect(shop).toMatchObject({
      source: `${start}shop`,
      documents: { dump: 703, cluster: 703, rejected: 0 },
    })
    expect(resultOf(run, `${copies}empty`).documents).toMatchObject({ dump: 0, cluster: 0 })
    expect(resultOf(run, `${copies}late`).documents).toMatchObject({ dump: 5, cluster: 5 })
    expect(await sourceTexts(`${copies}shop`)).toEqual(await sourceTexts(`${start}shop`))
    if (isNative) {
      expect(resultOf(run, `${copies}large`).documents).toMatchObject({ dump: 32, cluster: 32 })
      const numbers = await sourceTexts(`${copies}numbers`)
      expect(Object.values(numbers).slice(0, ODD.length)).toEqual(ODD)
    }
    const { body } = await request('GET', `/${copies}shop`)
    expect(body[`${copies}shop`]).toMatchObject({
      aliases: { [`${copies}alias`]: { index_routing: 'r1', search_routing: 'r1' } },
      mappings: SHOP.mappings,
      settings: { index: { number_of_shards: '3', analysis: SHOP.settings.analysis } },
    })
    expect(await snapshot(`${start}shop`)).toEqual(before)
    await expect.poll(() => openReaders(start), { timeout: 5000 }).toBe(0)
  })

  it('are named in report and summary, and the cluster that they are from', async () => {
    const dryRun = renamed('shop', { 'dry-run': 'true', 'rename-replacement': `${copies}dry-` })
    const run = await runAction(dryRun)
    expect(run.outputs.status, run.shown).toBe('planned')
    const { body } = await request('GET', '/')
    const { number } = body.version as { number: string }
    const named = `source cluster ${body.cluster_name} (OpenSearch ${number}) at ${opensearchUrl()}`
    expect(run.report?.dump).toBe(named)
    expect(run.summary).toContain(`From \`${named}\``)
    expect(run.report?.indices[0]?.planned).toEqual({ action: 'create', documents: 703 })
    expect(await namesFrom(`${copies}dry-`)).toEqual([])
    await expect.poll(() => openReaders(start), { timeout: 5000 }).toBe(0)
  })

  it('that cannot be read whole fail, with words, and the others are restored', async () => {
    const inputs = renamed('empty|closed|sourceless|partial', { 'rename-replacement': `${copies}odd-` })
    const run = await runAction(inputs)
    expectFailed(run)
    expect(annotationOf(run, `${copies}odd-closed`)).toContain('it is closed')
    expect(annotationOf(run, `${copies}odd-sourceless`)).toContain('`_source` disabled')
    expect(run.annotations).toHaveLength(2)
    expect(await namesFrom(`${copies}odd-`)).toEqual([`${copies}odd-empty`, `${copies}odd-partial`])
    // The other part is lost, and said to be.
    expect(run.report?.warnings.join()).toContain(`The mapping of ${start}partial keeps parts`)
  })
})

describe('a source that is written to all the while', () => {
  it.each(['point in time', 'scroll'])('is restored as it was at one moment: %s', async (way) => {
    const name = `${copies}${way.replaceAll(' ', '-')}-`
    const proxy = await startProxy({
      fault: ({ url }) =>
        way === 'scroll' && url?.includes('/point_in_time')
          ? { status: 400, text: '{"error":"no handler found","status":400}' }
          : undefined,
    })
    const inputs = renamed('busy|empty', {
      verify: 'full',
      'rename-replacement': name,
      types: 'mapping,data',
    })
    const given = { ...inputs, 'source-uri': `http://${proxy.host}`, 'batch-size': '4kb', concurrency: '1' }
    const before = await documentsOf(`${start}busy`)
    const held = await holdAt(given, isBulk)
    if (way !== 'scroll') expect(await openReaders(start)).toBeGreaterThan(0)
    const changes = [line('0', '{"n":-7}'), line('new', '{"n":-1}'), '{"delete":{"_id":"599"}}\n']
    const changed = await request('POST', `/${start}busy/_bulk?refresh=true`, changes.join(''))
    expect(changed.body.errors).toBe(false)
    await request('POST', `/${start}busy/_forcemerge?max_num_segments=1`)
    held.release()
    const run = await held.run
    await held.close()
    await proxy.close()
    expectRestored(run)
    expect(run.outputs.verified).toBe('true')
    expect(await documentsOf(`${name}busy`)).toEqual(before)
    expect(resultOf(run, `${name}empty`).documents).toMatchObject({ dump: 0, cluster: 0 })
    expect(run.shown.includes('it is copied by scroll')).toBe(way === 'scroll')
    await expect.poll(() => openReaders(start), { timeout: 5000 }).toBe(0)
    await request(
      'POST',
      `/${start}busy/_bulk?refresh=true`,
      [...plain(600), '{"delete":{"_id":"new"}}\n'].join(''),
    )
  })
})

describe('the network to the source', () => {
  it('may cut and refuse, and lay answers out anew: a page is asked for again', async () => {
    const faults: (Fault | undefined)[] = [
      undefined,
      { status: 503, text: 'busy' },
      'cut-answer',
      { status: 429, text: '{"error":{"type":"rejected_execution_exception"},"status":429}' },
      undefined,
      'gone',
    ]
    let searches = 0
    const credentials = { username: 'reader', password: PASSWORD }
    const proxy = await startProxy({
      credentials,
      prefix: '/behind',
      before: (request) => {
        if (request.url?.startsWith('/behind/_search?')) request.url += '&pretty=true'
      },
      fault: ({ url }) => (url?.startsWith('/behind/_search?') ? faults[searches++] : undefined),
    })
    const uri = `http://reader:${encodeURIComponent(PASSWORD)}@${proxy.host}/behind`
    const inputs = renamed('shop', {
      'source-uri': uri,
      'rename-replacement': `${copies}cut-`,
      types: 'settings,mapping,analyzer,data',
      verify: 'full',
    })
    const run = await runAction(inputs, { env: { RUNNER_DEBUG: '1' } })
    await proxy.close()
    expectRestored(run)
    expect(searches).toBeGreaterThan(faults.length)
    expect(resultOf(run, `${copies}cut-shop`).documents).toMatchObject({ dump: 703, cluster: 703 })
    expect(leaksOf(run, formsOf('reader', PASSWORD))).toEqual([])
    expect(run.report?.dump).toMatch(/ at http:\/\/127\.0\.0\.1:\d+\/behind$/)
  })
})

describe('the example of the README', () => {
  it('is what it says', async () => {
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8')
    const [, yaml = ''] = /<!-- source:begin -->\n```yaml\n(.*?)```/s.exec(readme) ?? []
    const example = (parse(yaml) as { with: Record<string, string> }).with
    const pr = `pr-${start}`
    const secrets = { uri: opensearchUrl(), 'source-uri': opensearchUrl() }
    const mine = Object.entries(example).map(([name, value]) => [
      name,
      value.replace(/pr-\$\{\{ [a-z.]+ \}\}-/, pr).replace('^shop\\.', `^${start}shop$`),
    ])
    const { engine, ...inputs } = { ...Object.fromEntries(mine), ...secrets } as Record<string, string>
    expect(engine).toBe('native')
    const run = await runAction(inputs)
    expectRestored(run)
    expect(resultOf(run, `${pr}${start}shop`).documents).toMatchObject({ dump: 703, cluster: 703 })
    expect(await namesFrom(pr)).toEqual([`${pr}${start}alias`, `${pr}${start}shop`])
    await cleanUp(pr)
  })
})

/** Nothing may have been written. */
async function expectRefused(inputs: Record<string, string>, code: string): Promise<string> {
  const before = await snapshot(`${start}shop`)
  const run: ActionRun = await runAction({ types: 'mapping,data', ...inputs })
  const message = expectFailedWhole(run, code)
  expect(await snapshot(`${start}shop`)).toEqual(before)
  await expect.poll(() => openReaders(start), { timeout: 5000 }).toBe(0)
  return message
}

describe.runIf(isNative)('nothing is written', () => {
  it('into what is read, by its name or an alias', async () => {
    const source = { 'source-uri': opensearchUrl() }
    const named = { ...source, match: `^${start}(shop|empty)$`, 'if-exists': 'replace' }
    expect(await expectRefused(named, 'NAMES_CLASH')).toContain(
      `${start}shop would be restored into ${start}shop`,
    )
    const alias = {
      ...source,
      index: `${start}shop`,
      'rename-pattern': 'shop$',
      'rename-replacement': 'alias',
    }
    expect(await expectRefused({ ...alias, 'if-exists': 'swap' }, 'NAMES_CLASH')).toContain(
      `into ${start}alias, an alias of ${start}shop`,
    )
  })

  it('where an alias of what is read would get the copy as well', async () => {
    const inputs = renamed('shop', { types: 'mapping,data,alias' })
    const message = await expectRefused({ ...inputs, 'rename-alias-replacement': start }, 'NAMES_CLASH')
    expect(message).toContain(`${start}alias (of ${start}shop)`)
    expect(message).toContain('`rename-alias-pattern`')
  })

  it('where the source has no such index', async () => {
    const source = { 'source-uri': opensearchUrl() }
    const none = await expectRefused({ ...source, match: `^${start}none$` }, 'DUMP_NO_MATCH')
    expect(none).toContain('source cluster')
    const missing = await expectRefused({ ...source, index: `${start}none` }, 'DUMP_NO_MATCH')
    expect(missing).toContain('there is nothing of this name')
    const alias = await expectRefused({ ...source, index: `${start}alias` }, 'DUMP_NO_MATCH')
    expect(alias).toContain(`it is an alias, of ${start}shop`)
    const stream = `${start}stream`
    await request('PUT', `/_index_template/${stream}`, { index_patterns: [stream], data_stream: {} })
    await request('PUT', `/_data_stream/${stream}`)
    const behind = await expectRefused({ ...source, index: stream }, 'DUMP_NO_MATCH')
    expect(behind).toMatch(/it is a data stream, .* read: \.ds-.*stream-000001\nGive one of these in `index`/)
    await cleanUpDataStreams(start)
  })
})
