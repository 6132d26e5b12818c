// The contest: each dataset restored by the action and by its rivals, in turns.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DocumentsMissing, removeIndexes } from './cluster.mjs'
import { makeDataset } from './datasets.mjs'
import { Figures } from './figures.mjs'
import { verdicts } from './goals.mjs'
import { coldInstall, installElasticdump } from './install.mjs'
import { say } from './run.mjs'
import { machine, withServer } from './server.mjs'
import { ENGINES, waysOf } from './ways.mjs'

const OWN_COMMANDS = ['tuned', 'documented', 'multielasticdump', 'multielasticdump-analyzers']

/** @returns the text of each dataset */
export async function measureRestores(folder, options) {
  const needsElasticdump = options.rivals.some((rival) => OWN_COMMANDS.includes(rival))
  const tools = needsElasticdump ? await installElasticdump(folder) : {}
  const toolCache = join(folder, 'tool-cache')
  await mkdir(toolCache)
  return await withServer(async (url) => {
    const texts = {}
    for (const id of options.only) {
      const dataset = await makeDataset(id, folder, options.documents)
      say(`${id}: ${size(dataset)}`)
      const figures = new Figures(waysOf(id, options))
      await contest(figures, { url, dataset, folder, toolCache, ...tools }, options)
      texts[id] = await page({ url, dataset, folder, figures }, options)
      await removeIndexes(url, dataset)
    }
    return texts
  })
}

/** Has every way its runs, in turns. */
export async function contest(figures, context, options) {
  // Fills the tool cache and the file cache, and lets the JVM compile. A fault shows again in the first run.
  const quick = figures.ways.filter(({ id }) => id === 'raw-4' || ENGINES.includes(id))
  for (const { once } of quick) await once(context).catch(() => {})
  for (let run = 1; run <= Math.max(options.runs, options.slowRuns); run++) {
    for (const way of figures.ways) {
      const runs = way.isSlow ? options.slowRuns : options.runs
      if (run <= runs && !way.fault) await measure(way, context, run)
    }
  }
}

async function measure(way, context, run) {
  try {
    const seconds = await way.once(context)
    way.seconds.push(seconds)
    say(`${context.dataset.id} ${run}: ${way.id} ${seconds.toFixed(2)} s`)
  } catch (error) {
    way.fault = error instanceof DocumentsMissing ? `left ${error.message}` : 'it failed'
    process.exitCode = 1
    say(`${context.dataset.id} ${run}: ${way.id}: ${error.message}\n${error.stdout ?? ''}`)
  }
}

async function page({ url, dataset, folder, figures }, { engines }) {
  const lines = [`${size(dataset)}. ${await machine(url)}.`, '', figures.table(), '']
  const goals = verdicts(dataset.id, figures)
  if (goals.length > 0) lines.push('Goals:', '', ...goals, '')
  if (dataset.id === 'a' && engines.includes('elasticdump')) {
    const { cold, warm } = await coldInstall({ url, folder })
    const times = `${cold.toFixed(1)} s with npm's cache empty, ${warm.toFixed(1)} s with it full.`
    lines.push(`Installing elasticdump, where the tool cache has none: ${times}`, '')
  }
  return lines.join('\n').trimEnd()
}

export function size({ documents, indexes, bytes }) {
  const count = indexes.length === 1 ? 'one index' : `${indexes.length} indexes`
  const megabytes = bytes / 1e6
  return `${documents.toLocaleString('en-US')} documents, ${megabytes.toFixed(megabytes < 10 ? 1 : 0)} MB, ${count}`
}
