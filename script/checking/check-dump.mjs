// A second opinion: compares a dump with a cluster, and shares no code with the action, nor with the other scripts.
import { hash } from 'node:crypto'
import { createReadStream, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createGunzip, gunzipSync } from 'node:zlib'
import { LosslessNumber, parse } from 'lossless-json'

export const TYPES = ['data', 'mapping', 'analyzer', 'settings', 'alias']
const FILE = /^(.+?)(?:\.(mapping|settings|analyzer|alias|data))?\.json(?:\.gz)?$/
/** What a cluster gives to each index. */
const OWN = /^(uuid|creation_date|provided_name|version\.|replication\.type)/
const isObject = (value) =>
  value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof LosslessNumber)

/**
 * @param only names of indexes; all of the folder unless given
 * @returns sentences: differences; what could not be compared; what only the cluster has. And how much was compared
 */
export async function checkDump(folder, url, { types = TYPES, only } = {}) {
  const found = { differences: [], uncompared: [], beyond: [], compared: { indices: 0, documents: 0 } }
  const dump = new Map()
  for (const name of readdirSync(folder).sort()) {
    const [, index, type = 'data'] = FILE.exec(name) ?? []
    if (index === undefined) found.uncompared.push(`${name}: not compared, its name is not known`)
    else if (only === undefined || only.includes(index))
      dump.set(index, { ...dump.get(index), [type]: join(folder, name) })
  }
  for (const [index, files] of dump) {
    const chosen = Object.entries(files).filter(([type]) => types.includes(type))
    if (chosen.length > 0) found.compared.indices++
    for (const [type, file] of chosen) {
      try {
        if (type === 'data') await checkDocuments(url, index, file, found)
        else await checkMetadata(url, index, type, file, found)
      } catch (error) {
        found.uncompared.push(`${index}: ${type} not compared: ${error.message}`)
      }
    }
  }
  if (found.compared.indices === 0) found.uncompared.push(`${folder}: nothing to compare`)
  return found
}

async function checkDocuments(url, index, file, found) {
  const [named, unnamed] = [new Map(), []]
  const stream = createReadStream(file)
  const input = file.endsWith('.gz') ? stream.pipe(createGunzip()) : stream
  for await (const line of linesOf(input)) {
    if (line.trim() === '') continue
    const { _id, _routing, fields, _source } = parsed(line)
    if (!isObject(_source)) throw new Error(`a line without _source: ${line.slice(0, 80)}`)
    const routing = String(_routing ?? fields?._routing?.[0] ?? '')
    if (_id === undefined || _id === null) unnamed.push(`${routing} ${digest(_source)}`)
    else named.set(JSON.stringify([String(_id), routing]), digest(_source)) // The last line of an id counts.
  }
  await ask(url, 'POST', `/${index}/_refresh`)
  const due = named.size + unnamed.length
  const { count } = await ask(url, 'GET', `/${index}/_count`)
  if (Number(count) !== due)
    found.differences.push(`${index}: ${due} documents in the dump, ${count} counted`)
  for await (const { _id, _routing = '', _source } of stored(url, index)) {
    const key = JSON.stringify([_id, _routing])
    const place = unnamed.indexOf(`${_routing} ${digest(_source)}`)
    if (named.has(key)) {
      if (named.get(key) !== digest(_source)) found.differences.push(`${index}: document ${key} differs`)
      named.delete(key)
    } else if (place >= 0) unnamed.splice(place, 1)
    else found.differences.push(`${index}: document ${key} only in the cluster`)
  }
  for (const key of named.keys()) found.differences.push(`${index}: document ${key} missing`)
  for (const _ of unnamed) found.differences.push(`${index}: a document without an id missing`)
  found.compared.documents += due
}

/** Not readline's: for that a U+2028 within a document ends a line too. */
async function* linesOf(input) {
  let rest = ''
  for await (const text of input.setEncoding('utf8')) {
    const lines = (rest + text).split('\n')
    rest = lines.pop()
    yield* lines
  }
  yield rest
}

async function* stored(url, index) {
  let page = await ask(url, 'POST', `/${index}/_search?scroll=1m&size=500`, { sort: ['_doc'] })
  while (page.hits.hits.length > 0) {
    yield* page.hits.hits
    page = await ask(url, 'POST', '/_search/scroll', { scroll: '1m', scroll_id: page._scroll_id })
  }
  await ask(url, 'DELETE', '/_search/scroll', { scroll_id: page._scroll_id })
}

async function checkMetadata(url, index, type, file, found) {
  const bytes = readFileSync(file)
  const once = parsed(String(file.endsWith('.gz') ? gunzipSync(bytes) : bytes))
  const [said = {}] = Object.values(typeof once === 'string' ? parsed(once) : once)
  const { mappings, settings, aliases } = (await ask(url, 'GET', `/${index}`))[index]
  const place = `${index}: ${type}`
  if (type === 'mapping')
    compare(ordered(said.mappings ?? {}), ordered(mappings, said.mappings), place, found)
  else if (type === 'alias') {
    const others = Object.entries(aliases).filter(([name]) => !name.startsWith(`${index}--restoring-`))
    compare(whole(said.aliases ?? {}), whole(Object.fromEntries(others)), place, found)
  } else {
    const isMeant = (key) => (type === 'analyzer' ? key.startsWith('analysis.') : !OWN.test(key))
    const [due, there] = [flat(said.settings ?? {}, isMeant), flat(settings, isMeant)]
    // The cluster works the number out then.
    if (!['false', undefined].includes(there.auto_expand_replicas?.[0])) {
      found.beyond.push(`${place}: number_of_replicas not compared, as auto_expand_replicas is set`)
      delete due.number_of_replicas
    }
    compare(due, there, place, found)
  }
}

function compare(expected, actual, place, found) {
  if (isObject(expected) && isObject(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      if (Object.hasOwn(expected, key)) compare(expected[key], actual[key], `${place}.${key}`, found)
      else found.beyond.push(`${place}.${key} only in the cluster`)
    }
  } else if (!isSame(expected, actual)) {
    const shown = (value) => (typeof value === 'string' ? value : (canonical(value) ?? 'absent'))
    const [due, there] = [shown(expected), shown(actual)]
    found.differences.push(`${place}: ${due} in the dump, ${there} in the cluster`)
  }
}

/** Of metadata: 1 and "1" are the same, "1" and "1.0" may not be. */
function isSame(a, b) {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => isSame(item, b[i]))
  const isScalar = [a, b].every((value) => value instanceof LosslessNumber || /^[sb]/.test(typeof value))
  if (!isScalar || typeof a === typeof b)
    return a !== undefined && b !== undefined && canonical(a) === canonical(b)
  const [x, y] = [String(a), String(b)]
  return x === y || (/^-?\d/.test(x) && /^-?\d[\d.]*(e[+-]?\d+)?$/i.test(y) && decimal(x) === decimal(y))
}

/** Dynamic templates by name, and the order of those that the dump has: the first that fits counts. */
function ordered(mapping, dumped = mapping) {
  if (!mapping.dynamic_templates) return mapping
  const known = Object.assign({}, ...(dumped?.dynamic_templates ?? []))
  const order = mapping.dynamic_templates.flatMap(Object.keys).filter((name) => Object.hasOwn(known, name))
  return { ...mapping, dynamic_templates: Object.assign({ order }, ...mapping.dynamic_templates) }
}

/** Settings by dotted name, without `index.`; each a list, as one value and a list of it are the same. */
function flat(settings, isMeant, path = '') {
  const named = Object.entries(settings).flatMap(([key, value]) => {
    const name = `${path}${key}`.replace(/^index(\.|$)/, '')
    if (isObject(value)) return Object.entries(flat(value, isMeant, name && `${name}.`))
    return isMeant(name) ? [[name, [value].flat()]] : []
  })
  return Object.fromEntries(named)
}

/** Aliases as a cluster gives them back, each as one text. */
function whole(aliases) {
  const both = ({ routing, ...rest }) =>
    canonical({ ...(routing && { index_routing: `${routing}`, search_routing: `${routing}` }), ...rest })
  return Object.fromEntries(Object.entries(aliases).map(([name, alias]) => [name, both(alias)]))
}

/** A JSON value in one spelling: keys sorted, numbers as 0.digits and an exponent. */
function canonical(value) {
  if (value instanceof LosslessNumber) return decimal(value.value)
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (!isObject(value)) return JSON.stringify(value)
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
  return `{${members.join()}}`
}

function decimal(text) {
  const [mantissa, exponent = '0'] = text.toLowerCase().split('e')
  const [whole, fraction = ''] = mantissa.replace('-', '').split('.')
  const digits = `${whole}${fraction}`
  const leading = /^0*/.exec(digits)[0].length
  if (leading === digits.length) return '0'
  const power = BigInt(whole.length - leading) + BigInt(exponent)
  return `${text.startsWith('-') ? '-' : ''}0.${digits.slice(leading).replace(/0+$/, '')}e${power}`
}

const digest = (value) => hash('sha256', canonical(value), 'base64')

function parsed(text) {
  if (/__proto__|\\u005f/i.test(text)) throw new Error('a member that JavaScript gives a meaning of its own')
  return parse(text)
}

async function ask(url, method, path, body) {
  const { username, password, origin, pathname } = new URL(url)
  const pair = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString(
    'base64',
  )
  const answer = await fetch(`${origin}${pathname.replace(/\/$/, '')}${encodeURI(path)}`, {
    method,
    headers: { 'content-type': 'application/json', ...(username && { authorization: `Basic ${pair}` }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: HTTP ${answer.status} ${text.slice(0, 200)}`)
  const value = parsed(text)
  if (Number(value._shards?.failed ?? 0) > 0) throw new Error(`${method} ${path}: not all shards answered`)
  return value
}
