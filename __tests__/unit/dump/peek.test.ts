import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { peek } from '../../../src/dump/peek.js'
import { asString, Folder } from './files.js'

const folder = new Folder().use()

describe('peek', () => {
  it.each<[string, string | Buffer, string, string | undefined]>([
    ['a document', '{"_index":"a","_id":"1","_source":{}}', 'data', 'a'],
    ['a document without its index', '{"_source":{}}', 'data', undefined],
    ['a document without its source', '{"_id":"1","_index":"a"}', 'data', 'a'],
    ['a document behind a BOM and blank lines', '\uFEFF\n\n {"_index":"ä","_source":{}}', 'data', 'ä'],
    ['a document over many lines', '{\n  "_index": "a",\n  "_source": {\n', 'data', 'a'],
    ['a document that is cut in its source', '{"_index":"a","_id":"1","_source":{"x":"', 'data', 'a'],
    ['the first of several documents', '{"_index":"a","_source":{}}{"_index":"b"', 'data', 'a'],
    ['a packed document', gzipSync('{"_index":"a","_source":{}}'), 'data', 'a'],
    ['an object of metadata', '{"a":{"mappings":{"_source":{"enabled":true}}}}', 'metadata', undefined],
    ['an empty object', '{}', 'metadata', undefined],
    ['a string of metadata', asString({ a: { settings: {} } }), 'metadata', undefined],
    ['a mapping longer than the first piece', `{"a":{"b":"${'x'.repeat(300_000)}"}}`, 'metadata', undefined],
    ['nothing', '', 'empty', undefined],
    ['blank lines', ' \n\r\n\t', 'empty', undefined],
    ['only a BOM', '\uFEFF', 'empty', undefined],
    ['packed nothing', gzipSync(''), 'empty', undefined],
    ['an array', '[{"_id":"1"}]', 'damaged', undefined],
    ['text', 'Hello', 'damaged', undefined],
    ['what begins like an object', '{hello', 'damaged', undefined],
    ['cut gzip data', gzipSync('{"_index":"a","_source":{}}').subarray(0, 14), 'damaged', undefined],
  ])('sees %s', async (_, content, kind, index) => {
    expect(await peek(await folder.file(content))).toMatchObject({ kind, index })
  })

  it('has nothing to say of a file that is not there', async () => {
    expect(await peek({ path: `${folder.path}/none.json`, name: 'none.json', bytes: 0 })).toMatchObject({
      kind: 'damaged',
    })
  })

  it('looks at the beginning of a long file only', async () => {
    const file = await folder.file(`{"_index":"a","_source":{}}\n${'x'.repeat(2_000_000)}`)
    const { text } = await peek(file)
    expect(text.length).toBeLessThan(1_000_000)
  })
})
