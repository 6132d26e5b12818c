import fc from 'fast-check'

const space = fc.stringMatching(/^[ \t\r\n]{0,2}$/)
const unicodeEscape = (text: string) =>
  [...Array(text.length).keys()].map((i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`).join('')

/** A JSON string, at times with escapes where none are needed. */
export const stringText = fc
  .tuple(fc.string({ unit: 'binary', maxLength: 6 }), fc.boolean())
  .map(([text, escaped]) => (escaped ? `"${unicodeEscape(text)}"` : JSON.stringify(text)))

export const numberText = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.oneof(fc.constant('0'), fc.stringMatching(/^[1-9][0-9]{0,20}$/)),
    fc.oneof(fc.constant(''), fc.stringMatching(/^\.[0-9]{1,8}$/)),
    fc.oneof(fc.constant(''), fc.stringMatching(/^[eE][+-]?[0-9]{1,3}$/)),
  )
  .map((parts) => parts.join(''))

const scalarText = fc.oneof(
  stringText,
  numberText,
  fc.constantFrom('true', 'false', 'null', '""', '"\\\\"', '"}"'),
)

const { valueText } = fc.letrec<{ valueText: string; object: string; array: string }>((tie) => ({
  valueText: fc.oneof({ maxDepth: 3, withCrossShrink: true }, scalarText, tie('array'), tie('object')),
  array: fc
    .tuple(space, fc.array(fc.tuple(tie('valueText'), space, space), { maxLength: 3 }))
    .map(([inner, list]) => `[${inner}${list.map(([value, a, b]) => a + value + b).join(',')}]`),
  object: fc
    .tuple(space, fc.array(fc.tuple(stringText, tie('valueText'), space, space), { maxLength: 3 }))
    .map(
      ([inner, list]) =>
        `{${inner}${list.map(([key, value, a, b]) => `${a}${key}${b}:${a}${value}${b}`).join(',')}}`,
    ),
}))

/** Any JSON text, with odd spaces and escapes; keys may come twice. */
export const jsonText = valueText

/** Members of an object as text, some keys often. */
export const memberTexts = fc.array(
  fc.tuple(fc.oneof(stringText, fc.constantFrom('"a"', '"\\u0061"', '"_source"')), jsonText, space, space),
  { maxLength: 5 },
)
