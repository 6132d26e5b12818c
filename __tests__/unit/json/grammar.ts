// What JSON.parse says of texts, and of texts that are not yet whole.

export function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** What may lack of a string, a key, a number or a word that is cut. */
const STRING_ENDS = ['"', 'n"', '0"', '00"', '000"', '0000"']
const ENDS = [
  ...['', '0', ':0', '"a":0'],
  ...STRING_ENDS,
  ...STRING_ENDS.map((end) => `${end}:0`),
  ...['true', 'false', 'null'].flatMap((word) => [1, 2, 3, 4].map((from) => word.slice(from))),
]

/** @returns whether the text is the beginning of a JSON text: JSON.parse takes it with something added */
export function isViable(text: string): boolean {
  const brackets = closing(text)
  return ENDS.some((end) => parses(text + end + brackets))
}

/** @returns the brackets that close what is open at the end of a text */
function closing(text: string): string {
  const open: string[] = []
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    if (inString && c === '\\') i++
    else if (c === '"') inString = !inString
    else if (!inString && c === '{') open.push('}')
    else if (!inString && c === '[') open.push(']')
    else if (!inString && (c === '}' || c === ']')) open.pop()
  }
  return open.reverse().join('')
}
