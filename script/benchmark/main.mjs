import { writePage } from '../lib/page.mjs'
import { DATASETS } from './datasets.mjs'
import { measureMemory } from './memory.mjs'
import { readOptions } from './options.mjs'
import { measureReader } from './reader.mjs'
import { measureRestores } from './restore.mjs'
import { withFolder } from './server.mjs'
import { measureSource } from './source.mjs'
import { measureStart } from './start.mjs'

const PARTS = {
  restore: measureRestores,
  memory: async (folder, options) => ({ memory: await measureMemory(folder, options) }),
  reader: async (folder, options) => ({ reader: await measureReader(folder, options) }),
  source: async (folder, options) => ({ source: await measureSource(folder, options) }),
  start: async (folder, options) => ({ start: await measureStart(folder, options) }),
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130))
try {
  const options = readOptions(process.argv.slice(2))
  if (options) {
    const texts = await withFolder((folder) => PARTS[options.part](folder, options))
    for (const [place, text] of Object.entries(texts)) {
      const { title } = DATASETS[place] ?? {}
      process.stdout.write(title ? `## ${place}: ${title}\n\n${text}\n\n` : `${text}\n`)
    }
    if (options.write) writePage('BENCHMARKS.md', texts)
  }
} catch (error) {
  process.stderr.write(`script/bench: ${error.message}\n`)
  process.exitCode = 1
}
