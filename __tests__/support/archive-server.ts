import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type Certificates, makeCertificates } from './certificates.js'

const noPause = fileURLToPath(new URL('./no-pause.cjs', import.meta.url))

/** An https server on the loopback, with the certificate of a CA that nobody knows. */
export class ArchiveServer {
  /** `METHOD /path` of every request. */
  readonly seen: string[] = []

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    private readonly certificates: Certificates,
  ) {}

  /** @param beside one whose certificates it shares */
  static async start(answer: RequestListener, beside?: ArchiveServer): Promise<ArchiveServer> {
    const certificates = beside?.certificates ?? (await makeCertificates())
    const server = createServer(certificates.tls, (request, response) => {
      started.seen.push(`${request.method} ${request.url}`)
      answer(request, response)
    })
    const started = new ArchiveServer(server, certificates)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return started
  }

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  /** The environment of an action that trusts it, and does not wait before it asks again. */
  get env(): Record<string, string> {
    return { NODE_EXTRA_CA_CERTS: this.certificates.caFile, NODE_OPTIONS: `--require "${noPause}"` }
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
    await this.certificates.remove()
  }
}
