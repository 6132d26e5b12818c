// What the example dump is made of: openly licensed data out of npm packages, and what each index makes of it.

export const PACKAGES = { 'countries-list': '3.4.1', 'unicode-emoji-json': '0.9.0' }

const shards = { number_of_shards: 1, number_of_replicas: 0 }
/** Finds `Åland` and `aland` by `al`. */
const autocomplete = {
  filter: { beginnings: { type: 'edge_ngram', min_gram: 1, max_gram: 15 } },
  analyzer: {
    autocomplete: {
      type: 'custom',
      tokenizer: 'standard',
      filter: ['lowercase', 'asciifolding', 'beginnings'],
    },
    folded: { type: 'custom', tokenizer: 'standard', filter: ['lowercase', 'asciifolding'] },
  },
}
const keyword = { type: 'keyword' }
const searched = {
  type: 'text',
  analyzer: 'autocomplete',
  search_analyzer: 'folded',
  fields: { raw: { type: 'keyword', ignore_above: 256 } },
}

/**
 * Each index: its name, the body that creates it, and its documents by id, given a function that reads a JSON file of
 * a package.
 */
export const INDEXES = [
  {
    name: 'example-countries',
    body: {
      settings: { ...shards, analysis: autocomplete },
      mappings: {
        dynamic: 'strict',
        properties: {
          name: searched,
          native: searched,
          capital: searched,
          continent: { properties: { code: keyword, name: keyword } },
          iso3: keyword,
          phone: { type: 'integer' },
          currency: keyword,
          languages: keyword,
          flag: { type: 'keyword', index: false },
        },
      },
      aliases: { 'example-eurozone': { filter: { term: { currency: 'EUR' } } } },
    },
    documents(read) {
      const continents = read('countries-list/continents.min.json')
      const iso3 = read('countries-list/minimal/countries.2to3.min.json')
      const flags = read('countries-list/minimal/countries.emoji.min.json')
      const entries = Object.entries(read('countries-list/countries.min.json'))
      return entries.map(([code, country]) => {
        const { name, native, capital, phone, currency, languages } = country
        const continent = { code: country.continent, name: continents[country.continent] }
        const rest = { currency, languages, iso3: iso3[code], flag: flags[code] }
        return [code, { name, native, capital, continent, phone, ...rest }]
      })
    },
  },
  {
    name: 'example-emoji-17.0',
    body: {
      settings: {
        ...shards,
        refresh_interval: '5s',
        analysis: {
          ...autocomplete,
          char_filter: { spelled: { type: 'mapping', mappings: ['& => and'] } },
          analyzer: {
            ...autocomplete.analyzer,
            heading: {
              type: 'custom',
              tokenizer: 'standard',
              char_filter: ['spelled'],
              filter: ['lowercase'],
            },
          },
        },
      },
      mappings: {
        properties: {
          emoji: keyword,
          name: searched,
          slug: keyword,
          group: { type: 'text', analyzer: 'heading', fields: { raw: keyword } },
          position: { type: 'integer' },
          versions: { properties: { emoji: keyword, unicode: keyword } },
          skin_tones: { type: 'boolean' },
        },
      },
      aliases: {
        'example-emoji': {},
        'example-emoji-with-skin-tones': { filter: { term: { skin_tones: true } } },
      },
    },
    documents(read) {
      const entries = Object.entries(read('unicode-emoji-json/data-by-emoji.json'))
      return entries.map(([emoji, { name, slug, group, skin_tone_support, ...versions }], position) => {
        const since = { emoji: versions.emoji_version, unicode: versions.unicode_version }
        return [slug, { emoji, name, slug, group, position, versions: since, skin_tones: skin_tone_support }]
      })
    },
  },
  {
    name: 'example-languages',
    body: {
      settings: { ...shards, analysis: autocomplete },
      mappings: {
        dynamic_templates: [{ words: { match_mapping_type: 'string', mapping: searched } }],
        properties: { rtl: { type: 'boolean' } },
      },
    },
    documents(read) {
      const entries = Object.entries(read('countries-list/languages.all.min.json'))
      return entries.map(([code, { rtl, ...language }]) => [code, { ...language, rtl: Boolean(rtl) }])
    },
  },
]
