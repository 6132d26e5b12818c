import { request } from './opensearch.js'

/** @returns points in time and scrolls that are open on indexes whose names begin so */
export async function openReaders(start: string): Promise<number> {
  const { body, text, status } = await request('GET', `/${start}*/_stats/search?expand_wildcards=open`)
  if (status !== 200) throw new Error(text)
  const { total } = body._all as { total: { search?: Record<string, number> } }
  const { scroll_current = 0, point_in_time_current = 0 } = total.search ?? {}
  return scroll_current + point_in_time_current
}

/** @returns each document's `_source` by id, as the text that the cluster gives; the index has few */
export async function sourceTexts(index: string): Promise<Record<string, string>> {
  await request('POST', `/${index}/_refresh`)
  const { text } = await request('GET', `/${index}/_search?size=1000`)
  const hits = text.matchAll(/"_id":"([^"]*)","_score":1\.0,(?:"_routing":"([^"]*)",)?"_source":/g)
  const found = [...hits].map(({ index: at, 0: head, 1: id = '', 2: routing = '' }) => {
    const rest = text.slice(at + head.length)
    const end = rest.search(/\},\{"_index":"|\}\]\}\}$/)
    return [`${id} ${routing}`, rest.slice(0, end)] as const
  })
  return Object.fromEntries(found)
}
