import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { connectionsTo, createClient } from '../../../src/cluster/client.js'
import type { Cluster } from '../../../src/cluster/index.js'

export interface Answer {
  status?: number
  /** An object is sent as JSON. */
  body?: unknown
  type?: string
  /** The connection ends in the middle of the answer, or before it. */
  cut?: 'within' | 'before'
}

export interface BulkRequestSeen {
  url: URL
  headers: IncomingMessage['headers']
  text: string
  /** Ids of the documents that it indexes. */
  ids: string[]
  operations: Record<string, { _id: string }>[]
}

type Item = Record<string, unknown>

/** A server that answers bulk requests as a test says: one answer a request, then `created` for all. */
export class Answers {
  readonly seen: BulkRequestSeen[] = []
  /** Taken one after another. */
  next: (Answer | ((request: BulkRequestSeen) => Answer | Promise<Answer>))[] = []
  /** For every request, if there is nothing next. */
  always: (request: BulkRequestSeen) => Answer | Promise<Answer> = allCreated
  private readonly server: Server = createServer((request, response) => void this.answer(request, response))
  private ours: Cluster | undefined

  /** To be called where a describe block would call beforeAll. */
  use(): this {
    beforeAll(async () => {
      await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
      const url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
      const target = { url, tls: { verify: true } }
      const textClient = createClient(connectionsTo(target), 'text')
      const cluster = {
        client: textClient,
        textClient,
        target,
        name: 'answers',
        uuid: 'answers',
        version: '3.7.0',
      } as Cluster
      cluster.steady = cluster
      this.ours = cluster
    })
    beforeEach(() => {
      this.seen.length = 0
      this.next = []
      this.always = allCreated
    })
    afterAll(async () => {
      this.server.closeAllConnections()
      await new Promise((resolve) => this.server.close(resolve))
    })
    return this
  }

  get cluster(): Cluster {
    if (!this.ours) throw new Error('the server has not started')
    return this.ours
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const seen = read(request, Buffer.concat(parts))
    this.seen.push(seen)
    const next = this.next.shift() ?? this.always
    const { status = 200, body = '', type, cut } = typeof next === 'function' ? await next(seen) : next
    if (cut === 'before') return void request.socket.destroy()
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const isJson = typeof body !== 'string'
    response.writeHead(status, {
      'content-type': type ?? (isJson ? 'application/json; charset=UTF-8' : 'text/html'),
      'content-length': Buffer.byteLength(text),
    })
    if (cut === 'within') {
      response.write(text.slice(0, text.length / 2), () => request.socket.destroy())
    } else response.end(text)
  }
}

function read(request: IncomingMessage, body: Buffer): BulkRequestSeen {
  const { headers, url = '' } = request
  const text = (headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString()
  const lines = text.split('\n').slice(0, -1)
  const operations: BulkRequestSeen['operations'] = []
  for (let i = 0; i < lines.length; i++) {
    const operation = JSON.parse(lines[i] as string)
    operations.push(operation)
    if ('index' in operation) i++
  }
  const ids = operations.flatMap(({ index }) => (index ? [index._id] : []))
  return { url: new URL(url, 'http://localhost'), headers, text, ids, operations }
}

/** A response with these items. */
export function items(all: Item[], kind = 'index'): Answer {
  const isError = all.some((item) => 'error' in item)
  return { body: { took: 7, errors: isError, items: all.map((item) => ({ [kind]: item })) } }
}

export function allCreated({ operations }: BulkRequestSeen): Answer {
  const all = operations.map((operation) =>
    'index' in operation ? { index: CREATED } : { delete: NOT_FOUND },
  )
  return { body: { took: 7, errors: false, items: all } }
}

export const CREATED = { status: 201 }
export const UPDATED = { status: 200 }
/** What a deletion answers that finds nothing. */
export const NOT_FOUND = { status: 404 }
export const refusedBy = (status: number, type: string, reason = 'told so') => ({
  status,
  error: { type, reason },
})
export const QUEUE_FULL = refusedBy(429, 'rejected_execution_exception')
export const NO_SHARD = refusedBy(503, 'unavailable_shards_exception')
export const UNPARSED = refusedBy(400, 'mapper_parsing_exception')

/** A request that is refused as a whole. */
export const refusal = (status: number, type: string, reason = 'told so'): Answer => ({
  status,
  body: { error: { root_cause: [{ type, reason }], type, reason }, status },
})
export const BUSY = refusal(429, 'circuit_breaking_exception')
export const PROXY_PAGE = '<html><head><title>Sorry</title></head><body>We are down</body></html>'
