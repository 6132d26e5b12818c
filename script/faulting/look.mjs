// What a restore has left of an index.
import { setTimeout as sleep } from 'node:timers/promises'
import { request } from '../lib/run.mjs'

/** @returns `nothing`, `whole`, `unfinished` for what bears the mark of a restore that did not end, or what it is instead */
export async function leftOf(url, index, count) {
  const held = JSON.parse(await request(url, 'GET', `/${index}*/_alias?expand_wildcards=all`))
  const names = Object.keys(held)
  if (names.length === 0) return 'nothing'
  const marks = Object.values(held).flatMap(({ aliases }) => Object.keys(aliases))
  if (names.length === 1 && marks.length === 1 && marks[0].startsWith(`${index}--restoring-`))
    return 'unfinished'
  if (names.length > 1 || names[0] !== index || marks.length > 0) return `${names} with ${marks}`
  const found = await countOf(url, index)
  return found === count ? 'whole' : `${found} of ${count} documents, finished`
}

/** Counts once its shards have started: after a crash that takes a moment. */
async function countOf(url, index) {
  for (let look = 0; ; look++) {
    await request(url, 'POST', `/${index}/_refresh`, undefined, [200, 503])
    const text = await request(url, 'GET', `/${index}/_count`, undefined, [200, 503])
    const { count, _shards } = JSON.parse(text)
    if (_shards && _shards.successful === _shards.total) return count
    if (look === 100) return 'no shard'
    await sleep(200)
  }
}
