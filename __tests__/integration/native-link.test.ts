import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { isNative, runAction } from '../support/action.js'
import { documents, dumpOf, removeDumps } from '../support/dump-folder.js'
import { cleanUp, prefix } from '../support/opensearch.js'
import { startProxy } from '../support/proxy.js'

const start = prefix('link')

afterAll(async () => {
  await cleanUp(start)
  await removeDumps()
})

/** Restores 12 MB through a link that holds each bulk request up. @returns how each was encoded */
async function encodings(index: string, heldUpMs: number): Promise<(string | undefined)[]> {
  const text = 'a text that packs well, '.repeat(100)
  const data = documents(5000, (n) => ({ n, text }))
  const mapping = { properties: { n: { type: 'integer' }, text: { type: 'text', index: false } } }
  const dump = await dumpOf({ [index]: { data, mapping } })
  const seen: (string | undefined)[] = []
  const proxy = await startProxy({
    before: async ({ url, headers }) => {
      if (!url?.includes('/_bulk')) return
      seen.push(headers['content-encoding'])
      await sleep(heldUpMs)
    },
  })
  const inputs = { dump, types: 'mapping,data', 'batch-size': '1mb', verify: 'full' }
  const run = await runAction({ uri: `http://${proxy.host}`, ...inputs })
  await proxy.close()
  expect(run.code, run.shown).toBe(0)
  expect(run.outputs).toMatchObject({ documents: '5000', verified: 'true' })
  return seen
}

describe.runIf(isNative)('bulk requests', () => {
  it('are packed once the link turns out to be slow', async () => {
    const seen = await encodings(`${start}slow`, 300)
    expect(seen.slice(0, 4)).toEqual(Array(4).fill(undefined))
    expect(seen.at(-1)).toBe('gzip')
  })
})
