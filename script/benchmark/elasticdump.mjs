// elasticdump as people run it, by itself.
import { ask, refresh, removeIndexes, requireWhole } from './cluster.mjs'
import { timed } from './run.mjs'

/**
 * Seconds of the three documented commands of each index, one after another. Where the first makes an index with a
 * replica, it waits on one node 30 s for green.
 */
export async function documentedOnce({ url, dataset, elasticdump }, { replicas }) {
  await removeIndexes(url, dataset)
  const template = { settings: { number_of_replicas: replicas } }
  const index_patterns = dataset.indexes.map(({ name }) => name)
  await ask(url, 'PUT', '/_index_template/bench', { index_patterns, template })
  let seconds = 0
  try {
    for (const { name, files } of dataset.indexes)
      for (const type of ['analyzer', 'mapping', 'data'])
        seconds += await load(elasticdump, files[type], `${url}/${name}`, type)
  } finally {
    await ask(url, 'DELETE', '/_index_template/bench')
  }
  await requireWhole(url, dataset)
  return seconds
}

/** Seconds of what one gets to who knows elasticdump: the index in one request, then large batches, no refresh, 4 at once. */
export async function tunedOnce({ url, dataset, elasticdump }) {
  await removeIndexes(url, dataset)
  const flags = [`--limit=${dataset.limit}`, '--noRefresh', '--concurrency=4']
  let seconds = 0
  for (const { name, files, indexFile } of dataset.indexes) {
    seconds += await load(elasticdump, indexFile, `${url}/${name}`, 'index')
    seconds += await load(elasticdump, files.data, `${url}/${name}`, 'data', flags)
  }
  const began = performance.now()
  await refresh(url, dataset)
  seconds += (performance.now() - began) / 1000
  await requireWhole(url, dataset)
  return seconds
}

export async function multielasticdumpOnce({ url, dataset, multielasticdump }, types) {
  await removeIndexes(url, dataset)
  const what = ['--direction=load', `--includeType=${types.join(',')}`]
  const seconds = await timed([multielasticdump, ...what, `--input=${dataset.path}`, `--output=${url}`])
  await requireWhole(url, dataset)
  return seconds
}

const load = (elasticdump, file, target, type, flags = []) =>
  timed([elasticdump, `--input=${file}`, `--output=${target}`, `--type=${type}`, ...flags])
