import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDiskFault, messageOf, RestoreError } from '../errors.js'
import { shownDump } from '../inputs/index.js'
import { Final, fetchFile } from './fetch-file.js'

const TRIES = 3
/** Many jobs that failed together must not come back together. */
const PAUSE_MS = { least: 10_000, most: 20_000 }
const HINT =
  'Is the address right, and has a signed one not run out? Download the archive in a step before, and give its path, where it needs more than an address.'

/**
 * Downloads what is at an https address; what may be over soon is tried three times. Certificates are verified as
 * Node does, and nothing is asked for by http, wherever the address leads.
 * @param to a file that is not there
 * @throws RestoreError DUMP_UNREADABLE with the address, but for what may be secret in it; what the disk throws
 */
export async function download(
  address: string,
  to: string,
  { log, signal }: { log(line: string): void; signal: AbortSignal },
): Promise<void> {
  const url = new URL(address)
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
  const auth = credentials === ':' ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`
  url.username = url.password = url.hash = ''
  const aborted = once(signal, 'abort').then(() => signal.throwIfAborted())
  for (let tried = 1; ; tried++) {
    try {
      return await Promise.race([fetchFile(url, auth, to, signal), aborted])
    } catch (cause) {
      signal.throwIfAborted()
      if (isDiskFault(cause)) throw cause
      const what = `${shownDump(address)} could not be downloaded: ${cut(messageOf(cause))}`
      if (tried === TRIES || cause instanceof Final)
        throw new RestoreError('DUMP_UNREADABLE', what, { hint: HINT })
      const ms = Math.round(PAUSE_MS.least + Math.random() * (PAUSE_MS.most - PAUSE_MS.least))
      log(`${what}; again in ${Math.round(ms / 1000)} s`)
      await rm(to, { force: true })
      await sleep(ms, undefined, { signal })
    }
  }
}

/** Where an address led to may be signed as well, and nobody can have masked that. */
function cut(text: string): string {
  return text.replace(/(\/[^\s?]*)\?[^\s"']*/g, '$1')
}
