import { createHash } from 'node:crypto'
import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DumpFile, readBytes, SameContent } from '../../../src/dump/index.js'
import { isGzip } from '../../../src/dump/open.js'
import { Folder, faultOf } from './files.js'

const folder = new Folder().use()
const PIECE = 256 * 1024

async function read(file: DumpFile): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of readBytes(file)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Content that gzip makes hardly smaller. */
function noise(bytes: number): Buffer {
  let state = 42
  return Buffer.from(
    Array.from({ length: bytes }, () => {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
      return state >>> 16
    }),
  )
}

describe('readBytes', () => {
  it.each<[string, string]>([
    ['gzip by its name', 'data.json.gz'],
    ['gzip that is not called so', 'data.json'],
  ])('unpacks %s', async (_, name) => {
    const content = Buffer.from('{"a":"ä"}\n'.repeat(1000))
    const file = await folder.file(gzipSync(content), name)
    expect(await isGzip(file.path)).toBe(true)
    expect((await read(file)).equals(content)).toBe(true)
  })

  it.each(['', 'x', 'plain text', '\u001f'])(
    'hands %j on as it is, though it is called .gz',
    async (text) => {
      const file = await folder.file(text, 'data.json.gz')
      expect(await isGzip(file.path)).toBe(false)
      expect((await read(file)).toString()).toBe(text)
    },
  )

  it('unpacks several members one after another', async () => {
    const file = await folder.file(Buffer.concat(['a\n', '', 'b\n', 'c'].map((text) => gzipSync(text))))
    expect((await read(file)).toString()).toBe('a\nb\nc')
  })

  it('unpacks members larger than a piece', async () => {
    const content = noise(PIECE * 2 + 5)
    const file = await folder.file(Buffer.concat([gzipSync(content), gzipSync(content)]))
    expect((await read(file)).equals(Buffer.concat([content, content]))).toBe(true)
  })

  const packed = gzipSync(Buffer.from(JSON.stringify(Array.from({ length: 200 }, (_, i) => ({ i })))))

  it('fails for gzip data that is cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: packed.length - 1 }), async (end) => {
        const fault = await faultOf(read(await folder.file(packed.subarray(0, end))))
        expect(fault).toMatchObject({ code: 'DUMP_UNREADABLE' })
        expect(fault.message).toContain('data.json: gzip data is cut or damaged')
      }),
    )
  })

  it('fails for gzip data of which a byte of the content or of the check sum is another', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 10, max: packed.length - 1 }), async (at) => {
        const damaged = Buffer.from(packed)
        damaged[at] = (damaged[at] ?? 0) ^ 0x20
        expect(await faultOf(read(await folder.file(damaged)))).toMatchObject({ code: 'DUMP_UNREADABLE' })
      }),
    )
  })

  it.each<[string, Buffer]>([
    ['text', Buffer.from('{"_source":{}}')],
    ['one byte', Buffer.from('x')],
    ['zeros', Buffer.alloc(600)],
    ['the beginning of another member', gzipSync('more').subarray(0, 5)],
    ['a whole plain copy', noise(PIECE * 3)],
  ])('fails where %s follows the gzip data', async (_, garbage) => {
    const file = await folder.file(Buffer.concat([packed, garbage]))
    expect(await faultOf(read(file))).toMatchObject({ code: 'DUMP_UNREADABLE' })
  })

  it.each([0, 1, 2])('fails where garbage begins %i bytes before the end of a piece', async (before) => {
    const content = noise(PIECE)
    let size = PIECE
    let gzip = gzipSync(content.subarray(0, size))
    while (gzip.length > PIECE - before) gzip = gzipSync(content.subarray(0, --size))
    expect(gzip.length).toBe(PIECE - before)
    expect((await read(await folder.file(gzip))).length).toBe(size)
    for (const garbage of ['x', '{"_source":{}}', '\0']) {
      const file = await folder.file(Buffer.concat([gzip, Buffer.from(garbage)]))
      expect(await faultOf(read(file))).toMatchObject({ code: 'DUMP_UNREADABLE' })
    }
  })

  it('names a file that is not there, or is a folder', async () => {
    const none = await faultOf(read({ path: join(folder.path, 'none'), name: 'none.json', bytes: 0 }))
    expect(none).toMatchObject({ code: 'DUMP_UNREADABLE' })
    expect(none.message).toMatch(/^none\.json: cannot be read: ENOENT/)
    await mkdir(join(folder.path, 'inside'))
    const inside = await faultOf(read({ path: join(folder.path, 'inside'), name: 'inside', bytes: 0 }))
    expect(inside.message).toMatch(/^inside: cannot be read: EISDIR/)
  })
})

describe('readBytes of a file that is held to its first reading', () => {
  const held = async (content: string | Buffer) => ({
    ...(await folder.file(content)),
    content: new SameContent(true),
  })

  it('reads it as often as it is the same, packed or not', async () => {
    for (const content of ['one\ntwo\n', gzipSync('one\ntwo\n')]) {
      const file = await held(content)
      for (let reading = 0; reading < 3; reading++) expect((await read(file)).toString()).toBe('one\ntwo\n')
    }
  })

  it('refuses another content of the same size', async () => {
    const file = await held('one\ntwo\n')
    await read(file)
    await writeFile(file.path, 'one\none\n')
    expect(await faultOf(read(file))).toMatchObject({
      code: 'DUMP_UNREADABLE',
      message: expect.stringContaining('other content than when it was first read'),
    })
  })

  it('knows only, where it is not held', async () => {
    const content = new SameContent(false)
    const file = { ...(await folder.file(gzipSync('one\ntwo\n'))), content }
    expect(content.known).toBeUndefined()
    await read(file)
    const sha256 = createHash('sha256').update('one\ntwo\n').digest('hex')
    expect(content.known).toEqual({ sha256, bytes: 8 })
    await writeFile(file.path, gzipSync('one\none\n'))
    await read({ ...file, bytes: (await stat(file.path)).size })
    expect(content.known?.sha256).toBe(sha256)
  })

  it('does not take a part for the whole', async () => {
    const file = await held('x'.repeat(PIECE * 3))
    for await (const _ of readBytes(file)) break
    expect(await read(file)).toHaveLength(PIECE * 3)
  })
})
