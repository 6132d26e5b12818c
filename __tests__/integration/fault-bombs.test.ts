// Small files that unpack to more than there is memory.
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ActionRun, runAction } from '../support/action.js'
import { documentsOf, namesFrom, numbered, removeDumps, writeDump } from '../support/dumps.js'
import { cleanUp, prefix } from '../support/opensearch.js'
import { annotationOf, expectFailed, resultOf } from '../support/outcome.js'

const start = prefix('bombs')
const named = (name: string) => start + name
const MIB = 1024 * 1024

/** Gzip data may have several parts: so a gigabyte is packed by packing a part of it. */
function packed(begin: string, end: string): Buffer {
  const part = gzipSync(Buffer.alloc(32 * MIB, 'x'))
  return Buffer.concat([gzipSync(begin), ...Array<Buffer>(32).fill(part), gzipSync(end)])
}

let run: ActionRun

beforeAll(async () => {
  const mapping = packed('{"m":{"mappings":{"_meta":{"text":"', '"}}}}')
  const dump = await writeDump(
    {
      [named('line')]: { data: packed('{"_id":"1","_source":{"text":"', '"}}\n') },
      [named('mapping')]: { data: numbered(5) },
      [named('beside')]: { data: numbered(5) },
    },
    { [`${named('mapping')}.mapping.json`]: mapping },
  )
  run = await runAction({ dump, types: 'mapping,data' })
})

afterAll(async () => {
  await cleanUp(start)
  await removeDumps()
})

it.each([
  ['line', 'DUMP_DOCUMENT_INVALID', /line\.json, line 1: .*256 MiB/],
  ['mapping', 'DUMP_METADATA_INVALID', /mapping\.mapping\.json: it has more than \d+ MiB/],
])('a gigabyte in one %s fails its index, and says where', (name, code, says) => {
  expectFailed(run)
  expect(annotationOf(run, named(name))).toMatch(says)
  expect(resultOf(run, named(name)).failure?.code).toBe(code)
})

it('hurts no other index, and leaves nothing behind', async () => {
  expect(run.annotations).toHaveLength(2)
  expect(await documentsOf(named('beside'))).toEqual(numbered(5))
  expect(await namesFrom(start)).toEqual([named('beside')])
})
