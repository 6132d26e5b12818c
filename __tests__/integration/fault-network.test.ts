// What a network does once to a bulk request of each index of a dump. What goes on for minutes is in script/faults.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isNative, runAction } from '../support/action.js'
import {
  createIndex,
  documentsOf,
  namesFrom,
  numbered,
  removeDumps,
  snapshot,
  writeDump,
} from '../support/dumps.js'
import { attempt } from '../support/held-run.js'
import { HURRY } from '../support/hurry.js'
import { type Interrupted, restoreInterrupted } from '../support/interrupted.js'
import { cleanUp, prefix } from '../support/opensearch.js'
import { annotationOf, expectFailed, expectRestored, resultOf } from '../support/outcome.js'
import { type Fault, startProxy } from '../support/proxy.js'

const start = prefix('net')
const named = (name: string) => start + name

const DOCUMENTS = numbered(100)

const faults: Record<string, Fault> = {
  'cut-request': 'cut-request',
  'cut-answer': 'cut-answer',
  'late-answer': 'late-answer',
  'no-answer': 'no-answer',
  unavailable: { status: 503, text: '' },
  busy: { status: 429, text: 'slow down' },
  slow: 'slow',
}

describe('a network that does this to a request of each index', () => {
  let restored: Interrupted

  beforeAll(async () => {
    const names = Object.keys(faults).map(named)
    const dump = await writeDump(Object.fromEntries(names.map((name) => [name, { data: DOCUMENTS }])))
    restored = await restoreInterrupted(
      Object.fromEntries(Object.entries(faults).map(([name, fault]) => [named(name), { fault }])),
      { dump, types: 'data', concurrency: '2' },
      HURRY,
    )
  })

  afterAll(async () => {
    await cleanUp(start)
    await removeDumps()
  })

  it.each(Object.keys(faults))('%s: every document is there, once', async (name) => {
    const { run, bulks } = restored
    expect(resultOf(run, named(name)), run.shown).toMatchObject({
      status: 'ok',
      verified: true,
      documents: { dump: 100, indexed: 100, rejected: 0, cluster: 100 },
      superseded: 0,
    })
    expect(await documentsOf(named(name))).toEqual(DOCUMENTS)
    // What had no good answer was sent again.
    const unharmed = bulks[named('slow')] ?? 0
    expect(bulks[named(name)]).toBeGreaterThanOrEqual(name === 'slow' ? unharmed : unharmed + 1)
  })

  it('hurts nothing else', async () => {
    expectRestored(restored.run)
    expect(await namesFrom(start)).toEqual(Object.keys(faults).map(named).sort())
  })
})

describe('a cluster that is gone', () => {
  afterAll(async () => {
    await cleanUp(start)
    await removeDumps()
  })

  it.each([
    ...(isNative ? [] : [['in the middle of the data', /_bulk/, 2, 'ENGINE_FAILED'] as const]),
    ['in the middle of its verification', /_mget/, 1, 'CLUSTER_UNREACHABLE'] as const,
  ])(
    '%s: the index fails, stays marked as unfinished, and the next run makes it anew',
    async (_, at, nth, code) => {
      const index = named('gone')
      const before = await createIndex(named('before'), DOCUMENTS)
      const dump = await writeDump({ [index]: { data: DOCUMENTS } })
      const inputs = { dump, types: 'data', verify: 'full', 'batch-size': '1kb' }
      let asked = 0
      let isGone = false
      const proxy = await startProxy({
        fault: ({ url = '' }) => {
          isGone ||= at.test(url) && ++asked === nth
          return isGone ? 'gone' : undefined
        },
      })
      const uri = `http://${proxy.host}`
      const run = await runAction({ ...inputs, uri }, { env: { ...HURRY, ...attempt('81') } })
      await proxy.close()
      expectFailed(run)
      expect(resultOf(run, index).failure?.code, run.shown).toBe(code)
      expect(annotationOf(run, index)).toContain('the next run will remove it')
      expect(await namesFrom(index)).toEqual([index, expect.stringContaining(`${index}--restoring-81.1.`)])
      expect(await snapshot(named('before'))).toEqual(before)

      const next = await runAction(inputs, { env: attempt('81', 2) })
      expectRestored(next)
      expect(await documentsOf(index)).toEqual(DOCUMENTS)
      expect(await namesFrom(index)).toEqual([index])
      await cleanUp(start)
    },
  )
})
