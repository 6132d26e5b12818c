// A proxy before the cluster, which can stand still before or after a request, and knows how far the action has come.
import { once } from 'node:events'
import { Agent, createServer, request as forward } from 'node:http'

/**
 * @param url of the cluster
 * @param onStage told each stage that begins, and may return a promise: the request or its answer waits for it
 * @param stageOf what a request is: a stage's name by method, path and body, or undefined
 */
export async function openGate(url, { stageOf, onStage }) {
  const agent = new Agent({ keepAlive: true })
  const server = createServer(async (request, response) => {
    const pieces = []
    try {
      for await (const piece of request) pieces.push(piece)
    } catch {
      return // Its sender was killed meanwhile.
    }
    const body = Buffer.concat(pieces)
    const stage = stageOf(request.method, request.url, body)
    await onStage(stage && `before ${stage}`)
    // Nobody to hand it on for: a killed action's request that had not left.
    if (request.socket.destroyed) return
    const onward = forward(`${url}${request.url}`, {
      agent,
      method: request.method,
      headers: request.headers,
    })
    onward.on('error', () => response.destroy())
    onward.on('response', async (answer) => {
      const given = []
      try {
        for await (const piece of answer) given.push(piece)
      } catch {
        return response.destroy() // The cluster was killed meanwhile.
      }
      await onStage(stage && `after ${stage}`)
      const { 'transfer-encoding': _, ...headers } = answer.headers
      response.writeHead(answer.statusCode, headers)
      response.end(Buffer.concat(given))
    })
    onward.end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
      agent.destroy()
    },
  }
}
