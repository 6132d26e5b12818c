import { execFile, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { checkoutFolder } from '../../script/lib/places.mjs'
import { lives } from '../../script/lib/process-identity.mjs'

const script = join(import.meta.dirname, '../../script/opensearch')

function opensearch(args: string[], env: Record<string, string> = {}) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(script, args, { env: { ...process.env, ...env } }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })
}

describe.skipIf(process.env.OPENSEARCH_URL)('script/opensearch with a server of its own', () => {
  const name = `script-test-${process.pid}`
  const named = ['--name', name]
  const stateFile = join(checkoutFolder(), `${name}.json`)

  afterAll(() => opensearch(['stop', ...named]))

  it('starts one server, finds it again, brings it back after a crash, and stops it', async () => {
    const { pid } = spawnSync(process.execPath, ['--version'])
    const stale = {
      url: 'http://127.0.0.1:9',
      how: 'java',
      pid,
      born: '1',
      folder: join(checkoutFolder(), name),
    }
    writeFileSync(stateFile, JSON.stringify({ ...stale, options: { name } }))
    expect(await opensearch(['status', ...named])).toMatchObject({ code: 1, stdout: 'not running\n' })

    const [first, second] = await Promise.all([1, 2].map(() => opensearch(['start', ...named])))
    expect(first).toMatchObject({ code: 0, stdout: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\n$/) })
    expect(second).toMatchObject({ code: 0, stdout: first?.stdout })
    expect(await opensearch(['start', ...named])).toMatchObject({ code: 0, stdout: first?.stdout })
    expect(await opensearch(['status', ...named])).toMatchObject({ code: 0, stdout: first?.stdout })

    const url = first?.stdout.trim() ?? ''
    expect(await (await fetch(url)).json()).toMatchObject({ version: { number: '3.7.0' } })

    await fetch(`${url}/kept/_doc/1`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"n":1}',
    })
    const { pid: crashed } = JSON.parse(readFileSync(stateFile, 'utf8'))
    expect(await opensearch(['crash', ...named])).toMatchObject({ code: 0, stdout: first?.stdout })
    expect(await (await fetch(`${url}/kept/_source/1`)).json()).toEqual({ n: 1 })

    const state = JSON.parse(readFileSync(stateFile, 'utf8'))
    if (state.how === 'java') expect(state.pid).not.toBe(crashed)
    expect(await opensearch(['stop', ...named])).toMatchObject({ code: 0, stdout: '' })
    await expect(fetch(url)).rejects.toThrow()
    expect(existsSync(stateFile)).toBe(false)
    if (state.how === 'java') {
      expect(existsSync(state.folder)).toBe(false)
      expect(lives(state)).toBe(false)
    }
    expect(await opensearch(['status', ...named])).toMatchObject({ code: 1, stdout: 'not running\n' })
    expect(await opensearch(['crash', ...named])).toMatchObject({ code: 1, stdout: '' })
  })
})

it('uses the cluster of OPENSEARCH_URL and leaves it alone', async () => {
  const cluster = createServer((_request, response) => response.end('{}')).listen(0, '127.0.0.1')
  await once(cluster, 'listening')
  const OPENSEARCH_URL = `http://127.0.0.1:${(cluster.address() as AddressInfo).port}`
  for (const [command, stdout] of [
    ['start', `${OPENSEARCH_URL}\n`],
    ['stop', ''],
    ['status', `${OPENSEARCH_URL}\n`],
  ] as const) {
    expect(await opensearch([command], { OPENSEARCH_URL })).toMatchObject({ code: 0, stdout })
  }
  cluster.closeAllConnections()
  cluster.close()
})

it.each([
  ['no command', []],
  ['an unknown command', ['restart']],
  ['an unknown option', ['stop', '--heap', '1g']],
  ['a heap without a unit', ['start', '--heap', '512']],
  ['a setting without a value', ['start', '--setting', 'key']],
  ['a name that leads elsewhere', ['start', '--name', '../x']],
])('explains its usage on %s', async (_case, args) => {
  const { code, stdout, stderr } = await opensearch(args)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain('usage: script/opensearch start')
})
