// Writes the tables of inputs and outputs in README.md from action.yml. With --check it writes nothing, and fails where
// they differ. Another file than README.md may be given.
import { readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

/**
 * @param {string} readme text with the markers of both tables
 * @param {string} action text of action.yml
 * @returns {string} the text with both tables as action.yml has them
 */
export function withTables(readme, action) {
  const { inputs, outputs } = parse(action)
  const inputRows = Object.entries(inputs).map(([name, input]) => [
    `\`${name}\``,
    input.required ? 'required' : input.default === undefined ? '' : `\`${input.default}\``,
    input.description,
  ])
  const outputRows = Object.entries(outputs).map(([name, { description }]) => [`\`${name}\``, description])
  const withInputs = between(readme, 'inputs', table(['input', 'default', 'meaning'], inputRows))
  return between(withInputs, 'outputs', table(['output', 'value'], outputRows))
}

function between(text, name, content) {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`]
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from === -1 || to < from)
    throw new Error(`the markers ${begin} and ${end} are not there, in this order`)
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`
}

function table(head, rows) {
  const lines = [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function cell(text) {
  return String(text).trim().replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')
}

function main(args) {
  const root = join(import.meta.dirname, '..')
  const path = args.find((arg) => !arg.startsWith('--')) ?? join(root, 'README.md')
  const before = readFileSync(path, 'utf8')
  const after = withTables(before, readFileSync(join(root, 'action.yml'), 'utf8'))
  if (after === before) return
  if (!args.includes('--check')) return writeFileSync(path, after)
  console.error(`${path} does not have the inputs and outputs of action.yml: run npm run docs`)
  process.exitCode = 1
}

// Through a symbolic link too: a check that does nothing would pass.
if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  main(process.argv.slice(2))
