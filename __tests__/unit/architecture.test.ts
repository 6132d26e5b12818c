import { readdirSync, readFileSync } from 'node:fs'
import { join, normalize, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** What every room may know. */
const OPEN_TO_ALL = ['inputs', 'json', 'errors']

const roomOf = (path: string) => path.split(sep)[0]?.replace(/\.[jt]s$/, '') ?? ''

/** @returns `room → room` for every import from one room of src/ into another */
function imports(): string[] {
  const found = new Set<string>()
  for (const name of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue
    for (const [, , from = ''] of readFileSync(join(root, 'src', name), 'utf8').matchAll(
      /\b(from|import\()\s*(?:\/\*.*?\*\/\s*)?'(\.[^']+)'/g,
    )) {
      const [one, other] = [roomOf(name), roomOf(normalize(join(name, '..', from)))]
      if (one !== other && !OPEN_TO_ALL.includes(other)) found.add(`${one} → ${other}`)
    }
  }
  return [...found].sort()
}

function drawn(): string[] {
  const page = readFileSync(join(root, 'docs', 'ARCHITECTURE.md'), 'utf8')
  const chart = /```mermaid\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
  return [...chart.matchAll(/^ +(\w+) --> (.+)$/gm)]
    .flatMap(([, one, others = '']) => others.split(' & ').map((other) => `${one} → ${other}`))
    .sort()
}

it('is drawn as the code is', () => {
  expect(drawn()).toEqual(imports())
})

it('goes one way', () => {
  const edges = imports().map((edge) => edge.split(' → ') as [string, string])
  let rooms = [...new Set(edges.flat())]
  // Takes away, again and again, the rooms that know none of those that are left.
  for (let before = -1; before !== rooms.length; ) {
    before = rooms.length
    rooms = rooms.filter((room) => edges.some(([one, other]) => one === room && rooms.includes(other)))
  }
  expect(rooms).toEqual([])
})
