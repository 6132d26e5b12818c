import { afterAll, describe, expect, it } from 'vitest'
import { type ActionRun, isNative, runAction } from '../support/action.js'
import { documents, dumpOf, removeDumps } from '../support/dump-folder.js'
import { cleanUp, prefix, request } from '../support/opensearch.js'
import { annotationOf, expectFailed, resultOf } from '../support/outcome.js'
import { startProxy } from '../support/proxy.js'

const start = prefix('blocks')
const COUNT = 3000
const data = documents(COUNT, (n) => ({ n, text: 'x'.repeat(100) }))
let made = 0

afterAll(async () => {
  await cleanUp(start)
  await removeDumps()
})

interface Interrupted {
  run: ActionRun
  index: string
  /** Bulk requests that came after what happened in the meantime. */
  bulksAfter: number
}

/** Restores, and does something to the index when a few bulk requests have come; those that follow wait for it. */
async function restoreWhile(
  meanwhile: (index: string) => Promise<{ status: number; text: string }>,
  indices: Record<string, object[]> = {},
  inputs: Record<string, string> = {},
): Promise<Interrupted> {
  const index = `${start}${made++}`
  let bulks = 0
  let bulksAfter = 0
  let done: Promise<{ status: number; text: string }> | undefined
  const proxy = await startProxy({
    before: async ({ url }) => {
      if (!url?.startsWith(`/${index}`) || !url.includes('/_bulk') || ++bulks < 10) return
      done ??= meanwhile(index)
      const { status, text } = await done
      expect(status, text).toBe(200)
      bulksAfter++
    },
  })
  const others = Object.fromEntries(Object.entries(indices).map(([name, some]) => [name, { data: some }]))
  const dump = await dumpOf({ [index]: { data }, ...others })
  const uri = `http://${proxy.host}`
  const small = { 'batch-size': '4kb', concurrency: '3', types: 'data' }
  const run = await runAction({ uri, dump, ...small, ...inputs })
  await proxy.close()
  return { run, index, bulksAfter }
}

const setBlock = (block: string) => (index: string) =>
  request('PUT', `/${index}/_settings`, { index: { blocks: { [block]: true } } })

describe.runIf(isNative)('what no retry helps', () => {
  it.each([
    ['a flood-stage block', 'read_only_allow_delete', 'its disks are full'],
    ['a write block', 'write', 'Lift the block in the cluster'],
  ])('%s fails at once, with its reason and a hint', async (_, block, hint) => {
    const { run, index, bulksAfter } = await restoreWhile(setBlock(block))
    expectFailed(run)
    const annotation = annotationOf(run, index)
    expect(annotation).toContain('cluster_block_exception')
    expect(annotation).toContain(`index [${index}] blocked by`)
    expect(annotation).toContain(hint)
    expect(resultOf(run, index).failure).toMatchObject({ code: 'CLUSTER_REFUSED' })
    // Those that were on their way, and none again.
    expect(bulksAfter).toBeLessThanOrEqual(3)
    expect((await request('HEAD', `/${index}`)).status).toBe(404)
  })

  it('a block of one index stops no other', async () => {
    const other = `${start}other`
    const { run, index } = await restoreWhile(setBlock('write'), { [other]: data }, { verify: 'full' })
    expectFailed(run)
    expect(resultOf(run, index).status).toBe('failed')
    expect(resultOf(run, other)).toMatchObject({
      status: 'ok',
      verified: true,
      documents: { dump: COUNT, indexed: COUNT, rejected: 0, cluster: COUNT },
    })
    expect(run.annotations).toHaveLength(1)
  })

  it('an index that cannot be made fails the step while much of its data waits', async () => {
    const index = `${start}refused`
    const mapping = { properties: { n: { type: 'no_such_type' } } }
    const dump = await dumpOf({ [index]: { data: documents(40_000), mapping } })
    const run = await runAction({ dump, types: 'mapping,data', 'batch-size': '4kb', concurrency: '2' })
    expectFailed(run)
    expect(annotationOf(run, index)).toContain('No handler for type [no_such_type]')
    expect(annotationOf(run, index)).toContain(`${index}.mapping.json`)
    expect((await request('HEAD', `/${index}`)).status).toBe(404)
  })

  it('an index that is deleted fails the step, and is not made again', async () => {
    const { run, index, bulksAfter } = await restoreWhile((name) => request('DELETE', `/${name}`))
    expectFailed(run)
    expect(annotationOf(run, index)).toContain('index_not_found_exception')
    expect(annotationOf(run, index)).toContain('Somebody removed the index')
    expect(bulksAfter).toBeLessThanOrEqual(3)
    const { text } = await request('GET', `/_cat/indices/${index}*?h=index&expand_wildcards=all`)
    expect(text.trim()).toBe('')
  })

  it('an index that is closed fails the step', async () => {
    const { run, index, bulksAfter } = await restoreWhile((name) => request('POST', `/${name}/_close`))
    expectFailed(run)
    // The second for the moment in which it is being closed.
    expect(annotationOf(run, index)).toMatch(/index_closed_exception|preparing to close/)
    expect(bulksAfter).toBeLessThanOrEqual(3)
    expect((await request('HEAD', `/${index}`)).status).toBe(404)
  })
})
