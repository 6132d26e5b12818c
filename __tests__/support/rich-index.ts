/** An index with all that the modules of an OpenSearch 3.7 without plugins know, and hundreds of fields. */
export function richIndex(aliases: object): object {
  return {
    settings: {
      number_of_shards: 2,
      number_of_replicas: 0,
      hidden: true,
      mapping: { total_fields: { limit: 700 }, nested_fields: { limit: 60 } },
      max_ngram_diff: 3,
      analysis: {
        char_filter: {
          dashes: { type: 'pattern_replace', pattern: '(\\d+)-(?=\\d)', replacement: '$1_' },
          signs: { type: 'mapping', mappings: ['& => and', '😀 => happy', '\\u0020 => _'] },
        },
        normalizer: {
          folded: { type: 'custom', char_filter: ['signs'], filter: ['lowercase', 'asciifolding'] },
        },
        filter: {
          words: { type: 'stop', stopwords: ['der', 'die', 'das'] },
          same: { type: 'synonym_graph', synonyms: ['foo => bar', 'a, b, c'] },
          pieces: { type: 'ngram', min_gram: 2, max_gram: 5 },
        },
        tokenizer: { commas: { type: 'pattern', pattern: ',' } },
        analyzer: {
          parts: { type: 'custom', tokenizer: 'commas', char_filter: ['dashes'], filter: ['pieces'] },
          prose: { type: 'custom', tokenizer: 'standard', char_filter: ['signs'], filter: ['words'] },
          asked: { type: 'custom', tokenizer: 'standard', filter: ['lowercase', 'same'] },
        },
      },
    },
    mappings: {
      dynamic: 'strict',
      date_detection: false,
      _routing: { required: true },
      _meta: { owner: 'shop', empty: {} },
      _source: { excludes: [] },
      dynamic_templates: [
        { codes: { path_match: 'free.*_code', mapping: { type: 'keyword', normalizer: 'folded' } } },
        { numbers: { match_mapping_type: 'long', mapping: { type: 'unsigned_long' } } },
      ],
      derived: {
        day: { type: 'keyword', script: { source: "emit(doc['placed'].value.toString())" } },
      },
      properties: {
        placed: { type: 'date', format: 'dd.MM.yyyy||strict_date_optional_time||epoch_second' },
        changed: { type: 'date_nanos', format: 'strict_date_optional_time_nanos' },
        title: {
          type: 'text',
          analyzer: 'prose',
          search_analyzer: 'asked',
          copy_to: ['everything', 'found.also'],
          index_options: 'offsets',
          term_vector: 'with_positions_offsets',
          fields: {
            raw: { type: 'keyword', normalizer: 'folded', ignore_above: 256 },
            parts: { type: 'text', analyzer: 'parts' },
            length: { type: 'token_count', analyzer: 'prose' },
            typed: { type: 'search_as_you_type', max_shingle_size: 2 },
          },
        },
        everything: { type: 'text' },
        found: { properties: { also: { type: 'match_only_text' } } },
        name: { type: 'alias', path: 'title' },
        link: {
          type: 'join',
          eager_global_ordinals: true,
          relations: { order: ['line', 'return'], line: 'note' },
        },
        lines: {
          type: 'nested',
          include_in_parent: true,
          properties: {
            article: { type: 'keyword', copy_to: 'everything' },
            taxes: { type: 'nested', dynamic: 'false', properties: { rate: { type: 'half_float' } } },
          },
        },
        where: { type: 'geo_point', ignore_z_value: false },
        area: { type: 'geo_shape', orientation: 'left' },
        from: { type: 'ip' },
        ports: { type: 'integer_range' },
        net: { type: 'ip_range' },
        stay: { type: 'date_range', format: 'yyyy-MM-dd||epoch_millis' },
        picture: { type: 'binary', doc_values: true },
        labels: { type: 'flat_object' },
        free: { type: 'object', dynamic: 'true' },
        kept: { type: 'object', enabled: false },
        pattern: { type: 'wildcard' },
        kind: { type: 'constant_keyword', value: 'order' },
        large: { type: 'unsigned_long' },
        price: { type: 'scaled_float', scaling_factor: 100, coerce: false },
        small: { type: 'byte', null_value: -1 },
        rank: { type: 'rank_feature', positive_score_impact: false },
        ranks: { type: 'rank_features' },
        query: { type: 'percolator' },
        suggest: {
          type: 'completion',
          contexts: [{ name: 'place', type: 'geo', path: 'where', precision: 4 }],
        },
        ...Object.fromEntries(
          Array.from({ length: 400 }, (_, n) => [`field_${n}`, { type: n % 2 ? 'keyword' : 'double' }]),
        ),
      },
    },
    aliases,
  }
}

/** @returns lines of a bulk request: orders, each with a line and a note of it under its routing */
export function richDocuments(count: number): string {
  const lines: object[] = []
  for (let n = 0; n < count; n++) {
    const routing = `customer-${n % 7}`
    lines.push({ index: { _id: `order/${n}`, routing } }, order(n))
    const line = { link: { name: 'line', parent: `order/${n}` } }
    lines.push({ index: { _id: `line ${n}`, routing } }, line)
    lines.push({ index: { _id: `note ${n}`, routing } }, { link: { name: 'note', parent: `line ${n}` } })
  }
  return `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`
}

function order(n: number): object {
  const day = String(1 + (n % 28)).padStart(2, '0')
  return {
    placed: [`${day}.01.2026`, `2026-01-${day}T06:54:00+02:00`, 1767225600 + n][n % 3],
    changed: `2026-01-${day}T10:20:30.123456789Z`,
    title: `Das Maß & "12-34" der Größe ${n} — 数量\u2028\t😀`,
    link: 'order',
    lines: [{ article: `a-${n}`, taxes: [{ rate: 0.19, unmapped: n }, { rate: 0.07 }] }],
    where: [{ lat: n / 10, lon: -2.5 }, [2.25, 48.8], '41.12,-71.34', 'POINT (30 10)'][n % 4],
    area:
      n % 2
        ? 'LINESTRING (-77.03 38.89, -77.01 38.88)'
        : {
            type: 'envelope',
            coordinates: [
              [1, 9],
              [2, 8],
            ],
          },
    from: n % 2 ? '10.0.0.7' : '2001:db8::1',
    ports: { gte: n, lt: 65535 },
    net: '10.0.0.0/8',
    stay: { gte: `2026-01-${day}`, lte: 1767225600000 + 86400000 * 40 },
    picture: Buffer.from(`picture ${n}`).toString('base64'),
    labels: { a: { b: `c${n}` }, 'd.e': [1, null] },
    free: { iso_code: 'DÉ', count: n, deep: { er: true } },
    kept: { 'no.field': [{}, [n]] },
    pattern: `x-${n}-y`,
    large: 9_007_199_254_740_991,
    price: n / 4,
    small: n % 5 ? n % 100 : null,
    rank: n + 1,
    ranks: { politics: 20 + n, economics: 50.5 },
    query: { term: { pattern: `x-${n}-y` } },
    suggest: { input: [`Größe ${n}`], weight: n },
    [`field_${n % 400}`]: n % 2 ? `value ${n}` : n / 8,
  }
}
