// Makes examples/dump/ anew: indexes real data into a real OpenSearch, and dumps it with the pinned elasticdump.
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { INDEXES, PACKAGES } from './example-indexes.mjs'
import { deleteIndexes, endChildrenFirst, npm, request, root, run, withOpenSearch } from './run.mjs'

/** The first index is dumped as elasticdump's documentation shows it, the others by multielasticdump. */
const [DOCUMENTED, ...OTHERS] = INDEXES
const DOCUMENTED_TYPES = {
  analyzer: 'analyzers',
  mapping: 'mappings',
  settings: 'settings',
  alias: 'aliases',
  data: 'data',
}
const MULTI_TYPES = 'settings,analyzer,mapping,alias,data'

export async function makeExample() {
  endChildrenFirst()
  const out = join(root, 'examples', 'dump')
  const temp = await mkdtemp(join(tmpdir(), 'make-example-'))
  try {
    const read = await installInto(temp)
    await withOpenSearch(async (url) => {
      const names = INDEXES.map(({ name }) => name)
      await deleteIndexes(url, names)
      try {
        for (const index of INDEXES) await fill(url, index, index.documents(read))
        await rm(out, { recursive: true, force: true })
        await mkdir(out, { recursive: true })
        await dump(url, out, temp)
      } finally {
        await deleteIndexes(url, names)
      }
    })
    for (const name of await readdir(out)) console.log(`${name}: ${(await stat(join(out, name))).size} bytes`)
  } finally {
    await rm(temp, { recursive: true, force: true })
  }
}

/** @returns a function that reads a JSON file of one of the packages */
async function installInto(temp) {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund']
  for (const name of ['package.json', 'package-lock.json'])
    await cp(join(root, 'elasticdump', name), join(temp, name))
  await npm(['ci', ...quiet], { cwd: temp })
  const data = join(temp, 'data')
  await mkdir(data)
  const exact = Object.entries(PACKAGES).map(([name, version]) => `${name}@${version}`)
  await npm(['install', ...quiet, '--no-package-lock', '--prefix', '.', ...exact], { cwd: data })
  const files = new Map()
  for (const name of Object.keys(PACKAGES)) {
    const folder = join(data, 'node_modules', name)
    for (const path of await readdir(folder, { recursive: true })) {
      if (!path.endsWith('.json')) continue
      const key = `${name}/${path.replaceAll('\\', '/')}`
      files.set(key, JSON.parse(await readFile(join(folder, path), 'utf8')))
    }
  }
  return (path) => {
    if (!files.has(path)) throw new Error(`${path} is not in its package`)
    return files.get(path)
  }
}

async function fill(url, { name, body }, documents) {
  await request(url, 'PUT', `/${name}`, body)
  const lines = documents.flatMap(([_id, source]) => [{ index: { _id } }, source])
  const text = `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`
  const answer = await request(url, 'POST', `/${name}/_bulk?refresh=true`, text)
  const { errors, items } = JSON.parse(answer)
  if (errors) throw new Error(`${name}: ${JSON.stringify(items.find(({ index }) => index.error))}`)
  console.log(`${name}: ${documents.length} documents`)
}

async function dump(url, out, temp) {
  const bin = join(temp, 'node_modules', 'elasticdump', 'bin')
  const tool = async (name, ...options) => {
    // The tools print the URI with its password.
    const code = await run(process.execPath, [join(bin, name), ...options], { onLine: () => {} })
    if (code !== 0) throw new Error(`${name} failed, exit code ${code}`)
  }
  for (const [type, plural] of Object.entries(DOCUMENTED_TYPES)) {
    const output = join(out, `${DOCUMENTED.name}-${plural}.json`)
    await tool('elasticdump', `--type=${type}`, `--input=${url}/${DOCUMENTED.name}`, `--output=${output}`)
  }
  const match = `^(${OTHERS.map(({ name }) => name.replaceAll('.', '\\.')).join('|')})$`
  const selection = [`--match=${match}`, `--includeType=${MULTI_TYPES}`]
  await tool('multielasticdump', '--direction=dump', ...selection, `--input=${url}`, `--output=${out}`)
}
