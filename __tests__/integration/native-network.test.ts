import type { IncomingMessage } from 'node:http'
import { afterAll, describe, expect, it } from 'vitest'
import { type ActionRun, isNative, runAction } from '../support/action.js'
import { documents, dumpOf, lines, removeDumps } from '../support/dump-folder.js'
import { cleanUp, prefix, request } from '../support/opensearch.js'
import { resultOf } from '../support/outcome.js'
import { type Fault, type ProxyOptions, startProxy } from '../support/proxy.js'

const start = prefix('network')
const WITH_ID = 1500
const WITHOUT_ID = 500
const SMALL = { 'batch-size': '10kb', concurrency: '4', verify: 'full' }
let made = 0

afterAll(async () => {
  await cleanUp(start)
  await removeDumps()
})

/** Documents with ids of their own, and between them some without. */
function mixed(): object[] {
  const own = documents(WITH_ID, (n) => ({ n, text: `own ${n} ${'x'.repeat(60)}` }))
  const none = documents(WITHOUT_ID, (n) => ({ n: -n, text: `none ${n}` })).map((document) => ({
    ...document,
    _id: undefined,
  }))
  return own.flatMap((document, n) => (n % 3 === 0 ? [document, none[n / 3] as object] : [document]))
}

async function restoreThrough(
  options: ProxyOptions,
  data: object[] | string,
  inputs: Record<string, string> = {},
): Promise<{ run: ActionRun; index: string; bulks: number }> {
  const index = `${start}${made++}`
  const dump = await dumpOf({ [index]: { data } })
  const proxy = await startProxy(options)
  try {
    const uri = `http://${proxy.host}`
    const run = await runAction({ uri, dump, types: 'data', ...SMALL, ...inputs })
    return { run, index, bulks: proxy.seen.filter((line) => line.includes('/_bulk')).length }
  } finally {
    await proxy.close()
  }
}

async function expectWhole(run: ActionRun, index: string, count: number): Promise<void> {
  expect(run.code, run.shown).toBe(0)
  expect(run.outputs).toMatchObject({ status: 'restored', verified: 'true' })
  expect(resultOf(run, index)).toMatchObject({
    documents: { dump: count, indexed: count, rejected: 0, cluster: count },
    superseded: 0,
    rejections: [],
  })
  expect((await request('GET', `/${index}/_count`)).body.count).toBe(count)
}

describe.runIf(isNative)('through a network with faults', () => {
  it('every document is there once, whatever goes wrong with each fourth request', async () => {
    const faults: Record<string, Fault> = {
      'connections-drop-in-a-request': 'cut-request',
      'connections-drop-in-an-answer': 'cut-answer',
      'a-proxy-gives-up': 'late-answer',
      502: { status: 502, text: '<h1>502 Bad Gateway</h1>' },
      503: { status: 503, text: '' },
      504: { status: 504, text: 'upstream timed out' },
      429: { status: 429, text: 'slow down' },
    }
    const names = Object.keys(faults).map((name) => `${start}${name}`)
    const dump = await dumpOf(Object.fromEntries(names.map((name) => [name, { data: mixed() }])))
    const bulks: Record<string, number> = {}
    const proxy = await startProxy({
      bulkFault: ({ url = '' }) => {
        const [name = ''] = Object.keys(faults).filter((one) => url.includes(`/${start}${one}`))
        bulks[name] = (bulks[name] ?? 0) + 1
        return bulks[name] % 4 === 0 ? faults[name] : undefined
      },
    })
    const run = await runAction({ uri: `http://${proxy.host}`, dump, types: 'data', ...SMALL, parallel: '7' })
    await proxy.close()
    for (const name of names) await expectWhole(run, name, WITH_ID + WITHOUT_ID)
    for (const name of Object.keys(faults)) expect(bulks[name], name).toBeGreaterThan(15)
  })

  it('a while of 429 leaves requests that are worth their while', async () => {
    const data = documents(4000, (n) => ({ n, text: 'x'.repeat(1000) }))
    const busy = 60
    const bulkFault: ProxyOptions['bulkFault'] = (_, number) =>
      number <= busy ? { status: 429, text: 'circuit_breaking_exception: Data too large' } : undefined
    const inputs = { 'batch-size': '512kb', concurrency: '2', parallel: '1' }
    const { run, index, bulks } = await restoreThrough({ bulkFault }, data, inputs)
    await expectWhole(run, index, 4000)
    expect(bulks - busy).toBeLessThan(200)
  })

  it('all of them in turn', async () => {
    const faults = ['cut-request', 'cut-answer', 'late-answer', { status: 503, text: '' }] as const
    const bulkFault: ProxyOptions['bulkFault'] = (_, number) => faults[number % 7]
    const { run, index } = await restoreThrough({ bulkFault }, mixed())
    await expectWhole(run, index, WITH_ID + WITHOUT_ID)
  })

  it('documents that are named twice are still superseded by the last line only', async () => {
    const again = documents(300, (n) => ({ n, text: 'again' }))
    const faults = ['cut-answer', 'late-answer'] as const
    const bulkFault: ProxyOptions['bulkFault'] = (_, number) => faults[number % 5]
    const { run, index } = await restoreThrough({ bulkFault }, [...mixed(), ...again])
    expect(run.code, run.shown).toBe(0)
    expect(run.outputs).toMatchObject({ documents: String(WITH_ID + WITHOUT_ID), verified: 'true' })
    expect(resultOf(run, index).superseded).toBe(300)
    expect((await request('GET', `/${index}/_count?q=text:again`)).body.count).toBe(300)
  })
})

describe.runIf(isNative)('a proxy that takes no large requests', () => {
  const refuseAbove =
    (bytes: number) =>
    ({ headers }: IncomingMessage) =>
      Number(headers['content-length']) > bytes
        ? { status: 413, text: '<h1>413 Request Entity Too Large</h1>' }
        : undefined

  it('gets smaller ones', async () => {
    const { run, index } = await restoreThrough({ bulkFault: refuseAbove(6000) }, mixed(), {
      'batch-size': '1mb',
    })
    await expectWhole(run, index, WITH_ID + WITHOUT_ID)
  })

  it('gets smaller ones where it hangs up on larger ones before it has read them', async () => {
    const data = documents(4000, (n) => ({ n, text: 'x'.repeat(2000) }))
    const bulkFault = ({ headers }: IncomingMessage) =>
      Number(headers['content-length']) > 1_000_000
        ? { status: 413, text: 'too large', isEarly: true }
        : undefined
    const { run, index } = await restoreThrough({ bulkFault }, data, { 'batch-size': '6mb' })
    await expectWhole(run, index, 4000)
  })

  it('the one document that is too large is named with its line', async () => {
    const data = documents(200, (n) => ({ n, text: 'x'.repeat(n === 77 ? 9000 : 50) }))
    const inputs = { 'batch-size': '1mb', 'max-rejected': '1' }
    const { run, index } = await restoreThrough({ bulkFault: refuseAbove(6000) }, data, inputs)
    expect(run.code, run.shown).toBe(0)
    expect(run.outputs).toMatchObject({ documents: '199', rejected: '1', verified: 'false' })
    const [rejection, ...others] = resultOf(run, index).rejections
    expect(others).toEqual([])
    expect(rejection).toMatchObject({ id: '77', status: 413, file: `${index}.json`, line: 78 })
    expect(rejection?.reason).toContain('413')

    const strict = await restoreThrough({ bulkFault: refuseAbove(6000) }, data, { 'batch-size': '1mb' })
    expect(strict.run.code).toBe(1)
    expect(strict.run.annotations[0]?.message).toContain(`document 77 (${strict.index}.json, line 78)`)
    expect((await request('HEAD', `/${strict.index}`)).status).toBe(404)
  })

  it('an older line does not stay where the last one is too large', async () => {
    const large = { _id: '3', _source: { n: 3, text: 'x'.repeat(9000) } }
    const data = lines([...documents(20), large, ...documents(2, (n) => ({ n, text: 'last' }))])
    const { run, index } = await restoreThrough({ bulkFault: refuseAbove(6000) }, data, {
      'max-rejected': '1',
    })
    expect(run.code, run.shown).toBe(0)
    expect(resultOf(run, index)).toMatchObject({
      documents: { dump: 20, indexed: 19, rejected: 1, cluster: 19 },
      superseded: 3,
      rejections: [{ id: '3', status: 413, line: 21 }],
    })
    expect((await request('HEAD', `/${index}/_doc/3`)).status).toBe(404)
    expect((await request('GET', `/${index}/_count?q=text:last`)).body.count).toBe(2)
  })
})
