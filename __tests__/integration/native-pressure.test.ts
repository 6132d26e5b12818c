import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ActionRun, isNative, runAction } from '../support/action.js'
import { documents, dumpOf, removeDumps } from '../support/dump-folder.js'
import { prefix, request } from '../support/opensearch.js'
import { annotationOf, expectFailed, resultOf } from '../support/outcome.js'
import { OwnServer } from '../support/own-server.js'
import { startProxy } from '../support/proxy.js'

const start = prefix('pressure')
const COUNT = 6000
/** Half a kilobyte each. */
const data = documents(COUNT, (n) => ({ n, text: 'x'.repeat(400) }))

async function expectWhole(run: ActionRun, index: string): Promise<void> {
  expect(run.code, run.shown).toBe(0)
  const whole = { dump: COUNT, indexed: COUNT, rejected: 0, cluster: COUNT }
  expect(resultOf(run, index)).toMatchObject({ documents: whole, verified: true, rejections: [] })
  expect((await request('GET', `/${index}/_count`)).body.count).toBe(COUNT)
}

/** @returns how often the cluster has refused what it was asked to write, so far */
async function refusals(path: string): Promise<number> {
  const { text } = await request('GET', `/_nodes/stats/${path}`)
  return [...text.matchAll(/"(?:rejected|coordinating_rejections)":(\d+)/g)].reduce(
    (sum, [, n]) => sum + Number(n),
    0,
  )
}

describe.runIf(isNative && !process.env.OPENSEARCH_URL)('a cluster', () => {
  const server = new OwnServer('pressure')

  beforeAll(() =>
    server.start({
      'thread_pool.write.size': '1',
      'thread_pool.write.queue_size': '1',
      'indexing_pressure.memory.limit': '1mb',
    }),
  )

  // Here, as nobody else changes the state of this cluster meanwhile.
  it('has the same state after a dry run', async () => {
    const index = `${start}dry`
    const mapping = { properties: { n: { type: 'integer' } } }
    const dump = await dumpOf({
      [index]: { data: documents(3), mapping, settings: { index: {} }, alias: {} },
    })
    const state = async () => (await request('GET', '/_cluster/state/version')).body.state_uuid
    const before = await state()
    const run = await runAction({ dump, 'dry-run': 'true', types: 'all', 'if-exists': 'replace' })
    expect(run.outputs.status, run.shown).toBe('planned')
    expect(await state()).toBe(before)
  })
  afterAll(async () => {
    await server.stop()
    await removeDumps()
  })

  it('with one write thread and a queue of one gets everything', async () => {
    const [one, other] = [`${start}one`, `${start}other`]
    const path = 'thread_pool?filter_path=**.write.rejected'
    const before = await refusals(path)
    const dump = await dumpOf({ [one]: { data }, [other]: { data } })
    const run = await runAction({
      dump,
      types: 'data',
      'batch-size': '40kb',
      concurrency: '8',
      verify: 'full',
    })
    await expectWhole(run, one)
    await expectWhole(run, other)
    expect(await refusals(path)).toBeGreaterThan(before)
  })

  it('that takes a megabyte at a time gets everything in smaller requests', async () => {
    const index = `${start}small`
    const path = 'indexing_pressure?filter_path=**.coordinating_rejections'
    const before = await refusals(path)
    const dump = await dumpOf({ [index]: { data } })
    const run = await runAction({ dump, types: 'data', 'batch-size': '5mb', verify: 'full' })
    await expectWhole(run, index)
    expect(await refusals(path)).toBeGreaterThan(before)
  })

  it('that takes a megabyte at a time rejects a document of more, and it is named', async () => {
    const index = `${start}large`
    const some = documents(50, (n) => ({ n, text: 'x'.repeat(n === 20 ? 1_200_000 : 400) }))
    const dump = await dumpOf({ [index]: { data: some } })
    const run = await runAction({ dump, types: 'data', verify: 'full', 'max-rejected': '1' })
    expect(run.code, run.shown).toBe(0)
    expect(resultOf(run, index)).toMatchObject({
      documents: { dump: 50, indexed: 49, rejected: 1, cluster: 49 },
      rejections: [{ id: '20', status: 429, file: `${index}.json`, line: 21 }],
    })
  })

  const inputs = { 'batch-size': '20kb', concurrency: '4', verify: 'full', types: 'data' }
  /** Of two starts of a server on a busy machine. */
  const LONG = 300_000

  /** Restores through a proxy, and kills the server when a request of this kind comes for the nth time. */
  async function restoreAndKill(dump: string, kind: string, nth: number, env: Record<string, string> = {}) {
    let requests = 0
    let isBack: Promise<void> | undefined
    let down: Promise<void> | undefined
    const proxy = await startProxy({
      before: async ({ url }) => {
        if (!url?.includes(`/${kind}`) || ++requests < nth) return
        isBack ??= server.crash()
        down ??= untilDown()
        await down
      },
    })
    const run = await runAction(
      { uri: `http://${proxy.host}`, dump, ...inputs, 'wait-timeout': '180' },
      { env },
    )
    await proxy.close()
    await isBack
    return { run, requests }
  }

  it(
    'that is killed and comes back in the middle of the data has everything',
    async () => {
      const index = `${start}killed`
      const dump = await dumpOf({ [index]: { data } })
      const { run, requests } = await restoreAndKill(dump, '_bulk', 60)
      await expectWhole(run, index)
      // More than it takes where all goes well.
      expect(requests).toBeGreaterThan(140)
    },
    LONG,
  )

  it(
    'that is killed before all is verified has not been restored, and the next attempt succeeds',
    async () => {
      const index = `${start}unverified`
      const dump = await dumpOf({ [index]: { data } })
      const attempt = (number: number) => ({ GITHUB_RUN_ID: '71', GITHUB_RUN_ATTEMPT: String(number) })
      const { run } = await restoreAndKill(dump, '_mget', 2, attempt(1))
      expectFailed(run)
      expect(resultOf(run, index).failure?.code).toBe('CLUSTER_UNREACHABLE')
      expect(annotationOf(run, index)).toContain('the next run will remove it')
      const next = await runAction({ dump, ...inputs }, { env: attempt(2) })
      expect(next.log).toContain(`Removing ${index}`)
      await expectWhole(next, index)
    },
    LONG,
  )
})

async function untilDown(): Promise<void> {
  for (;;) {
    try {
      await request('GET', '/')
    } catch {
      return
    }
    await sleep(5)
  }
}
