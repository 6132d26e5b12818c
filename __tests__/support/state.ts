import { members } from '../../src/json/ranges.js'
import { request } from './opensearch.js'

/** All that a restore can make of an index. */
export interface IndexState {
  /** By dotted key; without what a cluster gives every index anew. */
  settings: Record<string, unknown>
  mappings: unknown
  aliases: unknown
  /** How the index's analyzers take a text apart, by analyzer. */
  tokens: Record<string, unknown>
  count: unknown
  /** By id and routing: the source as it is stored, character for character. */
  documents: Record<string, string>
}

const OWN_SETTINGS = /^index\.(uuid|creation_date|provided_name|version\..+)$/
/** A search's largest answer. */
const MOST_DOCUMENTS = 10_000

/** @returns the state of each of the indexes that match, by name; hidden ones too */
export async function clusterState(pattern: string): Promise<Record<string, IndexState>> {
  const { text } = await request('GET', `/_cat/indices/${pattern}?h=index&format=json&expand_wildcards=all`)
  const names = (JSON.parse(text) as { index: string }[]).map(({ index }) => index).sort()
  const states: Record<string, IndexState> = {}
  for (const name of names) states[name] = await indexState(name)
  return states
}

async function indexState(index: string): Promise<IndexState> {
  await request('POST', `/${index}/_refresh`)
  const { body } = await request('GET', `/${index}`)
  const { mappings, aliases } = body[index] as { mappings: unknown; aliases: unknown }
  const flat = await request('GET', `/${index}/_settings?flat_settings=true`)
  const all = (flat.body[index] as { settings: Record<string, unknown> }).settings
  const settings = Object.fromEntries(Object.entries(all).filter(([key]) => !OWN_SETTINGS.test(key)))
  const tokens: IndexState['tokens'] = {}
  for (const key of Object.keys(settings)) {
    const [, analyzer] = /^index\.analysis\.analyzer\.([^.]+)\.type$/.exec(key) ?? []
    if (analyzer === undefined) continue
    const asked = { analyzer, text: 'Ånna & Café-Österreich 2026' }
    tokens[analyzer] = (await request('POST', `/${index}/_analyze`, asked)).body
  }
  const { count } = (await request('GET', `/${index}/_count`)).body
  return { settings, mappings, aliases, tokens, count, documents: await documentsOf(index) }
}

async function documentsOf(index: string): Promise<Record<string, string>> {
  // With a filter_path OpenSearch would write every source anew.
  const { text } = await request('GET', `/${index}/_search?size=${MOST_DOCUMENTS}`)
  const documents: Record<string, string> = {}
  const outer = [...members(text, 0)].find(({ key }) => key === 'hits')
  const list = outer && [...members(text, outer.start)].find(({ key }) => key === 'hits')
  if (!list) throw new Error(`no hits in ${text.slice(0, 200)}`)
  const hits = [...members(text, list.start)]
  if (hits.length === MOST_DOCUMENTS) throw new Error(`${index} has more documents than one search gives`)
  for (const hit of hits) {
    const found = Object.fromEntries(
      [...members(text, hit.start)].map(({ key, start, end }) => [key, text.slice(start, end)]),
    )
    documents[`${found._id} ${found._routing ?? ''}`] = found._source ?? ''
  }
  return documents
}
