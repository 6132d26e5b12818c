import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { connect, greet } from '../../../src/cluster/index.js'

const ANSWER =
  '{"cluster_name":"c","cluster_uuid":"u","version":{"number":"3.7.0","distribution":"opensearch"}}'

let requests = 0
let answer: { status: number; text: string }
let server: Server

beforeAll(async () => {
  server = createServer((_, response) => {
    requests++
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterAll(() => server.close())

beforeEach(() => {
  requests = 0
  answer = { status: 200, text: ANSWER }
})

function greeted() {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { signal } = new AbortController()
  return greet({ url, tls: { verify: true } }, 1000, { signal, end: signal })
}

it('takes the answer to the greeting', async () => {
  const greeting = greeted()
  expect(await connect(greeting, 1000, () => {})).toMatchObject({ name: 'c', uuid: 'u', version: '3.7.0' })
  expect(requests).toBe(1)
  await greeting.close()
})

it('asks again where the greeting is old: it is waited for a cluster that has gone since', async () => {
  const greeting = greeted()
  await greeting.identity
  answer = { status: 503, text: '{}' }
  const said: string[] = []
  const connecting = connect({ ...greeting, askedAt: Date.now() - 60_000 }, 5000, (line) => {
    said.push(line)
    answer = { status: 200, text: ANSWER }
  })
  expect(await connecting).toMatchObject({ uuid: 'u' })
  expect(said).toEqual([expect.stringMatching(/^Waiting for .*503/)])
  expect(requests).toBe(3)
  await greeting.close()
})
