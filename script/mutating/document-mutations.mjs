// Changes of documents in the cluster, each one random place of one document.

const copyOf = (source) => ({ ...source, deep: { ...source.deep } })

/** Puts another source for one document. @param change gets a copy, and changes it or gives another */
const changed =
  (change) =>
  async ({ cluster, index, chance }) => {
    const document = chance.oneOf(await cluster.documents(index.name))
    const source = copyOf(document._source)
    await cluster.change(index.name, [['index', { ...document, _source: change(source, chance) ?? source }]])
  }

const altered = [
  (source) => {
    source.n = Number(source.n) + 1
  },
  (source) => {
    source.big = BigInt(source.big.value) + 1n
  },
  (source) => {
    source.price = Number(source.price) + 0.01
  },
  (source) => {
    source.flag = !source.flag
  },
  (source) => {
    source.tags = [...source.tags].reverse()
  },
  (source) => {
    source.tags = source.tags.slice(1)
  },
  (source) => {
    source.text += ' '
  },
  (source) => {
    source.text = source.text.toUpperCase()
  },
  (source) => {
    source.day = '2025-01-01'
  },
  (source) => {
    source.deep.digits += '0'
  },
  (source) => {
    source.deep.list = [...source.deep.list, null]
  },
  (source) => {
    source.n = null
  },
  (source) => {
    source.text = ''
  },
]

/** The mapping takes all of these, so that only the source tells. */
const retyped = [
  (source) => {
    source.n = String(source.n)
  },
  (source) => {
    source.big = String(source.big)
  },
  (source) => {
    source.price = String(source.price)
  },
  (source) => {
    source.flag = String(source.flag)
  },
  (source) => {
    source.deep.digits = Number(source.deep.digits)
  },
  (source) => {
    source.deep.list = String(source.deep.list[0])
  },
  (source) => {
    source.n = [source.n]
  },
  (source) => {
    source.deep = [source.deep]
  },
  (source) => {
    source.n = Number(source.n) + 0.5
  },
]

/** By kind: whether the number of documents tells, and what is done. */
export const DOCUMENT_MUTATIONS = {
  'a document dropped': {
    isCounted: true,
    async apply({ cluster, index, chance }) {
      await cluster.change(index.name, [['delete', chance.oneOf(await cluster.documents(index.name))]])
    },
  },
  'a document under another id as well': {
    isCounted: true,
    async apply({ cluster, index, chance }) {
      const document = chance.oneOf(await cluster.documents(index.name))
      await cluster.change(index.name, [['index', { ...document, _id: `${document._id}-again` }]])
    },
  },
  'a document under another id': {
    async apply({ cluster, index, chance }) {
      // One that the dump gives no id may have any, as far as the checker knows.
      const named = new Set(index.lines.map(({ _id }) => _id))
      const documents = await cluster.documents(index.name)
      const document = chance.oneOf(documents.filter(({ _id }) => named.has(_id)))
      await cluster.change(index.name, [
        ['delete', document],
        ['index', { ...document, _id: `${document._id}-moved` }],
      ])
    },
  },
  'a document with another routing': {
    async apply({ cluster, index, chance }) {
      const { _routing, ...document } = chance.oneOf(await cluster.documents(index.name))
      const other = _routing !== undefined && chance.isOnce(2) ? {} : { _routing: 'r9' }
      await cluster.change(index.name, [
        ['delete', { ...document, _routing }],
        ['index', { ...document, ...other }],
      ])
    },
  },
  'a value altered': { apply: changed((source, chance) => chance.oneOf(altered)(source)) },
  'a value of another type': { apply: changed((source, chance) => chance.oneOf(retyped)(source)) },
  'a field added': {
    apply: changed((source) => {
      source.seldom = 'added'
    }),
  },
  'a field taken away': {
    apply: changed((source, chance) => {
      delete source[chance.oneOf(Object.keys(source))]
    }),
  },
  'two documents with each other’s content': {
    async apply({ cluster, index, chance }) {
      const documents = await cluster.documents(index.name)
      const first = chance.between(0, documents.length - 2)
      const [one, other] = [documents[first], documents[chance.between(first + 1, documents.length - 1)]]
      await cluster.change(index.name, [
        ['index', { ...one, _source: other._source }],
        ['index', { ...other, _source: one._source }],
      ])
    },
  },
}
