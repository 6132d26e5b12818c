import { describe, expect, it } from 'vitest'
import { readPage } from '../../../src/source/page.js'

const head = (about = '') =>
  `{"pit_id":"p","took":1,"timed_out":false,"_shards":{"failed":0}${about},"hits":{"max_score":null`
const page = (...hits: string[]) => readPage(Buffer.from(`${head()},"hits":[${hits.join(',')}]}}`))
const hit = (id: string, source: string, sort: string) =>
  `{"_index":"i","_id":"${id}","_score":null,"_source":${source},"sort":[${sort}]}`

describe('an answer', () => {
  it('becomes lines, with all its bytes', () => {
    const sources = [
      '{"n":9007199254740993,"d":1.0,"e":1e400}',
      String.raw`{"__proto__":1,"half":"\ud800","text":"},{\"hits\":[ \\"}`,
      '{ "a" :\n [ {} , "é" ] }',
      '{"sort":[7],"n":1,"n":2}',
    ]
    const hits = sources.map((source, i) => hit(`é${i}`, source, String(i)))
    const { lines, ends, after, total } = page(...hits)
    expect(lines.toString()).toBe(hits.map((text) => `${text}\n`).join(''))
    expect(ends.map((end, i) => lines.subarray(ends[i - 1] ?? 0, end).toString())).toEqual(
      hits.map((text) => `${text}\n`),
    )
    expect(after).toBe('[3]')
    expect(total).toBeUndefined()
  })

  it.each([
    ['spaces', ' '],
    ['lines', '\n\t'],
    ['lines of Windows', '\r\n  '],
  ])('may have been laid out anew, with %s', (_, space) => {
    const source = String.raw`{ "n" : 9007199254740993.0 , "e":1e400,"text":"a , b ] \"hits\":[ \\" }`
    // Members in another order, and a string that is called as the hits are.
    const hits = [0, 1].map((i) => `{"_id" : "${i}" ,${space}"_source":${source} ,"sort" : [ ${i} ] }`)
    const about = `"_scroll_id" : "hits" , "_shards" : { "failed" : 0 }`
    const answer = (list: string) =>
      `{${space}${about} ,"hits"${space}:${space}{"hits" :${space}[${space}${list}${space}]${space},"total":{"value" : 2}} }`
    const { lines, ends, ...told } = readPage(Buffer.from(answer(hits.join(`${space},${space}`))))
    expect(told).toEqual({ after: '[ 1 ]', total: 2, scrollId: 'hits' })
    expect(ends.map((end, i) => lines.subarray(ends[i - 1] ?? 0, end).toString())).toEqual(
      hits.map((hit) => `${hit}\n`),
    )
    expect(readPage(Buffer.from(answer('')))).toMatchObject({ ends: [], after: '', total: 2 })
  })

  it('keeps what it is sorted by as it is', () => {
    expect(page(hit('1', '{}', '9223372036854775807')).after).toBe('[9223372036854775807]')
  })

  it('may have no documents', () => {
    expect(page()).toMatchObject({ lines: Buffer.from(''), ends: [], after: '' })
  })

  it('tells the total, and the scroll', () => {
    const text = `{"_scroll_id":"s","timed_out":false,"_shards":{"failed":0},"hits":{"total":{"value":7,"relation":"eq"},"hits":[]}}`
    expect(readPage(Buffer.from(text))).toMatchObject({ total: 7, scrollId: 's' })
  })

  it('is not taken for another, wherever it ends', () => {
    const whole = `${head()},"hits":[${hit('1', '{"a":"b"}', '0')},${hit('2', '{"a":[1]}', '1')}]}}`
    for (let end = 0; end < whole.length; end++) {
      expect(() => readPage(Buffer.from(whole.slice(0, end))), whole.slice(0, end)).toThrow()
    }
    expect(readPage(Buffer.from(whole)).ends).toHaveLength(2)
  })

  it.each([
    [
      'of a part of the shards',
      '"_shards":{"failed":1,"failures":[{"reason":{"type":"t","reason":"away"}}]}',
      't: away',
    ],
    ['of a part of the time', '"timed_out":true', 'out of time'],
  ])('%s is none', (_, about, words) => {
    expect(() => readPage(Buffer.from(`${head(`,${about}`)},"hits":[]}}`))).toThrow(words)
  })

  it.each([
    '<h1>Welcome</h1>',
    '',
    '{"hits":[7]}',
    `${head()},"hits":[{"a":1}{"b":2}]}}`,
    `${head()},"hits":[{"a":1},]}}`,
  ])('%s is none', (text) => expect(() => readPage(Buffer.from(text))).toThrow())
})
