import { describe, expect, it } from 'vitest'
import { hintForMapping } from '../../../src/restore/mapping-hints.js'

describe('hintForMapping', () => {
  const mappings = {
    properties: {
      labels: { type: 'flattened' },
      host: { properties: { labels: { type: 'flattened' }, name: { type: 'keyword', odd: 1 } } },
      title: { type: 'text', fields: { odd: { type: 'keyword', odd: 2 } } },
    },
  }
  it.each([
    [
      'mapper_parsing_exception: No handler for type [flattened] declared on field [labels] (HTTP 400)',
      'Fields `labels`, `host.labels` in a.json: `flattened`: it is `flat_object`',
    ],
    ['failed to find type parsed [flattened] for [labels_x]', '`flattened`: it is `flat_object`'],
    ['No handler for type [made_up] declared on field [x]', 'Field `x` in a.json: `made_up`: install'],
    ['No handler for type [constructor] declared on field [x]', '`constructor`: install'],
    [
      'unknown parameter [odd] on mapper [name] of type [keyword]',
      'Fields `host.name`, `title.odd` in a.json: `odd`: OpenSearch has no such',
    ],
    [
      'unknown parameter [mode] on mapper [_source] of type [null]',
      'The mapping in a.json: `mode`: OpenSearch keeps every source',
    ],
    ['Mapping definition for [f] has unsupported parameters:  [subobjects : false]', '`subobjects`'],
    ['Root mapping definition has unsupported parameters:  [runtime : {a={type=long}}]', '`derived`'],
    [
      'Illegal dynamic template parameter: [unmatch_mapping_type]',
      '`unmatch_mapping_type`: OpenSearch has no such',
    ],
    ['Could not convert [dynamic.dynamic] to boolean', 'no runtime fields'],
    ['Field [f] is missing required parameter [value]', '`constant_keyword` needs its `value`'],
  ])('says what to do about %s', (reason, hint) => {
    expect(hintForMapping(reason, 'a.json', mappings)).toContain(hint)
  })

  it('has nothing to say of other reasons', () => {
    expect(hintForMapping('unknown setting [index.x]', 'a.json', mappings)).toBeUndefined()
  })
})
