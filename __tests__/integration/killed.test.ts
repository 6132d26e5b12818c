import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { type ActionRun, isNative, runAction } from '../support/action.js'
import { documents, dumpOf, removeDumps } from '../support/dump-folder.js'
import { namesFrom } from '../support/dumps.js'
import { attempt, type HeldRun, holdAt, isBulk } from '../support/held-run.js'
import { cleanUp, prefix, request } from '../support/opensearch.js'
import { processesWith } from '../support/processes.js'

const DOCUMENTS = 3000
const start = prefix('killed')

afterAll(async () => {
  await cleanUp(start)
  await removeDumps()
})

/** @param free bulk requests that are handed on before the run stands still in the middle of its data */
function holdRun(
  inputs: Record<string, string>,
  env: Record<string, string>,
  free: number,
): Promise<HeldRun> {
  let bulks = 0
  return holdAt(inputs, (asked) => isBulk(asked) && ++bulks > free, env)
}

async function inputsFor(index: string): Promise<Record<string, string>> {
  const mapping = { properties: { n: { type: 'integer' } } }
  const dump = await dumpOf({ [index]: { data: documents(DOCUMENTS), mapping } })
  return { dump, types: 'mapping,data', 'batch-size': '4kb', concurrency: '2', verify: 'full' }
}

async function expectWhole(run: ActionRun, index: string): Promise<void> {
  expect(run.code, run.shown).toBe(0)
  expect(run.outputs).toMatchObject({ status: 'restored', documents: String(DOCUMENTS), verified: 'true' })
  expect((await request('GET', `/${index}/_count`)).body.count).toBe(DOCUMENTS)
  expect(await namesFrom(index)).toEqual([index])
}

/** Waits, as long as a few seconds may be on a busy machine, until no elasticdump writes to the index. */
async function untilNobodyWritesTo(index: string): Promise<void> {
  const writers = () => processesWith(`--output-index=${index}`).map(({ command }) => command)
  for (let i = 0; i < 100 && writers().length > 0; i++) await sleep(100)
  expect(writers()).toEqual([])
}

describe('a run that was killed in the middle of its data', () => {
  it('leaves a marked index, and the next attempt of its workflow run succeeds at once', async () => {
    const index = `${start}attempt`
    const inputs = await inputsFor(index)
    const { pid, run, release, proxy } = await holdRun(inputs, attempt('41'), 3)
    process.kill(pid, 'SIGKILL')
    expect((await run).code).toBeNull()
    const names = await namesFrom(index)
    expect(names).toEqual([index, expect.stringContaining(`${index}--restoring-41.1.`)])
    await request('POST', `/${index}/_refresh`)
    const left = (await request('GET', `/${index}/_count`)).body.count
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThan(DOCUMENTS)

    const next = await runAction(inputs, { env: attempt('41', 2) })
    expect(next.log).toContain(`Removing ${index}`)
    expect(next.log).not.toContain('watching')
    await expectWhole(next, index)

    // Only now do the killed run's last requests arrive: they must find nothing to write to, and make nothing.
    release()
    await untilNobodyWritesTo(index)
    await expectWhole(next, index)
    await proxy.close()
  })

  it('leaves no elasticdump behind, and another workflow run succeeds after a watch', async () => {
    const index = `${start}other`
    const inputs = await inputsFor(index)
    const { pid, run, release, proxy } = await holdRun(inputs, attempt('51'), 0)
    if (!isNative) expect(processesWith(`--output-index=${index}`)).not.toEqual([])
    process.kill(pid, 'SIGKILL')
    await run
    release()
    await untilNobodyWritesTo(index)
    await proxy.close()

    const next = await runAction(inputs, { env: attempt('52') })
    expect(next.log).toContain(`Unfinished restores found in ${index}; watching`)
    expect(next.log).toContain(`Removing ${index}`)
    await expectWhole(next, index)
  })
})

describe('a run that is alive', () => {
  it('is not disturbed by a second one, which fails and names it', async () => {
    const index = `${start}alive`
    const inputs = await inputsFor(index)
    const { run, release, proxy } = await holdRun(inputs, attempt('61'), 3)
    const second = await runAction(inputs, { env: attempt('62') })
    expect(second.code, second.shown).toBe(1)
    expect(second.outputs.status).toBe('failed')
    expect(second.report?.indices[0]?.failure?.code).toBe('INDEX_BUSY')
    expect(second.annotations[0]?.message).toContain('another run (61.1.')
    expect(second.annotations[0]?.message).toContain('Wait until it has ended')
    release()
    await expectWhole(await run, index)
    await proxy.close()
  })
})

describe('a run that failed', () => {
  it('leaves nothing, and succeeds with the same inputs once the cause is gone', async () => {
    const index = `${start}failed`
    const mappingOf = (n: object) => JSON.stringify({ [index]: { mappings: { properties: { n } } } })
    const dump = await dumpOf({ [index]: { data: documents(20), mapping: {} } })
    const inputs = { dump, types: 'mapping,data' }
    const mappingFile = join(dump, `${index}.mapping.json`)

    await writeFile(mappingFile, mappingOf({ type: 'no-such-type' }))
    const refused = await runAction(inputs)
    expect(refused.code).toBe(1)
    expect(refused.annotations[0]?.message).toContain('no-such-type')
    expect(await namesFrom(index)).toEqual([])

    await writeFile(mappingFile, mappingOf({ type: 'date', format: 'yyyy' }))
    const rejected = await runAction(inputs)
    expect(rejected.code).toBe(1)
    expect(rejected.report?.indices[0]?.failure?.code).toBe('DOCUMENTS_REJECTED')
    expect(await namesFrom(index)).toEqual([])

    await writeFile(mappingFile, mappingOf({ type: 'integer' }))
    const repaired = await runAction(inputs)
    expect(repaired.code, repaired.shown).toBe(0)
    expect(repaired.outputs).toMatchObject({ status: 'restored', documents: '20', verified: 'true' })
    expect(await namesFrom(index)).toEqual([index])
  })
})
