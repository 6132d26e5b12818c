// Indexes of a dump, each of another kind.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { stringify } from 'lossless-json'

const DYNAMIC = ['strict', 'false', undefined]

/**
 * @param isExact whether the engine carries all numbers
 * @returns an index: its metadata, and its documents as elasticdump would write them
 */
export function inventIndex(name, chance, isExact) {
  const dynamic = chance.oneOf(DYNAMIC)
  const documents = Array.from({ length: chance.between(5, 50) }, (_, n) =>
    inventDocument(n, chance, isExact),
  )
  const isRouted = chance.isOnce(3)
  const isUnnamed = chance.isOnce(6)
  for (const document of documents) {
    document._index = name
    if (isRouted && chance.isOnce(2)) document._routing = `r${chance.between(1, 3)}`
    if (isUnnamed && chance.isOnce(4)) delete document._id
  }
  const named = documents.filter(({ _id }) => _id !== undefined)
  // What an earlier line says of an id must not be seen.
  const superseded = chance.isOnce(4)
    ? named.slice(0, 3).map((one) => ({ ...one, _source: { ...one._source, n: 1000 } }))
    : []
  return {
    name,
    dynamic,
    isPacked: chance.isOnce(3),
    superseded: superseded.length,
    lines: [...superseded, ...documents],
    mappings: mappingsOf(dynamic, chance),
    settings: settingsOf(chance),
    aliases: {
      [`${name}-flagged`]: { filter: { term: { flag: true } } },
      [`${name}-part`]: { index_routing: '1', search_routing: '1' },
      [`${name}-all`]: {},
    },
  }
}

function inventDocument(n, chance, isExact) {
  const digits = `90071992547409${chance.between(10, 99)}`
  return {
    _id: `${chance.oneOf(['', 'ü/', 'a b '])}${n}`,
    _score: 1,
    _source: {
      n,
      big: isExact ? BigInt(`${digits}${n}`) : Number(digits),
      price: chance.between(1, 9999) + 0.25,
      flag: chance.isOnce(2),
      tags: [`tag${n}`, `tag${chance.between(100, 200)}`],
      text: `Größe ${chance.between(1000, 9999)} of "${n}"`,
      day: `2026-0${chance.between(1, 9)}-1${chance.between(0, 9)}`,
      deep: { digits: String(chance.between(10000, 99999)), list: [chance.between(1, 9), 2] },
    },
  }
}

function mappingsOf(dynamic, chance) {
  return {
    ...(dynamic && { dynamic }),
    _meta: { version: chance.between(1, 9), owner: { team: 'search' } },
    dynamic_templates: [
      { codes: { match: 'code_*', mapping: { type: 'keyword' } } },
      { texts: { match_mapping_type: 'string', mapping: { type: 'text', analyzer: 'own' } } },
    ],
    properties: {
      n: { type: 'integer' },
      big: { type: 'long' },
      price: { type: 'double' },
      flag: { type: 'boolean' },
      tags: { type: 'keyword', ...(chance.isOnce(2) && { ignore_above: 100 }) },
      text: { type: 'text', analyzer: 'own', fields: { raw: { type: 'keyword', ignore_above: 50 } } },
      day: { type: 'date', format: 'yyyy-MM-dd' },
      deep: { properties: { digits: { type: 'keyword' }, list: { type: 'integer' } } },
      seldom: { type: 'keyword' },
    },
  }
}

function settingsOf(chance) {
  return {
    number_of_shards: chance.oneOf(['1', '1', '2']),
    number_of_replicas: chance.oneOf(['0', '0', '1']),
    refresh_interval: chance.oneOf(['5s', '30s', '-1']),
    max_result_window: String(chance.between(10001, 20000)),
    codec: 'best_compression',
    mapping: { total_fields: { limit: '2000' } },
    search: { slowlog: { threshold: { query: { warn: '10s' } } } },
    analysis: {
      filter: { few: { type: 'stop', stopwords: ['the', 'of'] } },
      analyzer: { own: { type: 'custom', tokenizer: 'standard', filter: ['lowercase', 'few'] } },
    },
  }
}

/** @returns where the data of an index is in a dump */
export const dataFile = (folder, { name, isPacked }) => join(folder, `${name}.json${isPacked ? '.gz' : ''}`)

/** Writes an index with multielasticdump's names. */
export async function writeIndex(folder, index) {
  const { name, lines, mappings, settings, aliases } = index
  const put = (type, text) => writeFile(join(folder, `${name}.${type}.json`), text)
  const twice = (value) => JSON.stringify(JSON.stringify({ [name]: value }))
  await writeData(
    dataFile(folder, index),
    lines.map((line) => stringify(line)),
    index,
  )
  await put('mapping', JSON.stringify({ [name]: { mappings } }))
  await put('settings', twice({ settings: { index: settings } }))
  await put('alias', twice({ aliases }))
}

export async function writeData(file, lines, { isPacked }) {
  const text = `${lines.join('\n')}\n`
  await writeFile(file, isPacked ? gzipSync(text) : text)
}
