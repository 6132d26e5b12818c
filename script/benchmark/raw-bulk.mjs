// The yardstick, in a process of its own: bodies of _bulk that lie ready in memory, sent over some connections.
// Usage: node raw-bulk.mjs URL INDEX DATA_FILE CONNECTIONS BODY_BYTES → seconds on standard output
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'

const [url, index, file, connections, bodyBytes] = process.argv.slice(2)
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) })

function bodies() {
  const all = []
  let body = ''
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line === '') continue
    const { _id, _source } = JSON.parse(line)
    body += `${JSON.stringify({ index: { _id } })}\n${JSON.stringify(_source)}\n`
    if (body.length >= Number(bodyBytes)) {
      all.push(Buffer.from(body))
      body = ''
    }
  }
  if (body !== '') all.push(Buffer.from(body))
  return all
}

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

const waiting = bodies()
const began = performance.now()
const work = async () => {
  for (let body = waiting.shift(); body; body = waiting.shift()) {
    const answer = await send('POST', `/${index}/_bulk`, body)
    if (!answer.slice(0, 200).includes('"errors":false')) throw new Error(answer.slice(0, 500))
  }
}
await Promise.all(Array.from({ length: Number(connections) }, work))
await send('POST', `/${index}/_refresh`, Buffer.alloc(0))
process.stdout.write(`${(performance.now() - began) / 1000}\n`)
agent.destroy()
