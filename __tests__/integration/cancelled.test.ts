// A job that is cancelled: GitHub sends SIGINT, 7.5 s later SIGTERM, and kills 2.5 s after that.
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { type ActionRun, isNative, runAction } from '../support/action.js'
import {
  createIndex,
  documentsOf,
  namesFrom,
  numbered,
  removeDumps,
  snapshot,
  writeDump,
} from '../support/dumps.js'
import { attempt, type HeldRun, holdAt, isBulk, isClone, isDelete } from '../support/held-run.js'
import { cleanUp, opensearchUrl, prefix } from '../support/opensearch.js'
import { expectFailed, expectRestored, resultOf } from '../support/outcome.js'
import { childrenOf, isRunning, processesWith } from '../support/processes.js'

const start = prefix('cancelled')
const named = (name: string) => start + name
const OLD = { 1: { n: 41 }, own: { n: 42 } }
const mapping = { properties: { n: { type: 'long' }, title: { type: 'text' } } }
const LIMIT_MS = 5000

afterEach(() => cleanUp(start))
afterAll(removeDumps)

async function inputsFor(target: string, ifExists = 'fail'): Promise<Record<string, string>> {
  const dump = await writeDump({ [target]: { data: numbered(300), mapping } })
  return { dump, types: 'mapping,data', 'if-exists': ifExists, 'batch-size': '4kb', verify: 'full' }
}

/** Cancels a run, and waits for its end. @throws where that takes more than five seconds, or a child is left */
async function cancel(
  { pid, run }: Pick<HeldRun, 'pid' | 'run'>,
  signal: NodeJS.Signals,
): Promise<ActionRun> {
  process.kill(pid, signal)
  const ended = await Promise.race([run, sleep(LIMIT_MS).then(() => undefined)])
  if (!ended) {
    process.kill(pid, 'SIGKILL')
    throw new Error(`it did not end within ${LIMIT_MS} ms:\n${(await run).shown}`)
  }
  return ended
}

/** Expects all that a cancelled step owes. */
function expectCancelled(run: ActionRun, signal: string): void {
  expectFailed(run)
  expect(run.report?.failure).toMatchObject({
    code: 'CANCELLED',
    message: `the run was cancelled (${signal})`,
  })
  expect(run.summary).toContain('CANCELLED')
  expect(run.annotations.map(({ message }) => message).join('\n')).toContain(
    `the run was cancelled (${signal})`,
  )
}

/** No child of the action's own goes on. */
async function expectNoChild(text: string): Promise<void> {
  const left = () => processesWith(text).filter(({ pid }) => pid !== process.pid)
  for (let i = 0; i < 20 && left().length > 0; i++) await sleep(100)
  expect(left()).toEqual([])
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

describe.each(SIGNALS)('%s', (signal) => {
  it('while the cluster does not answer', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const asked = once(silent, 'connection')
    let pid = 0
    const onStart = (started: number) => {
      pid = started
    }
    const uri = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
    const run = runAction({ uri, ...(await inputsFor(named('silent'))) }, { onStart })
    const [socket] = await asked
    await sleep(200)
    const ended = await cancel({ pid, run }, signal)
    socket.destroy()
    silent.close()
    expectCancelled(ended, signal)
    expect(ended.outputs.indices).toBe('[]')
  })

  it('in the middle of the data: what was begun is removed, and the next run succeeds', async () => {
    const target = named('data')
    const inputs = await inputsFor(target)
    let bulks = 0
    const held = await holdAt(inputs, (request) => isBulk(request) && ++bulks > 2, attempt('11'))
    const ended = await cancel(held, signal)
    await held.close()
    expectCancelled(ended, signal)
    expect(resultOf(ended, target)).toMatchObject({ status: 'failed', failure: { code: 'CANCELLED' } })
    expect(await namesFrom(start)).toEqual([])
    await expectNoChild(`--output-index=${target}`)
    expectRestored(await runAction(inputs, { env: attempt('12') }))
    expect(await documentsOf(target)).toEqual(numbered(300))
  })
})

describe('the target is as it was, and nothing is beside it', () => {
  const isMaking = ({ method, url = '' }: IncomingMessage) =>
    method === 'PUT' && /^\/[^/?]+--restoring-[^/?]+(\?|$)/.test(url)
  const isVerifying = ({ url = '' }: IncomingMessage) => url.includes('/_mget') || url.includes('/_mapping')

  it.each([
    ['the index is made', 'replace', isMaking],
    ['the index is made', 'swap', isMaking],
    ['its documents are loaded', 'replace', isBulk],
    ['its documents are loaded', 'swap', isBulk],
    ['it is verified', 'replace', isVerifying],
    ['it is verified', 'swap', isVerifying],
  ])('while %s: %s', async (_, ifExists, moment) => {
    const target = named('beside')
    const before = await createIndex(target, OLD, { aliases: { [named('reader')]: {} } })
    const held = await holdAt(await inputsFor(target, ifExists), moment)
    const ended = await cancel(held, 'SIGINT')
    await held.close()
    expectCancelled(ended, 'SIGINT')
    expect(await snapshot(target)).toEqual(before)
    expect(await namesFrom(start)).toEqual([target, named('reader')].sort())
    await expectNoChild(`--output-index=${target}`)
  })
})

describe('while the new index is put in its place: the run ends what it has begun', () => {
  it.each([
    ['replace', isClone],
    ['swap', isDelete],
  ])('%s', async (ifExists, moment) => {
    const target = named('last')
    const isSwap = ifExists === 'swap'
    await createIndex(isSwap ? `${target}-0` : target, OLD, isSwap ? { aliases: { [target]: {} } } : {})
    const held = await holdAt(await inputsFor(target, ifExists), moment)
    process.kill(held.pid, 'SIGINT')
    await sleep(500)
    held.release()
    const ended = await cancel(held, 'SIGTERM')
    await held.close()
    expectCancelled(ended, 'SIGINT')
    expect(resultOf(ended, target)).toMatchObject({ action: 'replaced', status: 'ok', failure: null })
    expect(await documentsOf(target)).toEqual(numbered(300))
    const beside = expect.stringMatching(`^${target}--restoring-`)
    expect(await namesFrom(start)).toEqual(isSwap ? [target, beside] : [target])
  })

  it('or, where it may not, says in time what is where, and the next run ends it', async () => {
    const target = named('stuck')
    await createIndex(target, OLD)
    const inputs = await inputsFor(target, 'replace')
    const held = await holdAt(inputs, isClone, attempt('21'))
    const ended = await cancel(held, 'SIGINT')
    await held.close()
    expectCancelled(ended, 'SIGINT')
    const copy = (await namesFrom(start)).find((name) => name.startsWith(`${target}--restoring-`)) ?? ''
    expect(ended.annotations.map(({ message }) => message).join('\n')).toContain(copy)
    expect(await documentsOf(copy)).toEqual(numbered(300))
    expectRestored(await runAction(inputs, { env: attempt('21', 2) }))
    expect(await namesFrom(start)).toEqual([target])
  })
})

describe('indexes that were done before', () => {
  it('are told of, also where the cluster does not answer any more', async () => {
    const [done, stuck] = [named('done'), named('stuck')]
    const dump = await writeDump({
      [done]: { data: numbered(300), mapping },
      [stuck]: { data: numbered(3), mapping },
    })
    let isGone = false
    const held = await holdAt(
      { dump, types: 'mapping,data', parallel: '1' },
      ({ method, url = '' }) => isGone || (method === 'PUT' && url.startsWith(`/${stuck}`)),
    )
    while (!(await isFinished(done))) await sleep(50)
    isGone = true
    const ended = await cancel(held, 'SIGINT')
    await held.close()
    expectCancelled(ended, 'SIGINT')
    expect(resultOf(ended, done)).toMatchObject({ status: 'ok', documents: { cluster: 300 } })
    expect(await documentsOf(done)).toEqual(numbered(300))
  })
})

describe.skipIf(isNative)('while elasticdump is installed', () => {
  it('ends npm, and leaves nothing of it', async () => {
    const tools = await mkdtemp(join(tmpdir(), 'restore-tools-'))
    let pid = 0
    const onStart = (started: number) => {
      pid = started
    }
    const inputs = await inputsFor(named('npm'))
    const run = runAction(inputs, { onStart, env: { RUNNER_TOOL_CACHE: tools } })
    // npm gives itself another command line while it starts: it is known by whose child it is.
    const npm = () => childrenOf(pid).filter(({ command }) => /\bnpm\b/.test(command))
    for (let i = 0; i < 600 && npm().length === 0; i++) await sleep(50)
    const children = npm().map((one) => one.pid)
    expect(children).not.toEqual([])
    await sleep(1000)
    const ended = await cancel({ pid, run }, 'SIGINT')
    expectCancelled(ended, 'SIGINT')
    const left = () => children.filter(isRunning)
    for (let i = 0; i < 20 && left().length > 0; i++) await sleep(100)
    expect(left()).toEqual([])
    expect((await readdir(ended.temp)).filter((name) => name.startsWith('elasticdump-'))).toEqual([])
    await rm(tools, { recursive: true, force: true })
  })
})

/** Its mark is taken off last of all. */
async function isFinished(index: string): Promise<boolean> {
  const found = await fetch(`${opensearchUrl()}/${index}/_alias`)
  if (!found.ok) return false
  const { [index]: one } = (await found.json()) as Record<string, { aliases: object }>
  return Object.keys(one?.aliases ?? {}).length === 0
}
