import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { request } from './opensearch.js'

interface Policy {
  policy: unknown
  _seq_no: number
}

/**
 * Index state management's policies, as that plugin's documentation describes them, in front of the real server, which
 * lacks it: the plugin for this version is not to be had for tests. All else is the real server's.
 */
export class PoliciesStandIn {
  readonly policies = new Map<string, Policy>()
  url = ''
  private changes = 0
  private readonly server = createServer(async (asked, response) => {
    const body = await text(asked)
    const { status, answer } = await this.answerOf(asked, body)
    response.writeHead(status, { 'content-type': 'application/json' }).end(answer)
  })

  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1')
    await once(this.server, 'listening')
    const address = this.server.address()
    this.url = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }

  private async answerOf(
    { method = 'GET', url = '/' }: IncomingMessage,
    body: string,
  ): Promise<{ status: number; answer: string }> {
    const { pathname, searchParams } = new URL(url, this.url)
    const [, name] = /^\/_plugins\/_ism\/policies\/(.*)$/.exec(pathname) ?? []
    if (name === undefined) {
      const real = await request(method, url, body === '' ? undefined : body)
      return { status: real.status, answer: real.text }
    }
    if (method === 'GET' && name === '') return this.list()
    return method === 'GET' ? this.get(name) : this.put(name, body, searchParams.get('if_seq_no'))
  }

  private list() {
    const policies = [...this.policies].map(([_id, policy]) => ({ _id, _primary_term: 1, ...policy }))
    return { status: 200, answer: JSON.stringify({ policies, total_policies: policies.length }) }
  }

  private get(name: string) {
    const found = this.policies.get(decodeURIComponent(name))
    if (!found) return { status: 404, answer: '{"error":"Policy not found","status":404}' }
    return { status: 200, answer: JSON.stringify({ _id: name, _version: 1, _primary_term: 1, ...found }) }
  }

  /** One that is there is changed only by who names the change that he has seen. */
  private put(encoded: string, body: string, seen: string | null) {
    const name = decodeURIComponent(encoded)
    const found = this.policies.get(name)
    if (found && seen !== String(found._seq_no)) {
      const reason = `[${name}]: version conflict, document already exists`
      const error = { type: 'version_conflict_engine_exception', reason }
      return { status: 409, answer: JSON.stringify({ error, status: 409 }) }
    }
    const { policy } = JSON.parse(body) as { policy: unknown }
    this.policies.set(name, { policy, _seq_no: this.changes++ })
    return { status: found ? 200 : 201, answer: JSON.stringify({ _id: name, policy: { policy } }) }
  }
}
