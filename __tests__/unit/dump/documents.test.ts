import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { collect, Folder, faultOf } from './files.js'

const folder = new Folder().use()
const read = async (content: string | Buffer) => await collect(await folder.file(content))
const shown = async (content: string | Buffer) =>
  (await read(content)).map(({ line, value }) => [line, value._id])
const documentOf = (id: string) => ({
  _index: 'i',
  _id: id,
  _source: { title: `"}{" \\ ü ${id}`, list: [[]] },
})
const lineOf = (id: string) => JSON.stringify(documentOf(id))
const pretty = (id: string) => JSON.stringify(documentOf(id), null, 2)
const LINES_OF_PRETTY = pretty('a').split('\n').length

describe('readDocuments', () => {
  it.each<[string, string, [number, string][]]>([
    ['nothing', '', []],
    ['blank lines', '\n \n\r\n', []],
    [
      'one a line',
      `${lineOf('a')}\n${lineOf('b')}\n`,
      [
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    [
      'no newline at the end',
      `${lineOf('a')}\n${lineOf('b')}`,
      [
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    [
      'CRLF',
      `${lineOf('a')}\r\n${lineOf('b')}\r\n`,
      [
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    [
      'a BOM',
      `\uFEFF${lineOf('a')}\n${lineOf('b')}\n`,
      [
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    ['a BOM before a document of many lines', `\uFEFF${pretty('a')}\n`, [[1, 'a']]],
    [
      'blank lines between',
      `\n\n${lineOf('a')}\n\n  ${lineOf('b')}  \n\n`,
      [
        [3, 'a'],
        [5, 'b'],
      ],
    ],
    [
      'many lines each',
      `${pretty('a')}\n${pretty('b')}\n`,
      [
        [1, 'a'],
        [1 + LINES_OF_PRETTY, 'b'],
      ],
    ],
    [
      'many lines each, with CRLF',
      `${pretty('a')}\n${pretty('b')}`.replaceAll('\n', '\r\n'),
      [
        [1, 'a'],
        [1 + LINES_OF_PRETTY, 'b'],
      ],
    ],
    [
      'several on one line',
      `${lineOf('a')}${lineOf('b')} ${lineOf('c')}\n${lineOf('d')}`,
      [
        [1, 'a'],
        [1, 'b'],
        [1, 'c'],
        [2, 'd'],
      ],
    ],
    [
      'the next on the line where one ends',
      `${pretty('a')} ${pretty('b')}${lineOf('c')}\n`,
      [
        [1, 'a'],
        [LINES_OF_PRETTY, 'b'],
        [2 * LINES_OF_PRETTY - 1, 'c'],
      ],
    ],
    [
      'one a line among many lines',
      `${lineOf('a')}\n${pretty('b')}\n${lineOf('c')}`,
      [
        [1, 'a'],
        [2, 'b'],
        [2 + LINES_OF_PRETTY, 'c'],
      ],
    ],
  ])('reads %s', async (_, content, expected) => {
    expect(await shown(content)).toEqual(expected)
    expect(await shown(gzipSync(content))).toEqual(expected)
  })

  it('gives each document its text as it stands, and its length in the file', async () => {
    const strange = '{ "_id" :"é" ,\t"_source":{"n":1.0,"big":12345678901234567890, "u":"\\u00e9"}}'
    const [document] = await read(`  ${strange} \r\n`)
    expect(document).toMatchObject({ text: strange, bytes: Buffer.byteLength(strange) + 5 })
    expect(document?.file.name).toBe('data.json')
  })

  it.each<[string, string | Buffer, number, RegExp]>([
    [
      'a line cut in a string, at the end',
      `${lineOf('a')}\n{"_id":"b","_source":{"x":"y`,
      2,
      /ends in the middle .*"_id":"b"/,
    ],
    ['a line cut between tokens, at the end', `${lineOf('a')}\n{"_id":"b",`, 2, /ends in the middle/],
    [
      'a line cut before its last bracket',
      `${lineOf('a')}\n${lineOf('b').slice(0, -1)}`,
      2,
      /ends in the middle/,
    ],
    [
      'a line cut in a string, with others behind it',
      `${lineOf('a')}\n{"_id":"b","_source":{"x":"y\n${lineOf('c')}\n${lineOf('d')}\n`,
      2,
      /does not end before line 3/,
    ],
    [
      'a line cut between tokens, with others behind it',
      `${lineOf('a')}\n{"_id":"b","_source":{"x":\n${lineOf('c')}\n`,
      2,
      /does not end before line 3/,
    ],
    [
      'a line whose beginning is missing',
      `${lineOf('a')}\n"_source":{"x":1}}\n${lineOf('c')}\n`,
      2,
      /not a JSON object/,
    ],
    ['text', `${lineOf('a')}\n\nhello\n${lineOf('b')}`, 3, /not a JSON object: hello/],
    ['text behind a document', `${lineOf('a')}\n${lineOf('b')} hello\n`, 2, /not a JSON object: hello/],
    ['an array', `${lineOf('a')}\n[${lineOf('b')}]\n`, 2, /not a JSON object: \[/],
    ['an array over all lines', `[\n${lineOf('a')},\n${lineOf('b')}\n]\n`, 1, /not a JSON object: \[/],
    ['commas between documents', `${lineOf('a')},\n${lineOf('b')}\n`, 1, /not a JSON object: ,/],
    ['a string', '"text"\n', 1, /not a JSON object/],
    ['a number', `${lineOf('a')}\n42\n`, 2, /not a JSON object: 42/],
    ['null', `null\n${lineOf('a')}\n`, 1, /not a JSON object: null/],
    ['one bracket too many', `${lineOf('a')}}\n`, 1, /not a JSON object: }/],
    ['brackets that do not fit', `{"a":[1}\n]`, 1, /ends in the middle|not JSON/],
    ['a trailing comma', `${lineOf('a')}\n{"_id":"b",}\n`, 2, /not JSON/],
    ['a raw line break in a string', `${lineOf('a')}\n{"_id":"b\n","_source":{}}\n`, 2, /not JSON/],
    [
      'zeros at the end',
      Buffer.concat([Buffer.from(`${lineOf('a')}\n`), Buffer.alloc(300)]),
      2,
      /not a JSON object/,
    ],
    [
      'bytes that are not UTF-8',
      Buffer.concat([Buffer.from(`${lineOf('a')}\n{"_id":"`), Buffer.from([0xe4]), Buffer.from('"}\n')]),
      2,
      /not UTF-8/,
    ],
    ['a character cut in two', Buffer.from(`${lineOf('a')}\n{"_id":"ü`).subarray(0, -1), 2, /not UTF-8/],
    ['UTF-16', Buffer.from(`\uFEFF${lineOf('a')}\n`, 'utf16le'), 1, /not UTF-8/],
  ])('finds the fault: %s', async (_, content, line, reason) => {
    const fault = await faultOf(read(content))
    expect(fault.code).toBe('DUMP_DOCUMENT_INVALID')
    expect(fault.message).toMatch(new RegExp(`^data\\.json, line ${line}: `))
    expect(fault.message).toMatch(reason)
    expect(fault.message.length).toBeLessThan(400)
  })

  it('gives what stands before a fault', async () => {
    const ids: unknown[] = []
    const file = await folder.file(`${lineOf('a')}\n${'x'.repeat(300_000)}`)
    const { readDocuments } = await import('../../../src/dump/index.js')
    const reading = async () => {
      for await (const documents of readDocuments(file)) ids.push(...documents.map(({ value }) => value._id))
    }
    expect(await faultOf(reading())).toMatchObject({ code: 'DUMP_DOCUMENT_INVALID' })
    expect(ids).toEqual(['a'])
  })

  it('gives up a line that no cluster takes, before it is whole in memory', async () => {
    // 400 MB of one letter are 400 kB of gzip data.
    const megabyte = gzipSync('x'.repeat(1_000_000))
    const parts = [gzipSync('{"_id":"a","_source":{"x":"'), ...Array.from({ length: 400 }, () => megabyte)]
    const before = process.memoryUsage().rss
    const fault = await faultOf(read(Buffer.concat(parts)))
    expect(fault.message).toBe('data.json, line 1: a line of more than 256 MiB')
    expect(process.memoryUsage().rss - before).toBeLessThan(800e6)
  })
})
