// Everything dynamic in the summary comes from a dump or a cluster, and neither is trusted: it may show as odd text,
// never as markup, a link, a mention or another row.

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '|': '&#124;',
  '`': '&#96;',
  '\\': '&#92;',
  $: '&#36;',
  '-': '&#45;',
  '+': '&#43;',
  '=': '&#61;',
}

/** @returns the text on one line, without characters that end lines, hide or turn text around. */
export function oneLine(value: string): string {
  return value.replace(/\s/gu, ' ').replace(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu, '\u{fffd}')
}

/** @returns at most `max` code points of the text, the last of them `…` where some are missing. */
export function clip(value: string, max: number): string {
  if (value.length <= max) return value
  // Twice as many code units hold `max` code points whatever they are: a huge text is not spread out whole.
  const points = Array.from(value.slice(0, 2 * max + 2))
  return points.length <= max ? value : `${points.slice(0, max - 1).join('')}…`
}

/** @returns the value as plain words, safe in a paragraph, a list item and a table cell. */
export function text(value: string, max = 2000): string {
  const line = oneLine(clip(value, max)).replace(/ +/g, ' ').trim()
  return line === '' ? '–' : escapeInline(line)
}

/** @returns the value as code, safe in a paragraph, a list item and a table cell. */
export function code(value: string, max = 300): string {
  const line = oneLine(clip(value, max))
  if (line.trim() === '') return '–'
  // Within backticks only a backtick, a cell's pipe and outer spaces need care; HTML's element takes entities for them.
  if (!/[`|]/.test(line) && line === line.trim()) return `\`${line}\``
  return `<code>${escapeInline(line)}</code>`
}

/** @returns the value as words in which what stands between backticks is code; safe where `text` is. */
export function prose(value: string, max = 2000): string {
  const line = oneLine(clip(value, max)).replace(/ +/g, ' ').trim()
  if (line === '') return '–'
  const pieces = line.split(/`([^`]+)`/)
  return pieces.map((piece, place) => (place % 2 === 1 ? code(piece) : escapeInline(piece))).join('')
}

/** @returns a table's row of cells that are Markdown already. */
export function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

/** A line that is rendered only if there is still room for it: results can be huge. */
export type Line = () => string

/** @returns the lines that fit into `maxBytes` of UTF-8 as a whole, newlines included, and how many do not. */
export function fitting(lines: readonly Line[], maxBytes: number): { lines: string[]; left: number } {
  const kept: string[] = []
  let bytes = 0
  for (const render of lines) {
    const line = render()
    bytes += Buffer.byteLength(line) + 1
    if (bytes > maxBytes) break
    kept.push(line)
  }
  return { lines: kept, left: lines.length - kept.length }
}

function escapeInline(line: string): string {
  return (
    line
      .replace(/[&<>"|`\\$]|^[-+=]/g, (character) => ENTITIES[character] ?? character)
      // `1.` at the start would be a numbered list.
      .replace(/^\d(?=\d*[.)](?: |$))/, (digit) => `&#${digit.charCodeAt(0)};`)
      .replace(/[*[\]~]|(?<!&)#|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\$&')
      .replace(/:\/\//g, ':&#47;/')
      .replace(/www\./gi, (match) => match.replace('.', '&#46;'))
      // Mentions and addresses become links only where the next character is a letter.
      .replace(/@/g, '@&#8203;')
  )
}

/**
 * One line that is no command: the runner reads `::` at the start of a line, after any space, and `##[` anywhere in it. A
 * line may begin with the name of an index.
 */
export function safeInLog(text: string): string {
  return oneLine(text)
    .replace(/^(\s*):(?=:)/, '$1: ')
    .replaceAll('##[', '## [')
}
