import { join } from 'node:path'
import { createIndexes, requireWhole } from './cluster.mjs'
import { node, timed } from './run.mjs'

/** Seconds from the first body sent to the end of a refresh. */
export async function rawOnce({ url, dataset }, connections) {
  await createIndexes(url, dataset)
  const script = join(import.meta.dirname, 'raw-bulk.mjs')
  const { stdout } = await node([script, url, dataset.bodies, String(connections)])
  await requireWhole(url, dataset)
  return Number(stdout)
}

/** Seconds of the whole process; the indexes are there before. */
export async function helperOnce({ url, dataset }) {
  await createIndexes(url, dataset)
  const script = join(import.meta.dirname, 'bulk-helper.mjs')
  const pairs = dataset.indexes.map(({ name, files }) => `${name}=${files.data}`)
  const seconds = await timed([script, url, ...pairs])
  await requireWhole(url, dataset)
  return seconds
}
