import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runAction } from '../support/action.js'
import { cleanUp, prefix, request } from '../support/opensearch.js'

const MB = 1_000_000
const SMALL = 40_000
const LARGE = 24
const start = prefix('sizes')
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sizes-'))
})

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await cleanUp(start)
})

/** Writes a dump of one index whose text is not indexed, so that the size alone is what matters. */
async function writeDump(index: string, lines: Iterable<string>): Promise<string> {
  const dump = join(folder, index)
  await mkdir(dump)
  const properties = { text: { type: 'text', index: false } }
  const mapping = JSON.stringify({ [index]: { mappings: { dynamic: false, properties } } })
  await pipeline(Readable.from([mapping]), createWriteStream(join(dump, `${index}.mapping.json`)))
  await pipeline(Readable.from(lines), createWriteStream(join(dump, `${index}.json`)))
  return dump
}

function line(id: string, bytes: number): string {
  return `{"_index":"x","_id":"${id}","_source":{"text":"${'x'.repeat(bytes)}"}}\n`
}

/** Large ones in a row, together more than the cluster takes in a request, and one at either end. */
function* mixed(): Generator<string> {
  for (let n = 0; n < SMALL; n++) {
    const large = n === 0 || n === SMALL - 1 ? 1 : n === SMALL / 2 ? LARGE - 2 : 0
    for (let i = 0; i < large; i++) yield line(`large-${n}-${i}`, 5 * MB)
    yield line(String(n), 20)
  }
}

describe('documents of very different sizes', () => {
  it('24 of 5 MB among 40,000 small ones are restored whole', async () => {
    const index = `${start}mixed`
    const dump = await writeDump(index, mixed())
    const run = await runAction({ dump, types: 'mapping,data', verify: 'full' })
    await rm(dump, { recursive: true })
    expect(run.code, run.shown).toBe(0)
    const documents = String(SMALL + LARGE)
    expect(run.outputs).toMatchObject({ status: 'restored', documents, rejected: '0', verified: 'true' })
    const { body } = await request('GET', `/${index}/_count`)
    expect(body.count).toBe(SMALL + LARGE)
  })
})
