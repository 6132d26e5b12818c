import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { HttpClient } from '@actions/http-client'

const MOST_REDIRECTS = 50
const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** Who asks again gets the same answer. */
export class Final extends Error {
  override readonly name = 'Final'
}

/**
 * Asks for what is at an https address, once, and follows where it leads by https. Proxies are those of the environment.
 * @param auth for the server of this address alone
 * @param to a file that is not there; where this fails it may hold a part
 * @throws Final, and whatever the network, the server's certificate and the disk throw
 */
export async function fetchFile(
  url: URL,
  auth: string | undefined,
  to: string,
  signal: AbortSignal,
): Promise<void> {
  const client = new HttpClient('opensearch-restore-action', [], { allowRedirects: false })
  let at = url
  let headers = auth === undefined ? {} : { authorization: auth }
  for (let redirects = 0; ; redirects++) {
    const { message } = await client.get(at.href, headers)
    const { statusCode: status = 0 } = message
    if (status === 200) return await pipeline(message, createWriteStream(to, { flags: 'wx' }), { signal })
    const { location } = message.headers
    message.destroy()
    if (!REDIRECTS.has(status) || !location) throw refusal(status)
    if (redirects === MOST_REDIRECTS) throw new Final(`more than ${MOST_REDIRECTS} redirects`)
    // A relative one is meant from where it was said.
    const next = new URL(location, at)
    if (next.protocol !== 'https:') throw new Final(`redirected from https to ${next.protocol.slice(0, -1)}`)
    if (next.origin !== at.origin) headers = {}
    at = next
  }
}

function refusal(status: number): Error {
  const isPassing = status >= 500 || status === 408 || status === 429
  return new (isPassing ? Error : Final)(`HTTP ${status}`)
}
