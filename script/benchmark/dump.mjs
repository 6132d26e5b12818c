// Dumps of made-up documents, the same in every run.
import { createWriteStream } from 'node:fs'
import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'

const WORDS =
  'amber birch cedar delta ember fjord grove haven inlet jetty knoll larch maple north ocean pearl'.split(' ')
/** Of about 50 KB. */
const WORDS_OF_LARGE_DOCUMENT = 8300

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
/** For multielasticdump, which leaves analyzers out unless told otherwise. */
export const PLAIN_MAPPINGS = { properties: { ...MAPPINGS.properties, title: { type: 'text' } } }

/** The names that the documented commands give to files, and those of multielasticdump. */
export const DOCUMENTED = { analyzer: '-analyzers.json', mapping: '-mappings.json', data: '-data.json' }
export const MULTI = { analyzer: '.analyzer.json', mapping: '.mapping.json', data: '.json' }

/** Numbers from a linear congruential generator (Numerical Recipes' constants): random enough, and the same anywhere. */
function numbers(seed) {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const words = (count, next) => Array.from({ length: count }, () => WORDS[next(WORDS.length)]).join(' ')

/** A document of about 500 bytes. */
export function smallDocument(place, next) {
  return {
    title: words(5, next),
    city: words(1, next),
    price: next(100000) / 100,
    stock: next(500),
    created: `2026-0${1 + next(9)}-1${next(10)}T0${next(10)}:30:00Z`,
    tags: [words(1, next), words(1, next), words(1, next)],
    active: next(2) === 1,
    text: words(42, next),
    email: `user${place}@example.org`,
  }
}

export const largeDocument = (place, next) => ({
  ...smallDocument(place, next),
  text: words(WORDS_OF_LARGE_DOCUMENT, next),
})

/** Writes the three files of an index. @returns their paths and the data file's size in bytes */
export async function writeIndex(path, index, { names, documents, document, mappings }) {
  await mkdir(path, { recursive: true })
  const files = Object.fromEntries(
    Object.entries(names).map(([type, end]) => [type, join(path, `${index}${end}`)]),
  )
  const out = createWriteStream(files.data)
  const next = numbers(42)
  for (let i = 0; i < documents; i++) {
    const line = { _index: index, _id: `document-${i}`, _score: 1, _source: document(i, next) }
    if (!out.write(`${JSON.stringify(line)}\n`)) await new Promise((resolve) => out.once('drain', resolve))
  }
  out.end()
  await finished(out)
  await writeFile(files.mapping, JSON.stringify({ [index]: { mappings } }))
  // elasticdump writes a JSON string that itself holds JSON.
  const settings = JSON.stringify({ [index]: { settings: { index: SETTINGS } } })
  await writeFile(files.analyzer, JSON.stringify(settings))
  return { files, bytes: (await stat(files.data)).size }
}
