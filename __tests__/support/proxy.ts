import { once } from 'node:events'
import {
  createServer,
  request as forward,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http'
import { createServer as createTlsServer } from 'node:https'
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
}

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
    const path = (request.url ?? '/').slice(options.prefix?.length ?? 0) || '/'
    const onward = forward(`${opensearchUrl()}${path}`, { method: request.method, headers: request.headers })
    onward.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    response.on('close', () => onward.destroy())
    request.on('error', () => onward.destroy()).pipe(onward)
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
