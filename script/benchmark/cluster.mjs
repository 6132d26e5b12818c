import { loadBody } from './prepared.mjs'

export async function ask(url, method, path, body) {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${url}${path}`, {
    method,
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  if (!response.ok && response.status !== 404) throw new Error(`${method} ${path}: ${await response.text()}`)
  return await response.json()
}

const named = ({ indexes }) => indexes.map(({ name }) => name).join(',')

export async function removeIndexes(url, dataset) {
  await ask(url, 'DELETE', `/${named(dataset)}?ignore_unavailable=true`)
}

/** Makes the indexes as the action makes them for the load. */
export async function createIndexes(url, dataset) {
  await removeIndexes(url, dataset)
  await Promise.all(dataset.indexes.map((index) => ask(url, 'PUT', `/${index.name}`, loadBody(index))))
}

export async function refresh(url, dataset) {
  await ask(url, 'POST', `/${named(dataset)}/_refresh`)
}

/** A contestant that leaves documents out gets no figure. */
export class DocumentsMissing extends Error {}

export async function requireWhole(url, dataset) {
  await refresh(url, dataset)
  for (const { name, documents } of dataset.indexes) {
    const { count } = await ask(url, 'GET', `/${name}/_count`)
    if (count !== documents)
      throw new DocumentsMissing(`${count ?? 'no index, 0'} of ${documents} documents in ${name}`)
  }
}
