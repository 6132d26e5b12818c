// How fast a data file is read, without a cluster: each pass in a process of its own, held to one core.
import { execFileSync } from 'node:child_process'
import { symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeDataset } from './datasets.mjs'
import { spread } from './figures.mjs'
import { node, root, run, say } from './run.mjs'
import { processor } from './server.mjs'

const READERS = [
  {
    title: '`engine: native`, documents as bytes',
    module: 'engines/native/reader.js',
    name: 'readByteDocuments',
  },
  { title: '`engine: elasticdump`, documents parsed', module: 'dump/documents.js', name: 'readDocuments' },
]

/** @returns a table of MB/s */
export async function measureReader(folder, { documents, runs }) {
  const lib = await compile(folder)
  const { indexes, bytes } = await makeDataset('a', folder, documents)
  const readers = READERS.map((reader) => ({ ...reader, speeds: [] }))
  for (let pass = 0; pass < runs; pass++) {
    for (const { module, name, speeds } of readers) {
      const script = join(import.meta.dirname, 'read-documents.mjs')
      const { stdout } = await onOneCore([script, join(lib, module), name, indexes[0].files.data])
      const read = JSON.parse(stdout)
      if (read.documents !== documents) throw new Error(`${name} read ${read.documents} of ${documents}`)
      speeds.push(bytes / 1e6 / read.seconds)
      say(`${name}: ${speeds.at(-1).toFixed(0)} MB/s`)
    }
  }
  return [
    `The data file of ${documents.toLocaleString('en-US')} documents, ${(bytes / 1e6).toFixed(0)} MB, on one core. ${processor()}.`,
    '',
    '| reader | MB/s: median (from–to) | runs |',
    '| --- | --: | --: |',
    ...readers.map(({ title, speeds }) => `| ${title} | ${spread(speeds, 0)} | ${speeds.length} |`),
  ].join('\n')
}

/** The sources as modules of their own, as dist/ is one bundle. @returns their folder */
async function compile(folder) {
  const lib = join(folder, 'lib')
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  await node([join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', root, '--outDir', lib])
  return lib
}

function onOneCore(args) {
  return isPinnable() ? run('taskset', ['-c', '0', process.execPath, ...args]) : node(args)
}

function isPinnable() {
  try {
    execFileSync('taskset', ['-c', '0', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
