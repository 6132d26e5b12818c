import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DumpFile, identify, Ordinals } from '../../../../src/dump/index.js'
import { Feed, type FeedJob } from '../../../../src/engines/elasticdump/feed.js'
import { Folder, faultOf, rawDocument } from '../../dump/files.js'

const folder = new Folder().use()
const line = (id: string, more = '') =>
  `{"_index":"i","_id":"${id}",${more}"_source":{ "n":1.0, "id":"${id}" }}`
const isWindows = process.platform === 'win32'

/** What a child process gets. */
async function receive(path: string): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of connect(path)) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

async function fed(job: Partial<FeedJob> & { files: DumpFile[] }): Promise<string> {
  const feed = await Feed.open()
  try {
    const sending = feed.send({ superseded: undefined, isRewritten: false, ...job })
    const [received] = await Promise.all([receive(feed.path), sending])
    return received
  } finally {
    await feed.close()
    if (!isWindows) expect(existsSync(dirname(feed.path))).toBe(false)
  }
}

function ordinals(...list: number[]): Ordinals {
  const set = new Ordinals()
  for (const ordinal of list) set.add(ordinal)
  return set
}

describe('Feed', () => {
  it('hands files on byte by byte, one after another', async () => {
    const pretty = JSON.stringify(JSON.parse(line('c')), null, 2)
    const files = [
      await folder.file(`${line('a')}\n\n${line('b')}`),
      await folder.file(gzipSync(`${pretty}\r\n`)),
      await folder.file(''),
      await folder.file(`${line('ü😀')}\n`),
    ]
    expect(await fed({ files })).toBe(`${line('a')}\n\n${line('b')}\n${pretty}\r\n\n\n${line('ü😀')}\n\n`)
  })

  it('hands on more than fits into the buffers between', async () => {
    const large = `${line('a', `"x":"${'ü'.repeat(500_000)}",`)}\n`.repeat(6)
    expect((await fed({ files: [await folder.file(large)] })) === `${large}\n`).toBe(true)
  })

  it('leaves out what a later document replaces, counting through all files', async () => {
    const files = [
      await folder.file(['a', 'b', 'a'].map((id) => line(id)).join('\n')),
      await folder.file(['b', 'c'].map((id) => `${line(id)}\n`).join('')),
    ]
    const received = await fed({ files, superseded: ordinals(0, 1) })
    expect(received).toBe(['a', 'b', 'c'].map((id) => `${line(id)}\n`).join(''))
    expect(await fed({ files, superseded: ordinals(0, 1, 2, 3, 4) })).toBe('')
  })

  it('adds ids, the same as are looked up, and leaves other documents as they stand', async () => {
    const without = '{ "_score":1,"_source":{ "n":1.00, "big":9007199254740993 }}'
    const files = [await folder.file(`${line('a')}\n${without}\n${without}\n`)]
    const ids = [1, 2].map((ordinal) => identify(rawDocument(without), ordinal).id)
    expect(ids[0]).not.toBe(ids[1])
    expect(await fed({ files, isRewritten: true })).toBe(
      `${line('a')}\n${ids.map((id) => `{"_id":"${id}","_source":{ "n":1.00, "big":9007199254740993 }}\n`).join('')}`,
    )
  })

  it('keeps the routing where it takes forbidden meta off', async () => {
    const files = [
      await folder.file(
        [
          line('a', '"_parent":"p",'),
          line('b', '"_parent":"p","_routing":"r",'),
          line('c', '"fields":{"_timestamp":5,"_routing":["r\\"1"]},'),
          line('d', '"_ttl":5,'),
          line('e', '"_routing":"r",'),
        ].join('\n'),
      ),
    ]
    const source = (id: string) => `"_source":{ "n":1.0, "id":"${id}" }}\n`
    expect(await fed({ files, isRewritten: true })).toBe(
      [
        `{"_id":"a","_routing":"p",${source('a')}`,
        `{"_id":"b","_routing":"r",${source('b')}`,
        `{"_id":"c","_routing":"r\\"1",${source('c')}`,
        `{"_id":"d",${source('d')}`,
        `${line('e', '"_routing":"r",')}\n`,
      ].join(''),
    )
  })

  it('gives every document but the superseded once, in order, whatever they are', async () => {
    const document = fc.record(
      {
        _id: fc.oneof(fc.string(), fc.constant(null)),
        _routing: fc.string(),
        _parent: fc.string(),
        _source: fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }),
      },
      { requiredKeys: ['_source'] },
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { maxLength: 8 }),
        fc.array(fc.nat({ max: 8 })),
        async (documents, left) => {
          const file = await folder.file(documents.map((one) => `${JSON.stringify(one)}\n`).join(''))
          const received = await fed({ files: [file], superseded: ordinals(...left), isRewritten: true })
          const expected = documents
            .map((one, i) => ({ ...identify(rawDocument(one), i), source: JSON.stringify(one._source) }))
            .filter((_, i) => !left.includes(i))
          const found = received
            .split('\n')
            .slice(0, -1)
            .map((text) => {
              const raw = rawDocument(text)
              return { ...identify(raw, -1), source: JSON.stringify(raw.value._source) }
            })
          expect(found).toEqual(expected)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('leaves out a byte order mark, which elasticdump takes for an error', async () => {
    const file = await folder.file(`\uFEFF${line('a')}\n`)
    expect(await fed({ files: [file] })).toBe(`${line('a')}\n\n`)
  })

  it('ends where the child goes away', async () => {
    const feed = await Feed.open()
    const sending = feed.send({
      files: [await folder.file(`${line('a')}\n`.repeat(100_000))],
      superseded: undefined,
      isRewritten: false,
    })
    const socket = connect(feed.path)
    socket.once('data', () => socket.destroy())
    await sending
    await feed.close()
  })

  it('ends the documents of the child where it is stopped', async () => {
    const feed = await Feed.open()
    const sending = feed.send({
      files: [await folder.file(`${line('a')}\n`.repeat(100_000))],
      superseded: ordinals(0),
      isRewritten: false,
    })
    const socket = connect(feed.path)
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.once('data', () => feed.stop())
    socket.resume()
    await Promise.all([sending, closed])
    await feed.close()
  })

  it.each<[string, string | Buffer | undefined, boolean, string]>([
    ['a file that is not there', undefined, false, 'DUMP_UNREADABLE'],
    ['a cut gzip file', gzipSync(`${line('a')}\n`.repeat(100)).subarray(0, -9), false, 'DUMP_UNREADABLE'],
    [
      'a file that is cut since it was read',
      `${line('a')}\n${line('b').slice(0, -9)}`,
      true,
      'DUMP_DOCUMENT_INVALID',
    ],
  ])('tells of %s', async (_, content, isRewritten, code) => {
    const file =
      content === undefined
        ? { path: join(folder.path, 'none'), name: 'none', bytes: 0 }
        : await folder.file(content)
    const feed = await Feed.open()
    const sending = faultOf(feed.send({ files: [file], superseded: undefined, isRewritten }))
    const socket = connect(feed.path)
    socket.on('error', () => {}).resume()
    expect(await sending).toMatchObject({ code })
    await feed.close()
  })

  it('closes where no child ever came', async () => {
    const feed = await Feed.open()
    await feed.close()
    if (!isWindows) expect(existsSync(dirname(feed.path))).toBe(false)
  })
})
