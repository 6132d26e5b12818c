import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { type ActionRun, isNative, runAction } from '../support/action.js'
import { dumpOf, lines, removeDumps } from '../support/dump-folder.js'
import { cleanUp, prefix, request } from '../support/opensearch.js'
import { resultOf } from '../support/outcome.js'

const start = prefix('duplicates')
const SMALL = { 'batch-size': '2kb', concurrency: '8', verify: 'full', types: 'mapping,data' }
const mapping = { properties: { n: { type: 'integer' }, line: { type: 'keyword' } } }
let made = 0

afterAll(async () => {
  await cleanUp(start)
  await removeDumps()
})

interface Line {
  _id: string
  _routing?: string
  _source: { n: unknown; line: string }
}

const line = (id: number, which: string, n: unknown = id): Line => ({
  _id: `d${id}`,
  _source: { n, line: which },
})

/** 2,000 documents; every second is named twice, every fourth thrice, the first lines far from the last ones. */
function repeated(): Line[] {
  const ids = Array.from({ length: 2000 }, (_, id) => id)
  const times = (id: number) => (id % 4 === 0 ? 3 : id % 2 === 0 ? 2 : 1)
  return [1, 2, 3].flatMap((round) =>
    ids
      .filter((id) => times(id) >= round)
      .flatMap((id) => {
        const which = round === times(id) ? 'last' : 'older'
        // Some are named again at once, others only after all the rest.
        return which === 'last' && id % 10 === 0 ? [line(id, 'older'), line(id, which)] : [line(id, which)]
      }),
  )
}

async function restore(
  data: object[],
  inputs: Record<string, string> = {},
  reshape: (dump: string, index: string) => Promise<unknown> = async () => {},
): Promise<{ run: ActionRun; index: string }> {
  const index = `${start}${made++}`
  const dump = await dumpOf({ [index]: { data, mapping } })
  await reshape(dump, index)
  return { index, run: await runAction({ dump, ...SMALL, ...inputs }) }
}

async function countOf(index: string, query: string): Promise<unknown> {
  return (await request('GET', `/${index}/_count?q=${query}`)).body.count
}

describe.runIf(isNative)('documents that are named several times', () => {
  const data = repeated()

  async function expectLastLines({ run, index }: { run: ActionRun; index: string }): Promise<void> {
    expect(run.code, run.shown).toBe(0)
    expect(run.outputs).toMatchObject({ status: 'restored', documents: '2000', verified: 'true' })
    expect(resultOf(run, index)).toMatchObject({
      documents: { dump: 2000, indexed: 2000, rejected: 0, cluster: 2000 },
      superseded: data.length - 2000,
    })
    expect(await countOf(index, 'line:last')).toBe(2000)
  }

  it('the last line wins in one file', async () => {
    expect(data.length).toBe(3700)
    await expectLastLines(await restore(data))
  })

  it('the last line wins in a gzip file', async () => {
    const pack = async (dump: string, index: string) => {
      const file = join(dump, `${index}.json`)
      await writeFile(file, gzipSync(await readFile(file)))
    }
    await expectLastLines(await restore(data, {}, pack))
  })

  it('the last line wins in split files, in the order of their numbers', async () => {
    const split = async (dump: string, index: string) => {
      for (let i = 0; i < 12; i++) {
        const part = lines(data.slice(i * 310, (i + 1) * 310))
        await writeFile(
          join(dump, `${index}.split-${i}.json${i % 2 ? '.gz' : ''}`),
          i % 2 ? gzipSync(part) : part,
        )
      }
      await rm(join(dump, `${index}.json`))
    }
    await expectLastLines(await restore(data, {}, split))
  })

  it('the last line wins where documents are counted before', async () => {
    await expectLastLines(await restore(data, { 'min-documents': '2000' }))
  })

  it('an id under two routings is two documents', async () => {
    const routed = (routing: string, which: string): Line => ({ ...line(1, which), _routing: routing })
    // Of one shard both are one document: these two routings are on different ones.
    const settings = { index: { number_of_shards: '2', number_of_replicas: '0' } }
    const index = `${start}${made++}`
    const one = [routed('a', 'older'), routed('b', 'older'), routed('a', 'last'), routed('b', 'last')]
    const dump = await dumpOf({ [index]: { data: one, mapping, settings } })
    const run = await runAction({ dump, ...SMALL, types: 'settings,mapping,data' })
    expect(run.code, run.shown).toBe(0)
    expect(resultOf(run, index)).toMatchObject({ documents: { dump: 2, cluster: 2 }, superseded: 2 })
    expect(await countOf(index, 'line:last')).toBe(2)
  })
})

describe.runIf(isNative)('documents that are named several times, of which the cluster refuses', () => {
  const plain = Array.from({ length: 300 }, (_, id) => line(id, 'only'))
  const BAD = 'no number'

  it('the last line: no older one stays in its place', async () => {
    const data = [
      ...plain,
      line(7, 'last', BAD),
      line(8, 'older', BAD),
      line(9, 'last'),
      line(8, 'last', BAD),
    ]
    const { run, index } = await restore(data, { 'max-rejected': '2' })
    expect(run.code, run.shown).toBe(0)
    expect(run.outputs).toMatchObject({ documents: '298', rejected: '2', verified: 'false' })
    const result = resultOf(run, index)
    expect(result).toMatchObject({
      documents: { dump: 300, indexed: 298, rejected: 2, cluster: 298 },
      superseded: 4,
      rejections: [
        { id: 'd7', status: 400, file: `${index}.json`, line: 301 },
        { id: 'd8', status: 400, file: `${index}.json`, line: 304 },
      ],
    })
    expect(result.rejections[0]?.reason).toContain(`For input string: "${BAD}"`)
    expect((await request('HEAD', `/${index}/_doc/d7`)).status).toBe(404)
    expect((await request('HEAD', `/${index}/_doc/d8`)).status).toBe(404)
  })

  it('the last line, where that is not allowed: the step fails and names it', async () => {
    const { run, index } = await restore([...plain, line(7, 'last', BAD)])
    expect(run.code).toBe(1)
    expect(resultOf(run, index).failure?.code).toBe('DOCUMENTS_REJECTED')
    expect(run.annotations[0]?.message).toContain(`document d7 (${index}.json, line 301)`)
    expect((await request('HEAD', `/${index}`)).status).toBe(404)
  })

  it('every line: one rejection, of the last', async () => {
    const data = [line(900, 'first', BAD), ...plain, line(900, 'last', BAD)]
    const { run, index } = await restore(data, { 'max-rejected': '1' })
    expect(run.code, run.shown).toBe(0)
    expect(resultOf(run, index)).toMatchObject({
      documents: { dump: 301, indexed: 300, rejected: 1, cluster: 300 },
      superseded: 1,
      rejections: [{ id: 'd900', line: 302 }],
    })
  })

  it('an older line alone: nothing is rejected', async () => {
    const data = [line(900, 'first', BAD), ...plain, line(900, 'last')]
    const { run, index } = await restore(data)
    expect(run.code, run.shown).toBe(0)
    expect(run.outputs).toMatchObject({ rejected: '0', verified: 'true' })
    expect(resultOf(run, index)).toMatchObject({
      documents: { dump: 301, indexed: 301, rejected: 0, cluster: 301 },
      superseded: 1,
      rejections: [],
    })
  })

  it('more of what is named twice than a report names, and one that is named once', async () => {
    const twice = Array.from({ length: 1200 }, (_, id) => line(id, 'older', BAD))
    const fine = Array.from({ length: 1200 }, (_, id) => line(id, 'last'))
    const { run, index } = await restore([...twice, line(5000, 'only', BAD), ...fine], {
      'max-rejected': '1',
    })
    expect(run.code, run.shown).toBe(0)
    expect(resultOf(run, index)).toMatchObject({
      documents: { dump: 1201, indexed: 1200, rejected: 1, cluster: 1200 },
      rejections: [{ id: 'd5000', line: 1201 }],
    })
  })
})
