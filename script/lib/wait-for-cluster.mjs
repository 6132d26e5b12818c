import { readFileSync } from 'node:fs'
import * as http from 'node:http'
import * as https from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Waits for a cluster.
 * @param server its `url`, and the path of its `ca` where it has one of its own
 * @returns 'formed', or 'ended' when `stillRuns` says so, or 'silent' when time is up
 */
export async function untilFormed(server, seconds, stillRuns = () => true) {
  for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline; await sleep(200)) {
    if (!stillRuns()) return 'ended'
    if (await isFormed(server)) return 'formed'
  }
  return 'silent'
}

/** Whether a cluster answers and has a manager. One that does not let us ask for its health has one, too. */
export async function isFormed({ url, ca }) {
  const target = new URL(`${url.replace(/\/$/, '')}/_cluster/health?wait_for_status=yellow&timeout=1s`)
  const trust = ca ? { ca: readFileSync(ca) } : {}
  const status = await statusOf(target, { ...trust, timeout: 5000 }).catch(() => undefined)
  return status !== undefined && status < 500 && status !== 408
}

/** Node sends the name and password that the URL has. */
function statusOf(url, options) {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).get(url, options, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode))
      response.on('error', reject)
    })
    request.on('timeout', () => request.destroy())
    request.on('error', reject)
    request.on('close', () => reject(new Error('closed')))
  })
}
