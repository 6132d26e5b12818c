import { once } from 'node:events'
import { downloadTool } from '@actions/tool-cache'
import { messageOf, RestoreError } from '../errors.js'
import { shownDump } from '../inputs/index.js'

const HINT =
  'Is the address right, and has a signed one not run out? Download the archive in a step before, and give its path, where it needs more than an address.'

/**
 * Downloads what is at an https address; what may be over soon is tried three times. Certificates are verified as
 * Node does, and nothing is asked for by http, wherever the address leads.
 * @param to a file that is not there
 * @throws RestoreError DUMP_UNREADABLE with the address, but for what may be secret in it
 */
export async function download(address: string, to: string, signal: AbortSignal): Promise<void> {
  const url = new URL(address)
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
  const auth = credentials === ':' ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`
  url.username = url.password = url.hash = ''
  try {
    const aborted = once(signal, 'abort').then(() => signal.throwIfAborted())
    await withoutQueries(signal, () => Promise.race([downloadTool(url.href, to, auth), aborted]))
  } catch (cause) {
    signal.throwIfAborted()
    const { httpStatusCode: status } = cause as { httpStatusCode?: number }
    const why = status === undefined ? messageOf(cause) : `HTTP ${status}`
    const message = `${shownDump(address)} could not be downloaded: ${cut(why)}`
    throw new RestoreError('DUMP_UNREADABLE', message, { hint: HINT })
  }
}

/**
 * tool-cache writes to the log by itself, also whole addresses; the query of a signed one is a secret, also where
 * another address led to it, which nobody can have masked. A download that is given up goes on until the process ends.
 */
async function withoutQueries<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const { stdout } = process
  const write = stdout.write
  stdout.write = ((piece: string | Uint8Array, ...rest: []) =>
    write.call(stdout, typeof piece === 'string' ? cut(piece) : piece, ...rest)) as typeof write
  try {
    return await work()
  } finally {
    if (!signal.aborted) stdout.write = write
  }
}

function cut(text: string): string {
  return text.replace(/(\/[^\s?]*)\?[^\s"']*/g, '$1')
}
