import { afterAll, expect, it } from 'vitest'
import { isNative, runAction } from '../support/action.js'
import { documents, dumpOf, removeDumps } from '../support/dump-folder.js'
import { cleanUp, prefix, request } from '../support/opensearch.js'
import { annotationOf, expectFailed } from '../support/outcome.js'

const start = prefix('refused')

afterAll(async () => {
  await cleanUp(start)
  await removeDumps()
})

it.runIf(isNative)('an index that cannot be made fails the step while much of its data waits', async () => {
  const index = `${start}refused`
  const mapping = { properties: { n: { type: 'no_such_type' } } }
  const dump = await dumpOf({ [index]: { data: documents(40_000), mapping } })
  const run = await runAction({ dump, types: 'mapping,data', 'batch-size': '4kb', concurrency: '2' })
  expectFailed(run)
  expect(annotationOf(run, index)).toContain('No handler for type [no_such_type]')
  expect(annotationOf(run, index)).toContain(`${index}.mapping.json`)
  expect((await request('HEAD', `/${index}`)).status).toBe(404)
})
