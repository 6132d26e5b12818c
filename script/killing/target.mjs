// The index or alias that is restored into, and what it is found to be.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { request } from '../lib/run.mjs'

const OLD = { version: 'old', count: 300 }
const NEW = { version: 'new', count: 400 }
/** Of documents that the target may ever show. */
export const COUNTS = [OLD.count, NEW.count]
const MAPPING = {
  properties: { n: { type: 'integer' }, version: { type: 'keyword' }, text: { type: 'text' } },
}

const documents = ({ version, count }) =>
  Array.from({ length: count }, (_, n) => [
    String(n),
    { n, version, text: `document ${n} of what is ${version}` },
  ])

/** @returns a folder with a dump of the new content */
export async function writeDump(folder, target) {
  const lines = documents(NEW).map(([_id, _source]) => JSON.stringify({ _index: target, _id, _source }))
  await writeFile(join(folder, `${target}.json`), `${lines.join('\n')}\n`)
  await writeFile(join(folder, `${target}.mapping.json`), JSON.stringify({ [target]: { mappings: MAPPING } }))
  return folder
}

/** Makes the target with the old content: an index, or an alias of one. It has another alias too. */
export async function makeOld(url, target, isAlias) {
  await removeAll(url, target)
  const index = isAlias ? `${target}-0` : target
  const aliases = { [`${target}-reader`]: {}, ...(isAlias ? { [target]: {} } : {}) }
  const body = { settings: { number_of_replicas: 0 }, mappings: MAPPING, aliases }
  await request(url, 'PUT', `/${index}`, body)
  const lines = documents(OLD).flatMap(([_id, source]) =>
    [{ index: { _id } }, source].map((one) => JSON.stringify(one)),
  )
  await request(url, 'POST', `/${index}/_bulk?refresh=true`, `${lines.join('\n')}\n`)
}

/** @returns `old` or `new` where a name shows all of that and nothing else; `away`; or what is wrong with it */
export async function contentOf(url, name) {
  const text = await request(url, 'GET', `/${name}/_search?size=1000`, undefined, [200, 404, 503])
  const { hits, error, _shards } = JSON.parse(text)
  if (error?.type === 'index_not_found_exception') return 'away'
  if (!hits || _shards.failed > 0) return 'not readable'
  const found = new Map(hits.hits.map(({ _id, _source }) => [_id, JSON.stringify(_source)]))
  for (const content of [OLD, NEW]) {
    const all = documents(content)
    const isWhole =
      found.size === all.length && all.every(([id, source]) => found.get(id) === JSON.stringify(source))
    if (isWhole) return content.version
  }
  return `${found.size} documents, of neither`
}

/** @returns what a killed run has left of the target: `old`, `new`, `copy`, or what is bad */
export async function leftOf(url, target, mayBeAway) {
  let content = await contentOf(url, target)
  // A shard that has just been cloned may be starting.
  for (let look = 0; content === 'not readable' && look < 50; look++) {
    await sleep(100)
    content = await contentOf(url, target)
  }
  if (content !== 'away') return content
  const copies = (await namesOf(url, target)).filter(
    ({ index, marks }) => index !== target && marks.includes('complete'),
  )
  if (!mayBeAway) return 'away'
  if (copies.length !== 1) return `away, and ${copies.length} complete copies`
  return (await contentOf(url, copies[0].index)) === 'new' ? 'copy' : 'away, and its copy is not whole'
}

/** @returns what is wrong after the run that followed, or undefined */
export async function faultAfter(url, target, ifExists) {
  const content = await contentOf(url, target)
  if (content !== 'new') return `then: ${content}`
  const reader = await contentOf(url, `${target}-reader`)
  if (reader !== 'new') return `its alias, then: ${reader}`
  const names = await namesOf(url, target)
  const [only] = names
  const isSo = ifExists === 'swap' ? only.index.startsWith(`${target}--restoring-`) : only.index === target
  const aliases = ifExists === 'swap' ? 2 : 1
  if (names.length === 1 && isSo && only.marks.length === 0 && only.aliases.length === aliases)
    return undefined
  return `left behind: ${JSON.stringify(names)}`
}

/** Every index of the target's, with its aliases, and what their marks say. */
async function namesOf(url, target) {
  const held = JSON.parse(await request(url, 'GET', `/${target}*/_alias?expand_wildcards=all`))
  return Object.entries(held).map(([index, { aliases }]) => {
    const marks = Object.entries(aliases).filter(([alias]) => alias.includes('--restoring-'))
    return {
      index,
      aliases: Object.keys(aliases),
      marks: marks.map(([, { index_routing }]) => index_routing ?? 'unfinished'),
    }
  })
}

export async function removeAll(url, target) {
  for (const { index } of await namesOf(url, target))
    await request(url, 'DELETE', `/${index}`, undefined, [200, 404])
}
