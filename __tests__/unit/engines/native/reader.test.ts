import { appendFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ObjectScanner } from '../../../../src/json/bytes.js'
import { FAULTY, lineOf, READABLE } from '../../dump/cases.js'
import { Folder, faultOf } from '../../dump/files.js'
import { readAll, shown, shownParsed } from './documents.js'

const MIB = 1024 * 1024
const folder = new Folder().use()
const read = async (content: string | Buffer) => await readAll([await folder.file(content)])
const linesAndIds = async (content: string | Buffer) =>
  (await read(content)).map((document) => [document.line, shown(document).id])

afterEach(() => {
  vi.restoreAllMocks()
})

describe('readByteDocuments', () => {
  it.each(READABLE)('reads %s', async (_, content, expected) => {
    expect(await linesAndIds(content)).toEqual(expected)
    expect(await linesAndIds(gzipSync(content))).toEqual(expected)
    const file = await folder.file(content)
    expect((await readAll([file])).map(shown)).toEqual(await shownParsed([file]))
  })

  it.each(FAULTY)('finds the fault: %s', async (_, content, line) => {
    for (const bytes of [content, gzipSync(content)]) {
      const fault = await faultOf(read(bytes))
      expect(fault.code).toBe('DUMP_DOCUMENT_INVALID')
      expect(fault.hint).toMatch(/damaged or was cut/)
      expect(fault.message).toMatch(new RegExp(`^data\\.json, line ${line}: .* \\(byte \\d+\\)`))
      expect(fault.message.length).toBeLessThan(400)
    }
  })

  const first = Buffer.byteLength(lineOf('a')) + 1
  const notUtf8 = (before: string, byte: number) => Buffer.concat([Buffer.from(before), Buffer.from([byte])])
  it.each<[string, string | Buffer, string]>([
    [
      'a cut end',
      `${lineOf('a')}\n{"_id":"b",`,
      `line 2: the file ends in the middle of this document (byte ${first + 11}): {"_id":"b",`,
    ],
    [
      'a cut line with others behind it',
      `${lineOf('a')}\n{"_id":"b\n${lineOf('c')}\n`,
      `line 2: not JSON, the line ends within a string (byte ${first + 9}): {"_id":"b`,
    ],
    [
      'a comma too many, lines after the document begins',
      `\uFEFF\n{\n"_source":{\n"ü":[1,]}}\n`,
      'line 2: not JSON, a value is due (byte 26): {',
    ],
    ['text', 'ü', 'line 1: not a JSON object (byte 0): ü'],
    [
      'UTF-16',
      Buffer.from('\uFEFF{}', 'utf16le'),
      'line 1: bytes that are not UTF-8 (byte 0): \ufffd\ufffd{\0}\0',
    ],
    [
      'a byte in a string',
      notUtf8('\n{"_source":{\n"é":"', 0xe4),
      'line 3: bytes that are not UTF-8 (byte 20)',
    ],
    [
      'a byte between',
      notUtf8(`${lineOf('a')}\n`, 0x80),
      `line 2: bytes that are not UTF-8 (byte ${first}): \ufffd`,
    ],
  ])('names line and byte: %s', async (_, content, message) => {
    const isInString = message.startsWith('line 3')
    const bytes = Buffer.concat([Buffer.from(content as string), Buffer.from(isInString ? '"}}\n' : '')])
    expect((await faultOf(read(bytes))).message).toBe(`data.json, ${message}`)
  })

  it('finds bytes that are not UTF-8 wherever they are', async () => {
    const lines = Array.from({ length: 50 }, (_, i) => `{"_id":"ü\ufffd${i}","_source":{"x":"𝄞"}}\n`)
    const text = Buffer.from(lines.join(''))
    const places = [...text.keys()].filter((at) => (text[at] as number) >= 0x80)
    for (const at of places) {
      for (const byte of [0x20, 0xff]) {
        const bytes = Buffer.from(text)
        bytes[at] = byte
        const line = 1 + text.subarray(0, at).filter((one) => one === 0x0a).length
        const { message } = await faultOf(read(bytes))
        const [, found, offset] =
          /^data\.json, line (\d+): bytes that are not UTF-8 \(byte (\d+)\)/.exec(message) ?? []
        expect(Number(found)).toBe(line)
        // The character may have begun before, and what is left of it comes after.
        expect(Math.abs(Number(offset) - at)).toBeLessThan(4)
      }
    }
  })

  it.each<[string, string, RegExp]>([
    ['none', '{"_id":"b"}', /line 2: a document without an object in _source/],
    ['a list', '{"_id":"b","_source":[]}', /line 2: a document without an object in _source/],
    ['an empty id', '{"_id":"","_source":{}}', /line 2: an id of 0 bytes; OpenSearch takes 1 to 512/],
    ['a long id', `{"_id":"${'x'.repeat(513)}","_source":{}}`, /line 2: an id of 513 bytes/],
    ['an id of many bytes', `{"_id":"${'ü'.repeat(257)}","_source":{}}`, /line 2: an id of 514 bytes/],
    ['a number too long', `{"_id":${'1'.repeat(513)},"_source":{}}`, /line 2: an id of 513 bytes/],
  ])('refuses a document that cannot be restored: %s', async (_, line, reason) => {
    const fault = await faultOf(read(`${lineOf('a')}\n${line}\n`))
    expect(fault.code).toBe('DUMP_DOCUMENT_INVALID')
    expect(fault.message).toMatch(reason)
  })

  it('takes an id of 512 bytes, however it is written', async () => {
    const ids = ['x'.repeat(512), 'ü'.repeat(256), '\\u0078'.repeat(512), '\\"'.repeat(512)]
    const documents = await read(ids.map((id) => `{"_id":"${id}","_source":{}}`).join('\n'))
    expect(documents.map((one) => Buffer.byteLength(shown(one).id))).toEqual([512, 512, 512, 512])
  })

  it('reads several files as one stream: places go on, lines and byte order marks begin anew', async () => {
    const files = [
      await folder.file(`\uFEFF${lineOf('a')}\n{"_source":{}}`, 'one.json'),
      await folder.file('', 'two.json'),
      await folder.file(gzipSync(`\uFEFF\n${lineOf('c')}\n`), 'three.json'),
    ]
    const found = (await readAll(files)).map(shown)
    expect(found).toEqual(await shownParsed(files))
    expect(found.map(({ file, line, ordinal }) => [file, line, ordinal])).toEqual([
      ['one.json', 1, 0],
      ['one.json', 2, 1],
      ['three.json', 2, 2],
    ])
  })

  it('does not go on in the next file with what one file began', async () => {
    const files = [
      await folder.file('{"_id":"a","_source":{', 'one.json'),
      await folder.file('}}\n', 'two.json'),
    ]
    expect((await faultOf(readAll(files))).message).toMatch(
      /^one\.json, line 1: the file ends .* \(byte 22\)/,
    )
  })

  it('reads files of many pieces, with documents that are larger than a piece', async () => {
    const text = (bytes: number) => 'ü"\\\n}{'.repeat(bytes / 8)
    const large = (id: string, bytes: number) => ({
      _id: id,
      _source: { list: [text(bytes), { n: [1.0, id] }] },
    })
    const lines = Array.from({ length: 5000 }, (_, i) => lineOf(String(i)))
    const content = [
      ...lines,
      JSON.stringify(large('a', 300_000)),
      JSON.stringify(large('b', 1_000_000), null, 1),
      lines.join(''),
      JSON.stringify({ _id: 'c', _source: { list: Array(20_000).fill({ a: [] }) } }, null, 2).replaceAll(
        '\n',
        '\r\n',
      ),
      ...lines,
    ].join('\n')
    const files = [await folder.file(content), await folder.file(gzipSync(content))]
    const found = (await readAll(files)).map(shown)
    expect(found).toHaveLength(2 * (3 * 5000 + 3))
    const differing = await shownParsed(files)
    // Compared one by one: a difference of megabytes cannot be shown.
    found.forEach((one, i) => {
      if (JSON.stringify(one) !== JSON.stringify(differing[i])) throw new Error(`document ${i} differs`)
    })
  })

  it('looks at no byte of a large document more than three times', async () => {
    const scan = vi.spyOn(ObjectScanner.prototype, 'scan')
    const list = Array.from({ length: 700_000 }, (_, i) => ({ n: i }))
    const text = JSON.stringify({ _id: 'a', _source: { list } }, null, 2)
    expect(text.length).toBeGreaterThan(20e6)
    const [document] = await read(`${text}\n`)
    expect(document?.end).toBe(text.length)
    const looked = scan.mock.calls.reduce((sum, [, start, end]) => sum + end - start, 0)
    expect(looked).toBeLessThan(3 * text.length + MIB)
  })

  it('gives up a document that no cluster takes, before it is whole in memory', {
    timeout: 60_000,
  }, async () => {
    // 400 MB of one letter are 400 kB of gzip data.
    const megabyte = gzipSync('x'.repeat(1_000_000))
    const parts = [gzipSync('{"_id":"a","_source":{"x":"'), ...Array.from({ length: 400 }, () => megabyte)]
    const scan = vi.spyOn(ObjectScanner.prototype, 'scan')
    const fault = await faultOf(read(Buffer.concat(parts)))
    expect(fault.message).toMatch(
      /^data\.json, line 1: the document does not end within 256 MiB \(byte 0\): \{/,
    )
    const most = Math.max(...scan.mock.calls.map(([bytes]) => bytes.length))
    expect(most).toBeLessThan(257 * MIB)
  })

  it('says how much of the files it has read', async () => {
    const files = [await folder.file(`${lineOf('a')}\n`), await folder.file(gzipSync(lineOf('b')))]
    const position = { bytes: 0 }
    await readAll(files, position)
    expect(position.bytes).toBe((files[0]?.bytes ?? 0) + (files[1]?.bytes ?? 0))
  })

  it('fails where a file cannot be read to its end, or changes', async () => {
    const packed = gzipSync(lineOf('a'))
    for (const content of [packed.subarray(0, -1), Buffer.concat([packed, Buffer.from('x')])]) {
      expect((await faultOf(read(content))).code).toBe('DUMP_UNREADABLE')
    }
    const grown = await folder.file(`${lineOf('a')}\n`)
    await appendFile(grown.path, lineOf('b'))
    expect((await faultOf(readAll([grown]))).code).toBe('DUMP_UNREADABLE')
    expect((await faultOf(readAll([{ path: '/nowhere/at/all', name: 'n', bytes: 1 }]))).code).toBe(
      'DUMP_UNREADABLE',
    )
  })
})

it.each(['_id', '_routing'])(
  'refuses half of a surrogate pair in %s, of which the cluster makes one and the same',
  async (name) => {
    const fault = await faultOf(
      read(`${lineOf('a')}\n${JSON.stringify({ _id: 'b', _source: {}, [name]: '\udc00' })}\n`),
    )
    expect(fault.message).toMatch(/^data\.json, line 2: half of a surrogate pair in the (?:id|routing)$/)
  },
)
