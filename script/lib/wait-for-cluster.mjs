import { setTimeout as sleep } from 'node:timers/promises'

/** 'formed', or 'ended' when `stillRuns` says so, or 'silent' when time is up. */
export async function untilFormed(url, seconds, stillRuns = () => true) {
  for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline; await sleep(200)) {
    if (!stillRuns()) return 'ended'
    if (await isFormed(url)) return 'formed'
  }
  return 'silent'
}

/** Whether a cluster answers and has a manager. One that does not let us ask for its health has one, too. */
export async function isFormed(url) {
  const target = new URL(`${url.replace(/\/$/, '')}/_cluster/health?wait_for_status=yellow&timeout=1s`)
  const headers = {}
  if (target.username) {
    const credentials = `${decodeURIComponent(target.username)}:${decodeURIComponent(target.password)}`
    headers.authorization = `Basic ${Buffer.from(credentials).toString('base64')}`
    target.username = ''
    target.password = ''
  }
  try {
    const response = await fetch(target, { headers, signal: AbortSignal.timeout(5000) })
    await response.text()
    return response.status < 500 && response.status !== 408
  } catch {
    return false
  }
}
