import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { FAULTY, lineOf, READABLE } from './cases.js'
import { collect, Folder, faultOf } from './files.js'

const folder = new Folder().use()
const read = async (content: string | Buffer) => await collect(await folder.file(content))
const shown = async (content: string | Buffer) =>
  (await read(content)).map(({ line, value }) => [line, value._id])

describe('readDocuments', () => {
  it.each(READABLE)('reads %s', async (_, content, expected) => {
    expect(await shown(content)).toEqual(expected)
    expect(await shown(gzipSync(content))).toEqual(expected)
  })

  it('gives each document its text as it stands, and its length in the file', async () => {
    const strange = '{ "_id" :"é" ,\t"_source":{"n":1.0,"big":12345678901234567890, "u":"\\u00e9"}}'
    const [document] = await read(`  ${strange} \r\n`)
    expect(document).toMatchObject({ text: strange, bytes: Buffer.byteLength(strange) + 5 })
    expect(document?.file.name).toBe('data.json')
  })

  it('keeps a blank line within a document, as its text makes its id where it has none', async () => {
    const blank = '{\n \n"_source":\r\n\r\n{}}'
    expect((await read(`${lineOf('a')}\n${blank}\n`))[1]).toMatchObject({ text: blank, line: 2 })
  })

  it.each(FAULTY)('finds the fault: %s', async (_, content, line, reason) => {
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
