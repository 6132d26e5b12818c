import { Agent, request } from 'node:http'

/** What readers ask for. */
const ASKED = ['_count', '_search?size=1&track_total_hits=true']

/**
 * Reads a name as fast as it can, one reader for each way of asking.
 * @param counts of documents that the name may ever have
 */
export function startReaders(url, name, counts) {
  const agent = new Agent({ keepAlive: true })
  const readers = ASKED.map((what) => read(agent, new URL(`${url}/${name}/${what}`), counts))
  return {
    async stop() {
      for (const reader of readers) reader.isStopped = true
      const all = await Promise.all(readers.map(({ done }) => done))
      agent.destroy()
      const sum = (of) => all.reduce((total, one) => total + one[of], 0)
      const join = (of) => all.flatMap((one) => one[of])
      return { reads: sum('reads'), failed: sum('failed'), partial: join('partial'), gaps: join('gaps') }
    },
  }
}

function read(agent, address, counts) {
  const reader = { isStopped: false }
  const seen = { reads: 0, failed: 0, partial: [], gaps: [] }
  const readAll = async () => {
    let lastGood = performance.now()
    let isAway = false
    while (!reader.isStopped) {
      const answer = await ask(agent, address)
      seen.reads++
      if (answer.status !== 200 || answer.failedShards > 0) {
        seen.failed++
        isAway = true
        continue
      }
      if (!counts.includes(answer.count)) seen.partial.push(answer.count)
      const now = performance.now()
      if (isAway) seen.gaps.push(now - lastGood)
      isAway = false
      lastGood = now
    }
    return seen
  }
  reader.done = readAll()
  return reader
}

/** @returns the answer's status, 0 where there was none; how many documents it says, and what shards failed */
async function ask(agent, address) {
  return await new Promise((resolve) => {
    const asking = request(address, { agent })
    asking.on('error', () => resolve({ status: 0 }))
    asking.on('response', async (response) => {
      const pieces = []
      for await (const piece of response) pieces.push(piece)
      const body = JSON.parse(Buffer.concat(pieces).toString())
      const count = body.count ?? body.hits?.total.value
      resolve({ status: response.statusCode, count, failedShards: body._shards?.failed ?? 0 })
    })
    asking.end()
  })
}
