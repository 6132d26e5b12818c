import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import { type ActionRun, isNative, runAction } from '../support/action.js'
import { documents, dumpOf, removeDumps } from '../support/dump-folder.js'
import { formsOf, leaksOf } from '../support/leaks.js'
import { cleanUp, prefix, request } from '../support/opensearch.js'
import { ProcessWatch, type SeenProcess } from '../support/processes.js'
import { type RunningProxy, startProxy } from '../support/proxy.js'

const USERNAME = 'restorer'
// Its parts are words, so that a part shows as well as the whole.
const PASSWORD = `alpha7@bravo7/charlie7:delta7%zulu7?foxtrot7#golf7é"hotel7'india7$juliet7\\kilo7`
const SPACED = `  lima7 "${PASSWORD}" mike7 `
const MANY_LINES = 'november7 é\noscar7 "@papa7/\r\n$quebec7'

const start = prefix('secrets')
const proxies: RunningProxy[] = []
let made = 0

async function proxyFor(password: string, path?: string): Promise<RunningProxy> {
  const credentials = { username: USERNAME, password }
  const proxy = await startProxy(path === undefined ? { credentials } : { credentials, prefix: path })
  proxies.push(proxy)
  return proxy
}

interface WatchedRun extends ActionRun {
  processes: SeenProcess[]
}

/** Runs with debug logging, which shows more, and looks at all processes meanwhile. */
async function watched(inputs: Record<string, string>): Promise<WatchedRun> {
  const watch = new ProcessWatch()
  const run = await runAction(inputs, { env: { RUNNER_DEBUG: '1' }, onStart: (pid) => watch.begin(pid) })
  return { ...run, processes: watch.end() }
}

function expectSecret(run: WatchedRun, password: string): void {
  const forms = formsOf(USERNAME, password)
  expect(leaksOf(run, forms)).toEqual([])
  const commands = run.processes.map(({ command }) => command)
  expect(commands.filter((command) => forms.some((form) => command.includes(form)))).toEqual([])
}

/** A dump of one index that holds every kind of part that elasticdump carries over by itself. */
async function smallDump(): Promise<{ index: string; dump: string }> {
  const index = `${start}${made++}`
  const dump = await dumpOf({
    [index]: {
      data: documents(20),
      mapping: { properties: { n: { type: 'integer' } } },
      settings: { index: { number_of_shards: '1', number_of_replicas: '0' } },
      alias: { [`${index}-alias`]: {} },
    },
  })
  return { index, dump }
}

async function expectRestored(run: WatchedRun, index: string, proxy: RunningProxy): Promise<void> {
  expect(run.code, run.shown).toBe(0)
  expect(run.outputs).toMatchObject({ status: 'restored', documents: '20', verified: 'true' })
  expect((await request('GET', `/${index}/_count`)).body.count).toBe(20)
  // The proxy let both through, and so both brought what it asks for.
  expect(proxy.seen.filter((line) => line.includes(': 4'))).toEqual([])
  expect(proxy.seen.some((line) => line.startsWith('client '))).toBe(true)
  const sender = isNative ? 'client ' : 'elasticdump '
  expect(proxy.seen.some((line) => line.startsWith(sender) && line.includes('/_bulk'))).toBe(true)
  if (isNative) return
  const commands = run.processes.map(({ command }) => command)
  for (const type of ['index', 'data', 'alias'])
    expect(commands.some((command) => command.includes(`--type=${type} `))).toBe(true)
}

afterAll(async () => {
  for (const proxy of proxies) await proxy.close()
  await cleanUp(start)
  await removeDumps()
})

describe('a password full of special characters', () => {
  it.each<[string, string, (host: string) => Record<string, string>]>([
    ['raw in the uri', PASSWORD, (host) => ({ uri: `http://${USERNAME}:${PASSWORD}@${host}` })],
    [
      'percent-encoded in the uri',
      SPACED,
      (host) => ({ uri: `http://${USERNAME}:${encodeURIComponent(SPACED)}@${host}` }),
    ],
    [
      'in inputs of its own',
      SPACED,
      (host) => ({ uri: `http://${host}`, username: USERNAME, password: SPACED }),
    ],
    [
      'in several lines',
      MANY_LINES,
      (host) => ({ uri: `http://${host}`, username: USERNAME, password: `${MANY_LINES}\n` }),
    ],
  ])('works %s, and is seen nowhere', async (_, password, inputs) => {
    const proxy = await proxyFor(password)
    const { index, dump } = await smallDump()
    const run = await watched({ ...inputs(proxy.host), dump, types: 'settings,mapping,data,alias' })
    await expectRestored(run, index, proxy)
    expectSecret(run, password)
  })

  it('works with a path in front of the cluster', async () => {
    const proxy = await proxyFor(PASSWORD, '/prefix/deep')
    const { index, dump } = await smallDump()
    const uri = `http://${USERNAME}:${encodeURIComponent(PASSWORD)}@${proxy.host}/prefix/deep/`
    const run = await watched({ uri, dump, types: 'settings,mapping,data,alias', verify: 'full' })
    await expectRestored(run, index, proxy)
    expect(proxy.seen.every((line) => line.includes(' /prefix/deep'))).toBe(true)
    expectSecret(run, PASSWORD)
  })
})

describe('what fails does not tell the password', () => {
  it('where it is wrong', async () => {
    const proxy = await proxyFor('another one')
    const { index, dump } = await smallDump()
    const run = await watched({ uri: `http://${USERNAME}:${PASSWORD}@${proxy.host}`, dump })
    expect(run.code).toBe(1)
    expect(run.outputs.status).toBe('failed')
    expect(run.report?.failure?.code).toBe('CLUSTER_UNAUTHORIZED')
    expect(run.annotations).toHaveLength(1)
    expect(run.annotations[0]?.message).toContain('Unauthorized (HTTP 401)')
    expect(run.annotations[0]?.message).toContain('Check the user name and password')
    expect((await request('HEAD', `/${index}`)).status).toBe(404)
    expectSecret(run, PASSWORD)
    expect(leaksOf(run, ['another one'])).toEqual([])
  })

  it('where it is missing', async () => {
    const proxy = await proxyFor(PASSWORD)
    const { dump } = await smallDump()
    const run = await watched({ uri: `http://${proxy.host}`, dump })
    expect(run.code).toBe(1)
    expect(run.report?.failure?.code).toBe('CLUSTER_UNAUTHORIZED')
  })

  it('where indexes fail', async () => {
    const proxy = await proxyFor(PASSWORD)
    const [refused, rejected, busy] = [`${start}refused`, `${start}rejected`, `${start}exists`]
    await request('PUT', `/${busy}`, { settings: { number_of_replicas: 0 } })
    const dump = await dumpOf({
      [refused]: { data: documents(3), mapping: { properties: { n: { type: 'no-such-type' } } } },
      [rejected]: {
        // The cluster tells the value that it refuses, and a password may be in any document.
        data: documents(3, () => ({ n: PASSWORD })),
        mapping: { properties: { n: { type: 'integer' } } },
      },
      [busy]: { data: documents(3), mapping: {} },
    })
    const run = await watched({ uri: `http://${USERNAME}:${PASSWORD}@${proxy.host}`, dump })
    expect(run.code).toBe(1)
    expect(run.annotations).toHaveLength(3)
    expect(run.report?.indices.map(({ failure }) => failure?.code).sort()).toEqual([
      'CLUSTER_REFUSED',
      'DOCUMENTS_REJECTED',
      'INDEX_EXISTS',
    ])
    expectSecret(run, PASSWORD)
  })

  it('where the cluster is down', async () => {
    const closed = createServer().listen(0, '127.0.0.1')
    await once(closed, 'listening')
    const address = closed.address()
    const port = address !== null && typeof address === 'object' ? address.port : 0
    closed.close()
    const { dump } = await smallDump()
    const uri = `http://${USERNAME}:${PASSWORD}@127.0.0.1:${port}`
    const run = await watched({ uri, dump, 'wait-timeout': '1' })
    expect(run.code).toBe(1)
    expect(run.report?.failure?.code).toBe('CLUSTER_UNREACHABLE')
    expect(run.annotations[0]?.message).toContain(`http://127.0.0.1:${port}`)
    expectSecret(run, PASSWORD)
  })

  it.each<[string, Record<string, string>, string]>([
    ['the uri has a query', { uri: `http://${USERNAME}:${PASSWORD}@host:9200/?a=b` }, 'uri'],
    ['the uri has spaces', { uri: `http://${USERNAME}:${SPACED}@host:9200` }, 'uri'],
    ['the uri has no scheme', { uri: `${USERNAME}:${PASSWORD}@host:9200` }, 'uri'],
    ['the port is none', { uri: `http://${USERNAME}:${PASSWORD}@host:port` }, 'uri'],
    ['the user is missing', { password: SPACED }, 'password'],
    ['uri and inputs differ', { uri: `http://a:b@host`, username: USERNAME, password: SPACED }, 'uri'],
    ['it is in other inputs', { username: USERNAME, password: PASSWORD, match: `(${PASSWORD}` }, 'match'],
  ])('where %s', async (_, inputs, input) => {
    const run = await watched({ dump: '/nowhere/at/all', ...inputs })
    expect(run.code).toBe(1)
    expect(run.report?.failure?.code).toBe('INPUTS_INVALID')
    expect(run.annotations[0]?.message).toContain(`- ${input}: it `)
    expect(run.annotations[0]?.message).toContain(`- dump: '/nowhere/at/all' does not exist`)
    expectSecret(run, inputs.password ?? PASSWORD)
  })
})
