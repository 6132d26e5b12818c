// From one cluster to another: dataset a, which lies in a server of its own.
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { actionOnce, stepEnvironment } from './action.mjs'
import { refresh, removeIndexes, requireWhole } from './cluster.mjs'
import { makeDataset } from './datasets.mjs'
import { PLAIN_MAPPINGS } from './dump.mjs'
import { Figures } from './figures.mjs'
import { verdicts } from './goals.mjs'
import { installElasticdump } from './install.mjs'
import { watched } from './memory.mjs'
import { rawOnce } from './plain-clients.mjs'
import { contest, size } from './restore.mjs'
import { timed } from './run.mjs'
import { machine, withServer } from './server.mjs'

/** The flags that make it fastest. */
const TUNED = ['--limit=5000', '--noRefresh', '--concurrency=4']
const PLAIN = '`elasticdump --input=<source>/index --output=<target>/index`, mapping, then data'

const WAYS = [
  ...['native', 'elasticdump'].map((engine) => ({
    id: engine,
    group: engine,
    title: `**the action, \`engine: ${engine}\`**, whole step`,
    once: (context) => actionOnce(context, { engine, ...fromSource(context) }),
  })),
  {
    id: 'tuned',
    group: 'tuned',
    title: `${PLAIN}, with \`${TUNED.join(' ')}\``,
    isSlow: true,
    once: (context) => elasticdumpOnce(context, TUNED),
  },
  {
    id: 'plain',
    group: 'plain',
    title: PLAIN,
    isSlow: true,
    once: (context) => elasticdumpOnce(context, []),
  },
]

/** @returns a table */
export async function measureSource(folder, options) {
  const tools = await installElasticdump(folder)
  const toolCache = join(folder, 'tool-cache')
  await mkdir(toolCache)
  const dataset = withoutAnalyzers(await makeDataset('a', folder, options.documents))
  return await withServer(async (source) => {
    await rawOnce({ url: source, dataset }, 4)
    return await withServer(async (url) => {
      const context = { url, source, dataset, folder, toolCache, ...tools }
      const figures = new Figures(WAYS)
      await contest(figures, context, options)
      const peaks = [await peak(context, 'sample'), await peak(context, 'full')]
      return [
        `${size(dataset)}. Source and target on one machine: ${await machine(url)}.`,
        '',
        figures.table(),
        '',
        'Goals:',
        '',
        ...verdicts('source', figures),
        '',
        `Peak memory of the action, \`engine: native\`: ${peaks[0]} MB; with \`verify: full\` ${peaks[1]} MB.`,
      ].join('\n')
    })
  }, 'bench-source')
}

/** elasticdump's mapping alone would be refused, as it names an analyzer. */
function withoutAnalyzers(dataset) {
  const indexes = dataset.indexes.map((index) => ({ ...index, settings: {}, mappings: PLAIN_MAPPINGS }))
  return { ...dataset, indexes }
}

/** Inputs by which the action restores what is in the source. */
const fromSource = ({ source }) => ({ dump: '', 'source-uri': source })

async function elasticdumpOnce({ url, source, dataset, elasticdump }, flags) {
  await removeIndexes(url, dataset)
  let seconds = 0
  for (const { name } of dataset.indexes) {
    const from = [elasticdump, `--input=${source}/${name}`, `--output=${url}/${name}`]
    seconds += await timed([...from, '--type=mapping'])
    seconds += await timed([...from, '--type=data', ...flags])
  }
  const began = performance.now()
  await refresh(url, dataset)
  seconds += (performance.now() - began) / 1000
  await requireWhole(url, dataset)
  return seconds
}

/** @returns MB */
async function peak(context, verify) {
  const { url, dataset } = context
  await removeIndexes(url, dataset)
  const inputs = { uri: url, engine: 'native', verify, ...fromSource(context) }
  const { env, temp } = await stepEnvironment(context, inputs)
  const { code, own } = await watched(env)
  if (code !== 0) throw new Error(`from cluster to cluster, verify ${verify}: exit code ${code}`)
  await requireWhole(url, dataset)
  await rm(temp, { recursive: true })
  return own.toFixed(0)
}
