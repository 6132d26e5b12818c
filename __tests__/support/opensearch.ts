import { randomBytes } from 'node:crypto'

/** An answer of the server. `text` is its body as it came, for numbers that JSON.parse would round. */
export interface Answer {
  status: number
  body: Record<string, unknown>
  text: string
}

/** @returns the URL of the real OpenSearch that the global setup started, without a slash at its end. */
export function opensearchUrl(): string {
  const url = process.env.TEST_OPENSEARCH_URL
  if (!url)
    throw new Error(
      'TEST_OPENSEARCH_URL is not set: run integration tests with `vitest run --project integration-native`',
    )
  return url.replace(/\/$/, '')
}

/**
 * @param body an object, sent as JSON, or a string, sent as it is (for _bulk)
 * @returns the answer, whatever its status; a body that is no JSON object is in `text` alone
 */
export async function request(method: string, path: string, body?: object | string): Promise<Answer> {
  const isText = typeof body === 'string'
  const response = await fetch(`${opensearchUrl()}${path}`, {
    method,
    ...(body === undefined
      ? {}
      : {
          headers: { 'content-type': isText ? 'application/x-ndjson' : 'application/json' },
          body: isText ? body : JSON.stringify(body),
        }),
  })
  const text = await response.text()
  return { status: response.status, body: parseObject(text), text }
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** @returns a start of index names that no other test file and no other run has. */
export function prefix(name: string): string {
  return `${name}-${randomBytes(4).toString('hex')}-`
}

/** Deletes the indexes whose names begin with the prefix. */
export async function cleanUp(start: string): Promise<void> {
  const { text } = await request('GET', `/_cat/indices/${start}*?h=index&format=json&expand_wildcards=all`)
  const indices = JSON.parse(text) as { index: string }[]
  for (const { index } of indices) await request('DELETE', `/${index}`)
}

/** Deletes the data streams whose names begin with the prefix, and then the index templates of them. */
export async function cleanUpDataStreams(start: string): Promise<void> {
  for (const [kind, list] of [
    ['_data_stream', 'data_streams'],
    ['_index_template', 'index_templates'],
  ] as const) {
    const { body } = await request('GET', `/${kind}/${start}*`)
    for (const { name } of (body[list] ?? []) as { name: string }[])
      await request('DELETE', `/${kind}/${name}`)
  }
}
