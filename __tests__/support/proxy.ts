import { once } from 'node:events'
import {
  type ClientRequest,
  createServer,
  request as forward,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { opensearchUrl } from './opensearch.js'

export interface ProxyOptions {
  /** Asks for these, and answers 401 to whoever brings others. */
  credentials?: { username: string; password: string }
  /** What it takes off the front of paths; others it answers with 404. */
  prefix?: string
  /** Speaks TLS with these. */
  tls?: { key: string; cert: string }
  /** Awaited before a request is handed on. */
  before?(request: IncomingMessage): Promise<void> | void
  /** What goes wrong with any request. */
  fault?(request: IncomingMessage): Fault | undefined
  /** What goes wrong with a bulk request. @param number of the bulk request, from 1 */
  bulkFault?(request: IncomingMessage, number: number): Fault | undefined
}

/** A fault of the network, or of what lies between a client and its cluster. */
export type Fault =
  /** The connection ends when half of the request has been handed on. */
  | 'cut-request'
  /** The cluster did what it was asked for, and the connection ends in the middle of its answer. */
  | 'cut-answer'
  /** The cluster did what it was asked for, and the proxy answers 504 nevertheless. */
  | 'late-answer'
  /** The cluster did what it was asked for, and its answer never comes. */
  | 'no-answer'
  /** Nobody is there: the connection ends at once. */
  | 'gone'
  /** A line that takes a kilobyte at a time. */
  | 'slow'
  /** An answer of the proxy's own; the cluster never gets the request. `isEarly`: nor does the proxy, it hangs up. */
  | { status: number; text: string; isEarly?: boolean }

export interface RunningProxy {
  /** `host:port` */
  host: string
  /** Who asked for what, and how it was answered here: `elasticdump PUT /x/_bulk`, `client GET /: 401`. */
  seen: string[]
  close(): Promise<void>
}

/** A proxy on the loopback in front of the test server, which has no security plugin of its own. */
export async function startProxy(options: ProxyOptions = {}): Promise<RunningProxy> {
  const seen: string[] = []
  let bulks = 0
  const listener: RequestListener = async (request, response) => {
    const who = request.headers['user-agent'] === 'elasticdump' ? 'elasticdump' : 'client'
    const line = `${who} ${request.method} ${request.url}`
    const refusal = refusalOf(request, options)
    seen.push(refusal ? `${line}: ${refusal}` : line)
    await options.before?.(request)
    if (refusal) {
      request.resume()
      response.writeHead(refusal, { 'content-type': 'text/plain' }).end(refusal === 401 ? 'Unauthorized' : '')
      return
    }
    const isBulk = /\/_bulk(\?|$)/.test(request.url ?? '')
    const fault = options.fault?.(request) ?? (isBulk ? options.bulkFault?.(request, ++bulks) : undefined)
    if (fault === 'gone') return void request.socket.destroy()
    if (typeof fault === 'object') {
      if (!fault.isEarly) await once(request.resume(), 'end')
      response.writeHead(fault.status, { 'content-type': 'text/plain' })
      response.end(fault.text, () => fault.isEarly && request.socket.destroy())
      return
    }
    const path = (request.url ?? '/').slice(options.prefix?.length ?? 0) || '/'
    const onward = forward(`${opensearchUrl()}${path}`, { method: request.method, headers: request.headers })
    onward.on('response', (answer) => {
      if (fault === 'cut-answer') return cutAnswer(answer, response)
      if (fault === 'late-answer') {
        answer.resume().on('end', () => response.writeHead(504).end('<h1>504 Gateway Time-out</h1>'))
        return
      }
      if (fault === 'no-answer') return void answer.resume()
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    response.on('close', () => onward.destroy())
    request.on('error', () => onward.destroy())
    if (fault === 'cut-request') await cutRequest(request, onward)
    else if (fault === 'slow') Readable.from(slowly(request)).pipe(onward)
    else request.pipe(onward)
  }
  const server: Server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  return {
    host: `127.0.0.1:${port}`,
    seen,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Hands half of the body on, and ends the connections to both sides. */
async function cutRequest(request: IncomingMessage, onward: ClientRequest): Promise<void> {
  const half = Math.floor(Number(request.headers['content-length']) / 2)
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  onward.write(Buffer.concat(pieces).subarray(0, half), () => {
    onward.destroy()
    request.socket.destroy()
  })
}

/** @returns a body a kilobyte at a time, 50 KB/s */
async function* slowly(request: IncomingMessage): AsyncGenerator<Buffer> {
  for await (const piece of request) {
    for (let at = 0; at < piece.length; at += 1024) {
      yield piece.subarray(at, at + 1024)
      await sleep(20)
    }
  }
}

/** Waits until the cluster has answered whole, hands half of that on, and ends the connection. */
async function cutAnswer(answer: IncomingMessage, response: ServerResponse): Promise<void> {
  const pieces: Buffer[] = []
  for await (const piece of answer) pieces.push(piece as Buffer)
  const whole = Buffer.concat(pieces)
  response.writeHead(answer.statusCode ?? 502, { ...answer.headers, 'content-length': whole.length })
  response.write(whole.subarray(0, whole.length / 2), () => response.destroy())
}

function refusalOf(
  { headers, url }: IncomingMessage,
  { credentials, prefix }: ProxyOptions,
): number | undefined {
  const expected =
    credentials && Buffer.from(`${credentials.username}:${credentials.password}`, 'utf8').toString('base64')
  if (expected !== undefined && headers.authorization !== `Basic ${expected}`) return 401
  if (prefix !== undefined && !url?.startsWith(`${prefix}/`) && url !== prefix) return 404
  return undefined
}
