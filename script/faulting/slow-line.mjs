import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { Transform } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'

const PIECE_BYTES = 4096

/** A line to a cluster that carries this many bytes a second each way, on each connection. */
export async function openSlowLine(url, bytesPerSecond) {
  const { hostname, port } = new URL(url)
  const sockets = new Set()
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket
        .on('error', () => {})
        .on('close', () => {
          near.destroy()
          far.destroy()
        })
    }
    near.pipe(slowly(bytesPerSecond)).pipe(far)
    far.pipe(slowly(bytesPerSecond)).pipe(near)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: async () => {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
  }
}

function slowly(bytesPerSecond) {
  return new Transform({
    highWaterMark: PIECE_BYTES,
    transform: async function (chunk, _, done) {
      for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
        const piece = chunk.subarray(at, at + PIECE_BYTES)
        this.push(piece)
        await sleep((piece.length / bytesPerSecond) * 1000)
      }
      done()
    },
  })
}
