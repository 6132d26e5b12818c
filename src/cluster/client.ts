import { readFileSync } from 'node:fs'
import { getCACertificates, rootCertificates } from 'node:tls'
import type { Target } from '../inputs/index.js'
import { Connection, ConnectionPool, Serializer, Transport } from './library.js'
import { type Client, requestsOf } from './requests.js'

/** How long a connection on which an answer is due may be silent. */
export const REQUEST_TIMEOUT_MS = 120_000

/** Hands responses on as text: numbers of documents must not pass through JSON.parse. */
class TextSerializer extends Serializer {
  // biome-ignore lint/suspicious/noExplicitAny: the base class's signature
  override deserialize(text: string): any {
    return text
  }
}

/** To one cluster; a request takes a connection that is free, or makes one. */
export type Connections = InstanceType<typeof ConnectionPool>

const UNHEARD = () => false

/** @returns connections that are made when the first requests need them */
export function connectionsTo({ url, auth, tls }: Target): Connections {
  const ssl = {
    rejectUnauthorized: tls.verify,
    ...(tls.ca ? { ca: [...trustedCertificates(), tls.ca] } : {}),
  }
  const connections = new ConnectionPool({
    ssl,
    ...(auth ? { auth } : {}),
    pingTimeout: 3000,
    resurrectStrategy: 'ping',
    emit: UNHEARD,
    Connection,
  })
  connections.addConnection(url)
  return connections
}

/** @param signal ends every request, and lets none begin; without one nothing does */
export function createClient(connections: Connections, as: 'json' | 'text', signal?: AbortSignal): Client {
  const transport = new (signal ? endedBy(signal) : Transport)({
    emit: UNHEARD,
    connectionPool: connections,
    // A field of a mapping may be called __proto__ or constructor.
    serializer: new (as === 'text' ? TextSerializer : Serializer)({
      disablePrototypePoisoningProtection: true,
      enableLongNumeralSupport: false,
    }),
    requestTimeout: REQUEST_TIMEOUT_MS,
    maxRetries: 3,
    sniffEndpoint: '_nodes/_all/http',
  })
  return requestsOf(transport)
}

function endedBy(signal: AbortSignal): typeof Transport {
  return class extends Transport {
    // biome-ignore lint/suspicious/noExplicitAny: the base class's signature
    override request(params: any, options?: any): any {
      if (signal.aborted) return Promise.reject(signal.reason)
      const asked = super.request(params, options)
      // Returns nothing: what it would return is thenable, and Node throws what such a listener rejects with.
      const end = () => {
        asked.abort()
      }
      const forget = () => signal.removeEventListener('abort', end)
      signal.addEventListener('abort', end)
      asked.then(forget, forget)
      return asked
    }
  }
}

/** A `ca` replaces what Node trusts, so that is given along with it, NODE_EXTRA_CA_CERTS included. */
function trustedCertificates(): string[] {
  if (typeof getCACertificates === 'function') return getCACertificates('default')
  const extra = process.env.NODE_EXTRA_CA_CERTS
  return extra ? [...rootCertificates, readFileSync(extra, 'utf8')] : [...rootCertificates]
}
