import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ActionRun, runAction } from '../support/action.js'
import { documents, dumpOf, removeDumps } from '../support/dump-folder.js'
import { formsOf, leaksOf } from '../support/leaks.js'
import { cleanUp, prefix } from '../support/opensearch.js'
import { expectFailedWhole } from '../support/outcome.js'
import { ProcessWatch, type SeenProcess } from '../support/processes.js'
import { type RunningProxy, startProxy } from '../support/proxy.js'

const CREDENTIALS = { username: 'restorer', password: 'alpha7@bravo7/charlie7:delta7%zulu7 é' }
const start = prefix('install')
let toolCache: string
let proxy: RunningProxy

beforeAll(async () => {
  toolCache = await mkdtemp(join(tmpdir(), 'tool-cache-'))
  proxy = await startProxy({ credentials: CREDENTIALS })
})

afterAll(async () => {
  await proxy.close()
  await rm(toolCache, { recursive: true, force: true })
  await cleanUp(start)
  await removeDumps()
})

async function restoreInto(index: string): Promise<{ run: ActionRun; processes: SeenProcess[] }> {
  const dump = await dumpOf({ [index]: { data: documents(5) } })
  const watch = new ProcessWatch()
  const run = await runAction(
    { uri: `http://${proxy.host}`, ...CREDENTIALS, dump },
    {
      env: { RUNNER_TOOL_CACHE: toolCache, RUNNER_DEBUG: '1' },
      onStart: (pid) => watch.begin(pid),
    },
  )
  return { run, processes: watch.end() }
}

const isNpm = ({ command }: SeenProcess) => /\bnpm\b.*\bci\b/.test(command)

describe('elasticdump', () => {
  it('of a version that does not exist cannot be installed', async () => {
    const dump = await dumpOf({ [`${start}never`]: { data: documents(1) } })
    const run = await runAction({ dump, 'elasticdump-version': '0.0.99' })
    const message = expectFailedWhole(run, 'ENGINE_INSTALL_FAILED')
    expect(message).toMatch(/^ENGINE_INSTALL_FAILED: elasticdump 0\.0\.99 cannot be installed: .*elasticdump/)
    expect(message).toContain('`elasticdump-version`')
    expect(message).not.toMatch(/npm error|complete log/)
  })

  it('is installed from a registry that keeps its archives elsewhere', async () => {
    const asked: string[] = []
    const registry = execFileSync('npm', ['config', 'get', 'registry', '--loglevel=silent'], {
      encoding: 'utf8',
    }).trim()
    const server = createServer((request, response) => {
      const path = request.url ?? ''
      asked.push(path)
      if (path.includes('/-/')) response.writeHead(404).end()
      else response.writeHead(302, { location: new URL(path.slice(1), registry).href }).end()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const cache = await mkdtemp(join(tmpdir(), 'tool-cache-'))
    try {
      const dump = await dumpOf({ [`${start}elsewhere`]: { data: documents(1) } })
      const env = {
        RUNNER_TOOL_CACHE: cache,
        npm_config_registry: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
        npm_config_replace_registry_host: 'never',
        npm_config_cache: join(cache, 'npm'),
      }
      const run = await runAction({ dump }, { env })
      expect(run.code, run.shown).toBe(0)
      expect(asked.some((path) => path.includes('/-/'))).toBe(true)
    } finally {
      server.close()
      await rm(cache, { recursive: true, force: true })
    }
  })

  it('is installed into an empty tool cache, and found there by the next run', async () => {
    const forms = formsOf(CREDENTIALS.username, CREDENTIALS.password)
    const first = await restoreInto(`${start}first`)
    expect(first.run.code, first.run.shown).toBe(0)
    expect(first.run.log).toMatch(/elasticdump 6\.125\.1 installed in /)
    expect(first.run.outputs['elasticdump-version']).toBe('6.125.1')
    const npm = first.processes.filter(isNpm)
    expect(npm).not.toEqual([])
    expect(npm.some(({ command }) => command.includes('--ignore-scripts'))).toBe(true)
    // Packages' code does not run; still, npm needs no password.
    const shows = (text: string) => forms.some((form) => text.includes(form))
    expect(npm.filter(({ environment }) => shows(environment))).toEqual([])
    expect(first.processes.filter(({ command }) => shows(command))).toEqual([])
    expect(leaksOf(first.run, forms)).toEqual([])

    const second = await restoreInto(`${start}second`)
    expect(second.run.code, second.run.shown).toBe(0)
    expect(second.run.log).toContain('elasticdump 6.125.1 is in the tool cache')
    expect(second.run.log).not.toContain('installed in')
    expect(second.processes.filter(({ command }) => /\bnpm\b/.test(command))).toEqual([])
  })
})
