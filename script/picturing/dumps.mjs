import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const PRODUCT = {
  properties: {
    name: { type: 'text' },
    price: { type: 'float' },
    stock: { type: 'integer' },
    added: { type: 'date' },
    tags: { type: 'keyword' },
  },
}

/** @returns a document that PRODUCT fits, always the same of a number */
export function product(n) {
  return {
    name: `Product ${n}`,
    price: (n * 37) % 500,
    stock: n % 40,
    added: new Date(Date.UTC(2025, 0, 1 + (n % 365))).toISOString(),
    tags: [`shelf-${n % 12}`, n % 3 === 0 ? 'sale' : 'regular'],
    text: 'A line of words that a shop would write about it. '.repeat(1 + (n % 6)),
  }
}

/**
 * Writes a dump folder with multielasticdump's names.
 * @param indexes by name: how many products, or documents; what else stands in place of the mapping and in the data file
 */
export async function writeDump(folder, indexes, files = {}) {
  await mkdir(folder, { recursive: true })
  for (const [name, { count, source = product, mapping = PRODUCT, ending = '' }] of Object.entries(indexes)) {
    const lines = []
    for (let n = 1; n <= count; n++)
      lines.push(JSON.stringify({ _index: name, _id: String(n), _source: source(n) }))
    await writeFile(join(folder, `${name}.json`), `${lines.join('\n')}\n${ending}`)
    await writeFile(join(folder, `${name}.mapping.json`), JSON.stringify({ [name]: { mappings: mapping } }))
  }
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  return folder
}
