import { product } from './dumps.mjs'

const months = (count) =>
  Array.from({ length: count }, (_, n) => `shop.orders-${2025 + Math.floor(n / 12)}.${pad((n % 12) + 1)}`)
const pad = (number) => String(number).padStart(2, '0')

/** Some documents that the mapping has no room for, for two reasons. */
function spoilt(n) {
  if (n % 400 === 7) return { ...product(n), price: `${n} EUR` }
  if (n % 900 === 11) return { ...product(n), added: 'yesterday' }
  return product(n)
}

/**
 * What is restored for each picture: the indexes of the dump (see dumps.mjs) and the action's inputs. `before`: indexes
 * that are there already. `earlier`: another such restore before. `onlyToLook`: no picture of docs/.
 */
export const SCENES = {
  'one-index': {
    indexes: { 'shop.products': { count: 20_000 } },
    inputs: { engine: 'native', verify: 'full' },
  },
  'twenty-indexes': {
    indexes: Object.fromEntries(months(20).map((name, n) => [name, { count: 400 + ((n * 977) % 5000) }])),
    inputs: { engine: 'elasticdump' },
  },
  failure: {
    indexes: {
      'shop.customers': { count: 3000 },
      'shop.orders': { count: 5000, source: spoilt },
      'shop.products': { count: 12_000 },
      'shop.reviews': { count: 800, ending: '{"_index":"shop.reviews","_id":"801","_source":{"name":"cut o' },
      'shop.search-log': {
        count: 10,
        mapping: { properties: { query: { type: 'text', analyzer: 'german_shop' } } },
      },
    },
    files: { 'README.md': 'Dumped at night.\n' },
    inputs: { engine: 'native' },
  },
  baseline: {
    earlier: {
      indexes: {
        'shop.coupons': { count: 200 },
        'shop.customers': { count: 3000 },
        'shop.orders': { count: 12_000 },
        'shop.products': { count: 5000 },
      },
      inputs: { engine: 'native', 'report-path': 'last-night.json' },
    },
    indexes: {
      'shop.customers': { count: 3000 },
      'shop.orders': { count: 12_400 },
      'shop.products': {
        count: 4100,
        mapping: { properties: { name: { type: 'keyword' }, colour: { type: 'keyword' } } },
      },
      'shop.reviews': { count: 800 },
    },
    inputs: { engine: 'native', verify: 'full', baseline: 'last-night.json' },
  },
  // As many as a node takes without further settings: where it holds others, some fail.
  thousand: {
    onlyToLook: true,
    indexes: Object.fromEntries(months(1000).map((name, n) => [name, { count: 1 + (n % 9) }])),
    inputs: { engine: 'native', parallel: '8', 'index-settings': '{"number_of_replicas": 0}' },
  },
  'most-exist': {
    onlyToLook: true,
    indexes: Object.fromEntries(months(60).map((name, n) => [name, { count: 1 + (n % 9) }])),
    before: months(60).slice(5),
    inputs: { engine: 'native', parallel: '8' },
  },
  rejected: {
    onlyToLook: true,
    indexes: {
      'shop.orders': { count: 5000, source: spoilt },
      'shop.returns': { count: 2000, source: spoilt },
    },
    inputs: { engine: 'elasticdump', 'max-rejected': '100' },
  },
  'dry-run': {
    onlyToLook: true,
    indexes: Object.fromEntries(months(4).map((name) => [name, { count: 100 }])),
    before: months(1),
    inputs: { engine: 'native', 'dry-run': 'true', 'if-exists': 'replace' },
  },
  mixed: {
    onlyToLook: true,
    indexes: Object.fromEntries(months(3).map((name) => [name, { count: 100 }])),
    before: months(1),
    inputs: {
      engine: 'native',
      'if-exists': 'skip',
      'rename-pattern': '^shop',
      'rename-replacement': 'pr-1234-shop',
    },
  },
  append: {
    onlyToLook: true,
    indexes: Object.fromEntries(months(2).map((name) => [name, { count: 100 }])),
    before: months(1),
    inputs: { engine: 'native', 'if-exists': 'append' },
  },
  shard: {
    onlyToLook: true,
    indexes: Object.fromEntries(months(9).map((name) => [name, { count: 100 }])),
    inputs: { engine: 'native', shard: '2/4' },
  },
  inputs: { onlyToLook: true, indexes: {}, inputs: { engine: 'naive', parallel: 'many', verify: 'yes' } },
  unreachable: {
    onlyToLook: true,
    indexes: { 'shop.products': { count: 10 } },
    inputs: { engine: 'native', uri: 'http://127.0.0.1:9', 'wait-timeout': '1' },
  },
}
