// What a network does once to a bulk request of each index of a dump. What goes on for minutes is in script/faults.
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentsOf, namesFrom, numbered, removeDumps, writeDump } from '../support/dumps.js'
import { type Interrupted, restoreInterrupted } from '../support/interrupted.js'
import { cleanUp, prefix } from '../support/opensearch.js'
import { expectRestored, resultOf } from '../support/outcome.js'
import type { Fault } from '../support/proxy.js'

const start = prefix('net')
const named = (name: string) => start + name
const HURRY = fileURLToPath(new URL('../support/hurry.cjs', import.meta.url))
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
      { NODE_OPTIONS: `--require "${HURRY}"` },
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
