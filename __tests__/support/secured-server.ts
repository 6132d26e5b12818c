import { execFile } from 'node:child_process'
import { request } from 'node:https'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Certificates, makeCertificates } from './certificates.js'

const run = promisify(execFile)
const script = fileURLToPath(new URL('../../script/opensearch', import.meta.url))

/** Its own, also where all other tests use a cluster that is given. */
const env = { ...process.env, OPENSEARCH_URL: '' }

/** A server with TLS, users and roles. */
export class SecuredServer {
  private constructor(
    readonly url: string,
    readonly certificates: Certificates,
    private readonly name: string,
  ) {}

  static async start(): Promise<SecuredServer> {
    const certificates = await makeCertificates()
    const name = `secured-${process.pid}`
    const args = [script, 'start', '--name', name, '--secured', certificates.folder]
    const { stdout } = await run(process.execPath, args, { env })
    return new SecuredServer(stdout.trim(), certificates, name)
  }

  /** Asks as `admin`, who may do all. @throws Error for any answer but 2xx and 404 */
  async ask(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    const { status, text } = await this.send(method, path, body && JSON.stringify(body))
    if (status >= 300 && status !== 404) throw new Error(`${method} ${path}: HTTP ${status}: ${text}`)
    return JSON.parse(text) as Record<string, unknown>
  }

  /** Makes a user, or gives one another password, and the rights of this role alone. */
  async user(name: string, password: string, role: object): Promise<void> {
    await this.ask('PUT', `/_plugins/_security/api/roles/${name}`, role)
    const body = { password, opendistro_security_roles: [name] }
    await this.ask('PUT', `/_plugins/_security/api/internalusers/${name}`, body)
  }

  async stop(): Promise<void> {
    await run(process.execPath, [script, 'stop', '--name', this.name], { env })
    await this.certificates.remove()
  }

  private send(
    method: string,
    path: string,
    body: string | undefined,
  ): Promise<{ status: number; text: string }> {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' }
    const options = { method, headers, ca: this.certificates.ca, auth: 'admin:admin' }
    return new Promise((resolve, reject) => {
      const sent = request(`${this.url}${path}`, options, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (piece) => (text += piece))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
        response.on('error', reject)
      })
      sent.on('error', reject)
      sent.end(body)
    })
  }
}
