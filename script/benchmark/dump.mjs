// A dump of documents of about 500 bytes, the same in every run.
import { createWriteStream } from 'node:fs'
import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'

const WORDS =
  'amber birch cedar delta ember fjord grove haven inlet jetty knoll larch maple north ocean pearl'.split(' ')

export const SETTINGS = {
  analysis: {
    analyzer: { folded: { type: 'custom', tokenizer: 'standard', filter: ['lowercase', 'asciifolding'] } },
  },
}
export const MAPPINGS = {
  properties: {
    title: { type: 'text', analyzer: 'folded' },
    city: { type: 'keyword' },
    price: { type: 'double' },
    stock: { type: 'integer' },
    created: { type: 'date' },
    tags: { type: 'keyword' },
    active: { type: 'boolean' },
    text: { type: 'text' },
    email: { type: 'keyword' },
  },
}

/** Numbers from a linear congruential generator (Numerical Recipes' constants): random enough, and the same anywhere. */
function numbers(seed) {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

export function source(place, next) {
  const words = (count) => Array.from({ length: count }, () => WORDS[next(WORDS.length)]).join(' ')
  return {
    title: words(5),
    city: words(1),
    price: next(100000) / 100,
    stock: next(500),
    created: `2026-0${1 + next(9)}-1${next(10)}T0${next(10)}:30:00Z`,
    tags: [words(1), words(1), words(1)],
    active: next(2) === 1,
    text: words(42),
    email: `user${place}@example.org`,
  }
}

/** @returns the dump's directory, its index, and the size of its data file in bytes */
export async function makeDump(folder, documents, index = 'bench') {
  const path = join(folder, 'dump')
  await mkdir(path, { recursive: true })
  const data = join(path, `${index}-data.json`)
  const out = createWriteStream(data)
  const next = numbers(42)
  for (let i = 0; i < documents; i++) {
    const line = { _index: index, _id: `document-${i}`, _score: 1, _source: source(i, next) }
    if (!out.write(`${JSON.stringify(line)}\n`)) await new Promise((resolve) => out.once('drain', resolve))
  }
  out.end()
  await finished(out)
  await writeFile(join(path, `${index}-mappings.json`), JSON.stringify({ [index]: { mappings: MAPPINGS } }))
  const settings = JSON.stringify({ [index]: { settings: { index: SETTINGS } } })
  await writeFile(join(path, `${index}-analyzers.json`), JSON.stringify(settings))
  return { path, data, index, bytes: (await stat(data)).size }
}
