// Finds where values begin and end in JSON text without parsing them, so that they can be handed on as they stand.

const WHITESPACE = /[ \t\r\n]*/y
const SCALAR = /[^,\]} \t\r\n]+/y

/** One member of an object, or element of an array: the text from `start` up to `end`. */
export interface JsonRange {
  key: string
  start: number
  end: number
}

function skipWhitespace(text: string, at: number): number {
  WHITESPACE.lastIndex = at
  WHITESPACE.exec(text)
  return WHITESPACE.lastIndex
}

function skipString(text: string, at: number): number {
  let end = at
  for (;;) {
    end = text.indexOf('"', end + 1)
    if (end < 0) throw new SyntaxError(`string at ${at} has no end`)
    let backslashes = 0
    while (text.charCodeAt(end - 1 - backslashes) === 0x5c) backslashes++
    if (backslashes % 2 === 0) return end + 1
  }
}

/**
 * @param text well-formed JSON
 * @param at offset (UTF-16 units) of the first character of a value
 * @returns the offset just after that value
 * @throws SyntaxError where the text ends inside it
 */
export function skipValue(text: string, at: number): number {
  const first = text.charCodeAt(at)
  if (first === 0x22) return skipString(text, at)
  if (first !== 0x7b && first !== 0x5b) {
    SCALAR.lastIndex = at
    SCALAR.exec(text)
    return SCALAR.lastIndex
  }
  let depth = 0
  for (let i = at; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 0x22) i = skipString(text, i) - 1
    else if (c === 0x7b || c === 0x5b) depth++
    else if ((c === 0x7d || c === 0x5d) && --depth === 0) return i + 1
  }
  throw new SyntaxError(`value at ${at} has no end`)
}

/**
 * @param text well-formed JSON
 * @param at offset of the `{` of an object or the `[` of an array
 * @returns its members in order; elements of an array have the key ''
 */
export function* members(text: string, at: number): Generator<JsonRange> {
  const isObject = text[at] === '{'
  let i = skipWhitespace(text, at + 1)
  while (text[i] !== '}' && text[i] !== ']') {
    let key = ''
    if (isObject) {
      const keyEnd = skipString(text, i)
      key = JSON.parse(text.slice(i, keyEnd)) as string
      i = skipWhitespace(text, skipWhitespace(text, keyEnd) + 1)
    }
    const end = skipValue(text, i)
    yield { key, start: i, end }
    i = skipWhitespace(text, end)
    if (text[i] === ',') i = skipWhitespace(text, i + 1)
  }
}

/**
 * @param text well-formed JSON of an object
 * @param key name of a member; of several with that name the last counts, as in JSON.parse
 * @returns the member's text as it stands, or undefined
 */
export function memberText(text: string, key: string): string | undefined {
  let found: string | undefined
  for (const member of members(text, text.indexOf('{'))) {
    if (member.key === key) found = text.slice(member.start, member.end)
  }
  return found
}
