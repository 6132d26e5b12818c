// The yardstick, in a process of its own: bodies of _bulk that lie ready in memory, sent over some connections.
// Usage: node raw-bulk.mjs URL FOLDER_OF_BODIES CONNECTIONS → seconds on standard output
import { readdirSync, readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'

const [url, folder, connections] = process.argv.slice(2)
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) })

function send(method, path, body) {
  const headers = { 'content-type': 'application/x-ndjson', 'content-length': body.length }
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, { method, agent, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (piece) => {
        text += piece
      })
      response.on('end', () =>
        response.statusCode === 200
          ? resolve(text)
          : reject(new Error(`HTTP ${response.statusCode}: ${text}`)),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

const waiting = readdirSync(folder).map((file) => ({
  index: file.replace(/\.\d+\.ndjson$/, ''),
  body: readFileSync(join(folder, file)),
}))
const indexes = [...new Set(waiting.map(({ index }) => index))]
const began = performance.now()
const work = async () => {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const answer = await send('POST', `/${next.index}/_bulk`, next.body)
    if (!answer.slice(0, 200).includes('"errors":false')) throw new Error(answer.slice(0, 500))
  }
}
await Promise.all(Array.from({ length: Number(connections) }, work))
await send('POST', `/${indexes.join(',')}/_refresh`, Buffer.alloc(0))
process.stdout.write(`${(performance.now() - began) / 1000}\n`)
agent.destroy()
