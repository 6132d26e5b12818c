// Documents as a dump may hold them, written in any layout.
import fc from 'fast-check'

// Keys that readers might take for something else.
const key = fc.oneof(fc.string(), fc.constantFrom('_id', '__proto__', 'constructor', '{', '}"', '\n'))
const json = fc.jsonValue({ maxDepth: 3, noUnicodeString: false })
const source = fc.dictionary(key, json, { maxKeys: 4, noNullPrototype: true })
export const dumped = fc.record({ _index: fc.constant('i'), _id: fc.string(), _source: source })
export const layout = fc.record({
  indent: fc.constantFrom(0, 0, 1, 2),
  eol: fc.constantFrom('\n', '\r\n'),
  gap: fc.constantFrom('eol', 'eol', 'blank', 'none', 'space'),
})
export type Layout = { indent: number; eol: string; gap: string }

/** Writes documents as a layout says. @returns the text, and where each document begins and ends in it */
export function write(documents: unknown[], { indent, eol, gap }: Layout) {
  const between = { eol, blank: eol + eol, none: '', space: ' ' }[gap] ?? ''
  let text = ''
  const places = documents.map((document) => {
    const start = text.length
    text += JSON.stringify(document, null, indent).replaceAll('\n', eol)
    const end = text.length
    text += between
    return { start, end, line: text.slice(0, start).split('\n').length }
  })
  return { text, places }
}
