// What happens to files of a dump while they are read.
import { appendFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataLines, documentsOf, namesFrom, numbered, removeDumps, writeDump } from '../support/dumps.js'
import { type Interrupted, restoreInterrupted } from '../support/interrupted.js'
import { cleanUp, prefix } from '../support/opensearch.js'
import { annotationOf, expectFailed, resultOf } from '../support/outcome.js'

const start = prefix('reading')
const named = (name: string) => start + name
/** More than what is read ahead of what can be sent. */
const MANY = Object.fromEntries(
  Object.entries(numbered(6000)).map(([id, source]) => [id, { ...source, text: 'x'.repeat(500) }]),
)

interface Change {
  happens(file: string): Promise<void>
  says: RegExp
}

const changes: Record<string, Change> = {
  deleted: { happens: (file) => rm(file), says: /\.json: cannot be read: ENOENT/ },
  'deleted-part': {
    happens: (file) => rm(file.replace('.json', '.split-1.json')),
    says: /\.split-1\.json: cannot be read: ENOENT/,
  },
  'still-written': {
    happens: (file) => appendFile(file, dataLines('x', { late: { n: 1 } })),
    says: /\.json: \d+ bytes were read of \d+ that it had[\s\S]*Restore when it is complete/,
  },
  shrunk: {
    happens: (file) => truncate(file, 2_000_000),
    says: /bytes were read of|the file ends in the middle/,
  },
}

describe('a file that is no more what it was', () => {
  let restored: Interrupted
  let dump: string

  beforeAll(async () => {
    const names = [...Object.keys(changes), 'beside']
    const lines = (name: string) => dataLines(named(name), name === 'beside' ? numbered(50) : MANY)
    dump = await writeDump({})
    for (const name of names) await writeFile(join(dump, fileOf(name)), lines(name))
    await writeFile(join(dump, `${named('deleted-part')}.split-1.json`), dataLines('x', { part: { n: 1 } }))
    restored = await restoreInterrupted(
      Object.fromEntries(
        Object.entries(changes).map(([name, { happens }]) => [
          named(name),
          { meanwhile: () => happens(join(dump, `${named(name)}.json`)) },
        ]),
      ),
      { dump, types: 'data', concurrency: '1', 'batch-size': '20kb' },
    )
  })

  afterAll(async () => {
    await cleanUp(start)
    await removeDumps()
  })

  it.each(Object.entries(changes))('%s: its index fails, and says why', (name, { says }) => {
    const { run } = restored
    expect(annotationOf(run, named(name))).toMatch(says)
    expect(['DUMP_UNREADABLE', 'DUMP_DOCUMENT_INVALID']).toContain(resultOf(run, named(name)).failure?.code)
  })

  it('hurts no other index, and leaves nothing behind', async () => {
    const { run } = restored
    expectFailed(run)
    expect(run.annotations).toHaveLength(Object.keys(changes).length)
    expect(resultOf(run, named('beside'))).toMatchObject({ status: 'ok', verified: true })
    expect(await documentsOf(named('beside'))).toEqual(numbered(50))
    expect(await namesFrom(start)).toEqual([named('beside')])
  })
})

function fileOf(name: string): string {
  return `${named(name)}.${name === 'deleted-part' ? 'split-0.json' : 'json'}`
}
