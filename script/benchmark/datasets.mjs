import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  DOCUMENTED,
  largeDocument,
  MAPPINGS,
  MULTI,
  PLAIN_MAPPINGS,
  smallDocument,
  writeIndex,
} from './dump.mjs'
import { writeBodies, writeIndexFile } from './prepared.mjs'

const EXAMPLE = join(import.meta.dirname, '..', '..', 'examples', 'dump')
const EXAMPLE_INDEXES = {
  'example-countries': DOCUMENTED,
  'example-emoji-17.0': MULTI,
  'example-languages': MULTI,
}

/** `limit` is elasticdump's: documents a request, such that the cluster takes the request. */
export const DATASETS = {
  a: {
    title: 'one index of small documents',
    limit: 5000,
    make: async (path, documents) => [
      await made(path, 'bench', {
        names: DOCUMENTED,
        documents,
        document: smallDocument,
        mappings: MAPPINGS,
      }),
    ],
  },
  b: {
    title: '20 indexes of small documents',
    limit: 5000,
    make: async (path, documents) => {
      const each = { names: MULTI, document: smallDocument, mappings: PLAIN_MAPPINGS }
      const indexes = []
      for (let i = 1; i <= 20; i++) {
        const name = `bench-${String(i).padStart(2, '0')}`
        indexes.push(await made(path, name, { ...each, documents: Math.ceil(documents / 200) }))
      }
      return indexes
    },
  },
  c: {
    title: 'one index of documents of 50 KB',
    limit: 200,
    make: async (path, documents) => {
      const large = { names: DOCUMENTED, document: largeDocument, mappings: MAPPINGS }
      return [await made(path, 'bench-large', { ...large, documents: Math.ceil(documents / 100) })]
    },
  },
  d: {
    title: 'the example dump',
    limit: 5000,
    path: EXAMPLE,
    make: async (path) =>
      await Promise.all(Object.entries(EXAMPLE_INDEXES).map(([name, names]) => read(path, name, names))),
  },
}

/** @returns a dataset with all that its contestants need beside the dump */
export async function makeDataset(id, folder, documents) {
  const { title, limit, make, path = join(folder, id, 'dump') } = DATASETS[id]
  const indexes = await make(path, documents)
  for (const index of indexes) index.indexFile = await writeIndexFile(join(folder, id, 'index'), index)
  const bodies = await writeBodies(join(folder, id, 'bodies'), indexes)
  const sum = (field) => indexes.reduce((total, index) => total + index[field], 0)
  return { id, title, limit, path, indexes, bodies, documents: sum('documents'), bytes: sum('bytes') }
}

async function made(path, name, options) {
  const { files, bytes } = await writeIndex(path, name, options)
  return { name, files, bytes, documents: options.documents, ...(await definition(name, files)) }
}

async function read(path, name, names) {
  const files = Object.fromEntries(
    Object.entries(names).map(([type, end]) => [type, join(path, `${name}${end}`)]),
  )
  const data = await readFile(files.data)
  const documents = data.toString().trimEnd().split('\n').length
  return { name, files, bytes: data.length, documents, ...(await definition(name, files)) }
}

/** What the action makes the index of: analyzers and mappings out of the dump. */
async function definition(name, files) {
  const json = async (file) => JSON.parse(await readFile(file, 'utf8'))
  const { analysis } = JSON.parse(await json(files.analyzer))[name].settings.index
  return { settings: { analysis }, mappings: (await json(files.mapping))[name].mappings }
}
