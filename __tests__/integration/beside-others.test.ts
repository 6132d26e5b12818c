// Others at work on the name that is replaced: runs, writers, readers.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { ENGINE, isNative, runAction, TOOL_CACHE } from '../support/action.js'
import { createIndex, documentsOf, namesFrom, numbered, removeDumps, writeDump } from '../support/dumps.js'
import { attempt, holdAt, isAliases, isBulk, isClone, isDelete } from '../support/held-run.js'
import { cleanUp, opensearchUrl, prefix, request } from '../support/opensearch.js'
import { annotationOf, expectRestored, resultOf } from '../support/outcome.js'
import { startProxy } from '../support/proxy.js'

const start = prefix('others')
const named = (name: string) => start + name
const OLD = { 1: { n: 'old' }, own: { n: 'old' } }
const mapping = { properties: { n: { type: 'long' }, title: { type: 'text' } } }

afterEach(() => cleanUp(start))
afterAll(removeDumps)

async function inputsFor(target: string, ifExists: string): Promise<Record<string, string>> {
  const dump = await writeDump({ [target]: { data: numbered(20), mapping } })
  return { dump, types: 'mapping,data', 'if-exists': ifExists }
}

/** Expects the whole dump under the name, and nothing else that the test has made. */
async function expectWhole(target: string, isAlias: boolean, ...aliases: string[]): Promise<void> {
  expect(await documentsOf(target)).toEqual(numbered(20))
  const beside = expect.stringMatching(`^${target}--restoring-`)
  expect(await namesFrom(start)).toEqual([target, ...(isAlias ? [beside] : []), ...aliases])
}

describe('two runs into one target', () => {
  const pairs: [string, string, boolean][] = [
    ['replace', 'replace', true],
    ['swap', 'swap', true],
    ['swap', 'replace', true],
    // Where there is nothing to replace, the index is made under its name.
    ['fail', 'replace', false],
  ]
  it.each(pairs)(
    '%s and %s at once: one wins, and the other says which run is at work',
    async (one, other, isThere) => {
      const target = named('both')
      if (isThere) await createIndex(target, OLD)
      // Neither makes its index before both have seen that nobody else is at work.
      let making = 0
      let release = () => {}
      const both = new Promise<void>((resolve) => {
        release = resolve
      })
      const proxy = await startProxy({
        before: async ({ method, url }) => {
          if (
            method !== 'PUT' ||
            !new RegExp(`^/${target}(--restoring-[^/]*)?$`).test(decodeURIComponent(url ?? ''))
          )
            return
          if (++making === 2) release()
          await both
        },
      })
      const uri = `http://${proxy.host}`
      const runs = await Promise.all(
        [one, other].map(async (ifExists, i) =>
          runAction({ uri, ...(await inputsFor(target, ifExists)) }, { env: attempt(String(71 + i)) }),
        ),
      )
      await proxy.close()
      expect(runs.map(({ code }) => code).sort(), runs.map(({ shown }) => shown).join('\n')).toEqual([0, 1])
      const winner = runs.findIndex(({ code }) => code === 0)
      const loser = runs[1 - winner]
      if (!loser) throw new Error('no loser')
      expect(resultOf(loser, target).failure?.code).toBe('INDEX_BUSY')
      expect(annotationOf(loser, target)).toContain(`another run (${71 + winner}.1.`)
      await expectWhole(target, [one, other][winner] === 'swap')
    },
  )

  it.each([
    ['replace', isClone, 'swap'],
    ['swap', isBulk, 'replace'],
  ])('one in the middle of its %s is not disturbed', async (ifExists, moment, other) => {
    const target = named('second')
    await createIndex(target, OLD)
    const held = await holdAt(await inputsFor(target, ifExists), moment, attempt('81'))
    const second = await runAction(await inputsFor(target, other), { env: attempt('82') })
    expect(second.code, second.shown).toBe(1)
    expect(resultOf(second, target).failure?.code).toBe('INDEX_BUSY')
    expect(annotationOf(second, target)).toContain('another run (81.1.')
    held.release()
    expectRestored(await held.run)
    await held.close()
    await expectWhole(target, ifExists === 'swap')
  })
})

describe.runIf(isNative)('a request of a killed run that comes late', () => {
  const late = (target: string, beside: string, mark: string) => ({
    swap: [
      { remove: { index: `${target}-0`, alias: target } },
      { remove: { index: `${target}-0`, alias: named('reader') } },
      {
        add: {
          index: `${target}-0`,
          alias: `${target}--restoring-31.1.01234567`,
          is_hidden: true,
          search_routing: '1',
        },
      },
      { add: { index: beside, alias: target } },
      { add: { index: beside, alias: named('reader') } },
      { remove: { index: beside, alias: mark, must_exist: true } },
    ],
    replace: [
      { remove_index: { index: target } },
      { remove: { index: beside, alias: mark, must_exist: true } },
      { add: { index: beside, alias: named('reader') } },
      {
        add: {
          index: beside,
          alias: `${beside}--restoring-31.1.01234567`,
          is_hidden: true,
          search_routing: '1',
          index_routing: 'complete',
        },
      },
    ],
  })

  it.each(['swap', 'replace'] as const)(
    'is not undone by the next run, which was about to clear: %s',
    async (ifExists) => {
      const target = named('late')
      const isSwap = ifExists === 'swap'
      await createIndex(isSwap ? `${target}-0` : target, OLD, {
        aliases: { [named('reader')]: {}, ...(isSwap ? { [target]: {} } : {}) },
      })
      const inputs = await inputsFor(target, ifExists)
      const killed = await holdAt(inputs, isBulk, attempt('31'))
      process.kill(killed.pid, 'SIGKILL')
      await killed.run
      await killed.close()
      const [beside = '', mark = ''] = (await namesFrom(start)).filter((name) =>
        name.includes('--restoring-'),
      )
      // Its data is not all there; what matters here is that the next run takes it for what it is.
      await request('PUT', `/${beside}/_settings`, { 'index.blocks.write': true })
      const next = await holdAt(
        inputs,
        (request) => isAliases(request) || isDelete(request),
        attempt('31', 2),
      )
      expect(
        (await request('POST', '/_aliases', { actions: late(target, beside, mark)[ifExists] })).text,
      ).toContain('true')
      next.release()
      const run = await next.run
      await next.close()
      expectRestored(run)
      if (!isSwap) expect(run.shown).toContain(`Putting ${beside} in place of ${target}`)
      expect(run.shown).not.toContain(`Removing ${beside}`)
      expect(await documentsOf(target)).toEqual(numbered(20))
      expect(await documentsOf(named('reader'))).toEqual(numbered(20))
      const left = await namesFrom(start)
      expect(left.filter((name) => !name.includes('--restoring-'))).toEqual([target, named('reader')])
      expect(left.filter((name) => name.includes('--restoring-'))).toHaveLength(isSwap ? 1 : 0)
    },
  )

  it.each(['swap', 'replace'] as const)(
    'does nothing once the next run has cleared: %s',
    async (ifExists) => {
      const target = named('late')
      const index = ifExists === 'swap' ? `${target}-0` : target
      await createIndex(index, OLD, {
        aliases: { [named('reader')]: {}, ...(index === target ? {} : { [target]: {} }) },
      })
      const inputs = await inputsFor(target, ifExists)
      const killed = await holdAt(inputs, isBulk, attempt('31'))
      process.kill(killed.pid, 'SIGKILL')
      await killed.run
      await killed.close()
      const [beside = '', mark = ''] = (await namesFrom(start)).filter((name) =>
        name.includes('--restoring-'),
      )
      const next = await holdAt(inputs, isDelete, attempt('31', 2))
      const refused = await request('POST', '/_aliases', { actions: late(target, beside, mark)[ifExists] })
      expect(refused.status).toBe(404)
      expect(await documentsOf(target)).toEqual(OLD)
      next.release()
      expectRestored(await next.run)
      await next.close()
      await expectWhole(target, ifExists === 'swap', named('reader'))
    },
  )
})

describe.runIf(isNative)('a network that loses answers', () => {
  it.each(['replace', 'swap', 'swap of an alias'])('makes nothing fail that was done: %s', async (how) => {
    const target = named('lost')
    const isAlias = how === 'swap of an alias'
    const [ifExists] = how.split(' ')
    await createIndex(isAlias ? `${target}-0` : target, OLD, {
      aliases: { [named('reader')]: {}, ...(isAlias ? { [target]: {} } : {}) },
    })
    const lost: string[] = []
    let changes = 0
    const proxy = await startProxy({
      fault: ({ method, url = '' }) => {
        const isChange = method !== 'GET' && !/_bulk|_refresh|_search|_mget|_count/.test(url)
        // Each is asked for again, and then it has been done already.
        if (!isChange || ++changes % 2 === 0) return undefined
        lost.push(`${method} ${url}`)
        return 'cut-answer'
      },
    })
    const run = await runAction({ uri: `http://${proxy.host}`, ...(await inputsFor(target, ifExists ?? '')) })
    await proxy.close()
    expectRestored(run)
    expect(lost.filter((one) => one.includes('/_aliases')).length).toBeGreaterThanOrEqual(1)
    expect(await documentsOf(target)).toEqual(numbered(20))
    expect(await documentsOf(named('reader'))).toEqual(numbered(20))
    const beside = expect.stringMatching(`^${target}--restoring-`)
    expect(await namesFrom(start)).toEqual([
      target,
      ...(ifExists === 'swap' ? [beside] : []),
      named('reader'),
    ])
  })
})

describe.runIf(isNative)('a writer that does not know of the restore', () => {
  const write = (target: string, id: string) =>
    request('PUT', `/${target}/_doc/${id}?refresh=true`, { n: 7, title: 'written meanwhile' })

  it.each(['replace', 'swap'])(
    'is told of when what it wrote to the old index goes: %s',
    async (ifExists) => {
      const target = named('written')
      await createIndex(target, OLD)
      const held = await holdAt(await inputsFor(target, ifExists), isBulk)
      for (const id of ['w1', 'w2']) expect((await write(target, id)).status).toBe(201)
      held.release()
      const run = await held.run
      await held.close()
      expectRestored(run)
      expect(run.shown).toContain(`${target}: other writers wrote 2 documents to the old index`)
      await expectWhole(target, ifExists === 'swap')
    },
  )

  it('does not keep the name that it made anew while it was away', async () => {
    const target = named('anew')
    await createIndex(target, OLD)
    const held = await holdAt(await inputsFor(target, 'replace'), isClone)
    expect((await request('GET', `/${target}`)).status).toBe(404)
    expect((await write(target, 'w1')).status).toBe(201)
    held.release()
    const run = await held.run
    await held.close()
    expectRestored(run)
    expect(run.shown).toContain(
      `${target}: another writer made an index of this name while it was away; its 1 documents`,
    )
    await expectWhole(target, false)
  })

  it('does not cost the verified copy of a killed run', async () => {
    const target = named('copy')
    await createIndex(target, OLD)
    const inputs = await inputsFor(target, 'replace')
    const held = await holdAt(inputs, isClone, attempt('91'))
    process.kill(held.pid, 'SIGKILL')
    await held.run
    await held.close()
    expect((await write(target, 'w1')).status).toBe(201)
    const names = await namesFrom(start)
    const copy = names.find((name) => name.startsWith(`${target}--restoring-`)) ?? ''

    // Whoever did not ask for a replacement may have made the index on purpose.
    const careful = await runAction({ ...inputs, 'if-exists': 'fail' }, { env: attempt('91', 2) })
    expect(careful.code).toBe(1)
    expect(resultOf(careful, target).failure?.code).toBe('INDEX_NOT_IN_PLACE')
    expect(annotationOf(careful, target)).toContain(copy)
    expect(await documentsOf(copy)).toEqual(numbered(20))
    expect(Object.keys(await documentsOf(target))).toEqual(['w1'])

    // Its dump is of no use any more, so that only the copy can be what is found then.
    const useless = await writeDump({ [target]: { data: 'oops\n', mapping } })
    const next = await runAction({ ...inputs, dump: useless }, { env: attempt('91', 3) })
    expect(next.code).toBe(1)
    expect(next.shown).toContain(`Putting ${copy} in place of ${target}`)
    expect(next.shown).toContain('its 1 documents go with it')
    await expectWhole(target, false)
    const last = await runAction(inputs, { env: attempt('91', 4) })
    expectRestored(last)
    await expectWhole(target, false)
  })

  it.each(['replace', 'swap'])(
    'writes all the time, and never mixes with the old content: %s',
    async (ifExists) => {
      const target = named('always')
      await createIndex(target, OLD)
      const acknowledged = new Set<string>()
      let isStopped = false
      const writing = (async () => {
        for (let i = 0; !isStopped; i++) {
          const { status } = await request('PUT', `/${target}/_doc/w${i}`, {
            n: 7,
            title: 'written meanwhile',
          })
          if (status === 201) acknowledged.add(`w${i}`)
        }
      })()
      const inputs = await inputsFor(target, ifExists)
      const runs = [await runAction(inputs), await runAction(inputs)]
      isStopped = true
      await writing
      for (const run of runs) expectRestored(run)
      const found = Object.entries(await documentsOf(target))
      expect(Object.fromEntries(found.filter(([id]) => !id.startsWith('w')))).toEqual(numbered(20))
      // On a fast machine one of them may be done before the writer's next document.
      const told = runs.map(({ shown }) => shown).join('')
      expect(told).toMatch(/other writers wrote \d+ documents to the old index/)
      // What was written before the name came back is not there any more.
      expect(acknowledged.size).toBeGreaterThan(found.length - 20)
    },
  )
})

describe('a process that polls the name', () => {
  it.runIf(isNative)(
    'never sees an error through swaps in a row, and never a part of a restore',
    async () => {
      const script = fileURLToPath(new URL('../../script/killing/main.mjs', import.meta.url))
      const given = ['--url', opensearchUrl(), '--engine', ENGINE, '--tool-cache', TOOL_CACHE]
      const { stdout } = await promisify(execFile)(process.execPath, [
        script,
        '--away',
        '--ways',
        'swaps',
        '--runs',
        '5',
        ...given,
      ])
      expect(stdout).toMatch(/^\| `swap` after `swap` \| 5 \| \d{2,} \| 0 \| 0 \| 0 \| 0 \|$/m)
    },
  )

  it('sees the new content as soon as it is there, while the old index is still to be deleted', async () => {
    const target = named('polled')
    await createIndex(`${target}-0`, OLD, { aliases: { [target]: {} } })
    const held = await holdAt(await inputsFor(target, 'swap'), isDelete)
    expect(await documentsOf(target)).toEqual(numbered(20))
    held.release()
    expectRestored(await held.run)
    await held.close()
    await expectWhole(target, true)
  })
})
