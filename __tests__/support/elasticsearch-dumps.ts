import type { DumpedIndex } from './dumps.js'

/**
 * What an Elasticsearch of some version says of an index beside its own settings: what is there of each, as the settings
 * API of that version gives it. https://www.elastic.co/guide/en/elasticsearch/reference/8.11/indices-get-settings.html
 */
const HEADERS = {
  6: { number_of_shards: '5', version: { created: '6080099', upgraded: '6080299' } },
  7: {
    number_of_shards: '1',
    version: { created: '7170099' },
    routing: { allocation: { include: { _tier_preference: 'data_content' } } },
  },
  8: {
    number_of_shards: '1',
    version: { created: '8110099' },
    routing: { allocation: { include: { _tier_preference: 'data_content' } } },
  },
}

/** @returns the settings of an index, below `index`, with the header of that version */
export function elasticsearchSettings(version: 6 | 7 | 8, name: string, settings: object): object {
  const { routing, ...header } = { routing: {}, ...HEADERS[version] }
  return {
    ...header,
    ...(Object.keys(routing).length > 0 && { routing }),
    number_of_replicas: '0',
    provided_name: name,
    creation_date: '1559301231231',
    uuid: 'x1l0o5uGTqK2m7Qk3cPq9A',
    ...settings,
  }
}

/** @returns lines of a data file, each with the type that Elasticsearch gives its documents */
export function typedLines(index: string, type: string, documents: Record<string, object>): string {
  return Object.entries(documents)
    .map(([id, source]) =>
      JSON.stringify({ _index: index, _type: type, _id: id, _score: 1, _source: source }).concat('\n'),
    )
    .join('')
}

/** @returns one index of a dump of that version */
export function elasticsearchIndex(
  version: 6 | 7 | 8,
  name: string,
  { settings, mapping, data }: { settings: object; mapping: object; data: Record<string, object> },
): DumpedIndex {
  return {
    settings: elasticsearchSettings(version, name, settings),
    mapping,
    data: version === 8 ? data : typedLines(name, version === 6 ? 'doc' : '_doc', data),
  }
}
