// A cluster with OpenSearch's security plugin: TLS, users, roles.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ActionRun, ENGINES, runAction } from '../support/action.js'
import { type Certificates, makeCertificates } from '../support/certificates.js'
import { type Documents, numbered, removeDumps, writeDump } from '../support/dumps.js'
import { formsOf, leaksOf } from '../support/leaks.js'
import { cleanUp, opensearchUrl, prefix } from '../support/opensearch.js'
import {
  annotationOf,
  expectFailed,
  expectFailedWhole,
  expectRestored,
  resultOf,
} from '../support/outcome.js'
import { startProxy } from '../support/proxy.js'
import { SecuredServer } from '../support/secured-server.js'

const PAGE = fileURLToPath(new URL('../../docs/PERMISSIONS.md', import.meta.url))
const PASSWORD = `p@ss/w:rd%?#é"'\\ $7uncommon`
const mapping = { properties: { n: { type: 'long' } } }
const TYPES = 'settings,mapping,data,alias'

interface Role {
  cluster_permissions: string[]
  index_permissions: { index_patterns: string[]; allowed_actions: string[] }[]
}

const roles = rolesIn(await readFile(PAGE, 'utf8'))
let server: SecuredServer
let others: Certificates

beforeAll(async () => {
  server = await SecuredServer.start()
  others = await makeCertificates()
  for (const [name, role] of Object.entries(roles)) await server.user(name, PASSWORD, role)
})

afterAll(async () => {
  await server.stop()
  await others.remove()
  await removeDumps()
})

/** @returns the roles of the page, by the names that its code blocks bear */
function rolesIn(page: string): Record<string, Role> {
  const blocks = page.matchAll(/^```json role=(\w+)\n(.*?)^```/gms)
  return Object.fromEntries([...blocks].map(([, name = '', text = '']) => [name, JSON.parse(text) as Role]))
}

function inputsOf(username: string, inputs: Record<string, string>): Record<string, string> {
  return { uri: server.url, 'tls-ca': server.certificates.ca, username, password: PASSWORD, ...inputs }
}

async function restoreAs(username: string, inputs: Record<string, string>): Promise<ActionRun> {
  const run = await runAction(inputsOf(username, inputs))
  expect(leaksOf(run, formsOf(username, PASSWORD))).toEqual([])
  return run
}

/**
 * Takes one right after the other from the user `less`, who has those of a role else.
 * @param suffices tells whether that is enough
 * @returns the rights that nothing failed without
 */
async function needlessRights(name: string, suffices: () => Promise<boolean>): Promise<string[]> {
  const role = roles[name] as Role
  const rights = role.index_permissions[0]?.allowed_actions ?? []
  const needless: string[] = []
  for (const right of rights) {
    const allowed_actions = rights.filter((one) => one !== right)
    const index_permissions = [{ index_patterns: ['preview-*'], allowed_actions }]
    await server.user('less', PASSWORD, { ...role, index_permissions })
    if (await suffices()) needless.push(right)
  }
  return needless
}

/** An index that needs all rights of its kind: a field that its mapping does not name, and several requests. */
async function dumpOf(index: string, documents: Documents = numbered(40)): Promise<string> {
  const settings = { number_of_shards: '1', number_of_replicas: '0', refresh_interval: '7s' }
  return await writeDump({ [index]: { data: documents, mapping, settings, alias: { 'preview-alias': {} } } })
}

describe('the roles of docs/PERMISSIONS.md', () => {
  const index = 'preview-shop'
  beforeEach(async () => {
    for (const name of Object.keys(await server.ask('GET', '/preview-*?expand_wildcards=all')))
      await server.ask('DELETE', `/${name}`)
  })

  async function restore(role: string, ifExists: string, engine: string): Promise<ActionRun> {
    if (ifExists !== 'fail') await server.ask('PUT', `/${index}`, { mappings: mapping })
    const dump = await dumpOf(index)
    const types = ifExists === 'append' ? 'mapping,data' : TYPES
    return await restoreAs(role, {
      dump,
      engine,
      types,
      'if-exists': ifExists,
      'batch-size': '1kb',
      verify: 'full',
    })
  }

  const CASES = [
    ['groups', 'append'],
    ['groups', 'replace'],
    ['create', 'fail'],
    ['append', 'append'],
    ['replace', 'replace'],
    ['replace', 'swap'],
  ].flatMap(([role = '', ifExists = '']) => ENGINES.map((engine) => [role, ifExists, engine] as const))

  it.each(CASES)('%s: if-exists %s, %s', async (role, ifExists, engine) => {
    const run = await restore(role, ifExists, engine)
    expectRestored(run)
    expect(run.log).not.toContain('::warning')
    expect(run.outputs.verified).toBe('true')
    expect(resultOf(run, index).documents.cluster).toBe(40)
  })

  it('create: what could not be restored is removed', async () => {
    const dump = await dumpOf(index, { ...numbered(40), bad: { n: 'no number' } })
    const run = await restoreAs('create', { dump, engine: 'native', types: TYPES })
    expectFailed(run)
    expect(await server.ask('GET', '/preview-*?expand_wildcards=all')).toEqual({})
  })

  describe('streams', () => {
    const stream = 'preview-stream'
    const source = { '@timestamp': '2026-01-04T06:54:00Z', n: 1 }
    const documents = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [n, source]))

    beforeEach(async () => {
      const template = { settings: { number_of_replicas: 0 } }
      const body = { index_patterns: [stream], data_stream: {}, template }
      await server.ask('PUT', `/_index_template/${stream}`, body)
    })
    afterEach(async () => {
      await server.ask('DELETE', `/_data_stream/${stream}`)
      await server.ask('DELETE', `/_index_template/${stream}`)
    })

    async function restoreStream(role: string, data: Documents, ifExists = 'fail'): Promise<ActionRun> {
      const dump = await writeDump({ [stream]: { data, mapping, settings: { refresh_interval: '7s' } } })
      const inputs = { dump, engine: 'native', types: 'settings,mapping,data', 'if-exists': ifExists }
      return await restoreAs(role, { ...inputs, 'batch-size': '1kb', verify: 'full' })
    }

    it('a new data stream, and one more document for it; without the right to read templates it is told', async () => {
      const refused = await restoreStream('create', documents)
      expectFailed(refused)
      expect(annotationOf(refused, stream)).toMatch(/data streams only.*right to read index templates/s)
      expectFailed(await restoreStream('streams', { ...documents, bad: { n: 1 } }))
      expectRestored(await restoreStream('streams', documents))
      expectRestored(await restoreStream('streams', { ...documents, more: source }, 'append'))
      expect(await server.ask('GET', `/${stream}/_count`)).toMatchObject({ count: 41 })
    })

    it.runIf(process.env.TEST_LEAST_ROLES)('not one right too many', { timeout: 300_000 }, async () => {
      const needless = await needlessRights('streams', async () => {
        await server.ask('DELETE', `/_data_stream/${stream}`)
        const made = await restoreStream('less', documents)
        if (made.outputs.verified !== 'true') return false
        const added = await restoreStream('less', { ...documents, more: source }, 'append')
        return added.outputs.verified === 'true'
      })
      expect(needless).toEqual(['indices:admin/data_stream/delete'])
    })
  })

  it.each(ENGINES)('templates, %s', async (engine) => {
    const text = (value: object) => JSON.stringify(JSON.stringify(value))
    const files = {
      'all.template.json': text({ 'preview-legacy': { index_patterns: ['preview-l*'] } }),
      'all.component_template.json': text({
        component_templates: [{ name: 'preview-part', component_template: { template: {} } }],
      }),
      'all.index_template.json': text({
        index_templates: [
          {
            name: 'preview-whole',
            index_template: { index_patterns: ['preview-w*'], composed_of: ['preview-part'] },
          },
        ],
      }),
    }
    const dump = await writeDump({}, files)
    const types = 'template,component_template,index_template'
    expectRestored(await restoreAs('templates', { dump, engine, types }))
  })

  // Minutes, as every right is tried: in CI alone.
  it.runIf(process.env.TEST_LEAST_ROLES).each([
    ['create', 'fail'],
    ['append', 'append'],
    ['replace', 'replace'],
  ])('%s: not one right too many', { timeout: 300_000 }, async (role, ifExists) => {
    const needless = await needlessRights(role, async () => {
      for (const name of Object.keys(await server.ask('GET', '/preview-*?expand_wildcards=all')))
        await server.ask('DELETE', `/${name}`)
      return (await restore('less', ifExists, 'native')).outputs.verified === 'true'
    })
    expect(needless).toEqual(role === 'create' ? ['indices:admin/delete'] : [])
  })
})

describe('a user with rights on preview-* only', () => {
  it.each(ENGINES)('is told of the right that is missing elsewhere, %s', async (engine) => {
    const dump = await writeDump({
      live: { data: numbered(2), mapping },
      'preview-ok': { data: numbered(2), mapping },
    })
    const run = await restoreAs('groups', { dump, engine, types: 'mapping,data', 'if-exists': 'replace' })
    expectFailed(run)
    expect(resultOf(run, 'preview-ok').status).toBe('ok')
    expect(resultOf(run, 'live').failure?.code).toBe('CLUSTER_UNAUTHORIZED')
    expect(annotationOf(run, 'live')).toMatch(/no permissions for \[indices:.*PERMISSIONS\.md/s)
    expect(await server.ask('HEAD', '/live').catch(() => 'absent')).toBe('absent')
  })

  it('is told in a dry run what it lacks, and nothing is done', async () => {
    const role = roles.append as Role
    await server.user('planner', PASSWORD, role)
    const dump = await dumpOf('preview-planned')
    const list = {
      index_templates: [{ name: 'preview-t', index_template: { index_patterns: ['preview-t*'] } }],
    }
    const files = { 'preview-planned.index_template.json': JSON.stringify(JSON.stringify(list)) }
    const both = await writeDump(
      { 'preview-planned': { data: numbered(3), mapping, alias: { 'preview-alias': {} } } },
      files,
    )
    const state = async () => (await server.ask('GET', '/_cluster/state/version')).version
    const before = await state()
    expect(before).toBeGreaterThan(0)
    const run = await restoreAs('planner', {
      dump: both,
      'dry-run': 'true',
      types: 'index_template,mapping,data,alias',
    })
    expect(run.outputs.status, run.shown).toBe('failed')
    const message = annotationOf(run, 'preview-planned')
    const lacked = ['create', 'delete', 'get', 'settings/update'].map((right) => `indices:admin/${right}`)
    for (const right of ['indices:admin/aliases', ...lacked]) expect(message).toContain(right)
    expect(message).not.toContain('indices:data/write')
    expect(run.report?.clusterSteps).toMatchObject([{ name: 'preview-t', status: 'failed' }])
    expect(run.shown).toContain('indices:admin/index_template/put')
    const planned = await restoreAs('create', { dump, 'dry-run': 'true', types: TYPES })
    expect(planned.outputs.status, planned.shown).toBe('planned')
    expect(await state()).toBe(before)
  })
})

describe('a source', () => {
  const index = 'preview-read'
  const copies = prefix('read')
  const rights = ['search', 'scroll', 'scroll/clear'].map((right) => `indices:data/read/${right}`)

  beforeAll(async () => {
    await server.ask('PUT', `/${index}`, { mappings: mapping, settings: { number_of_replicas: 0 } })
    for (const [id, source] of Object.entries(numbered(3)))
      await server.ask('PUT', `/${index}/_doc/${id}?refresh=true`, source)
    await server.ask('PUT', '/hidden-from-them', {})
    await server.user('scroller', PASSWORD, {
      cluster_permissions: ['cluster:monitor/main', ...rights],
      index_permissions: [
        {
          index_patterns: ['preview-*'],
          allowed_actions: ['indices:admin/get', 'indices:admin/resolve/index', ...rights],
        },
      ],
    })
  })
  afterAll(() => cleanUp(copies))

  /** Into the cluster of all other tests. */
  async function copyAs(username: string, inputs: Record<string, string>): Promise<ActionRun> {
    const run = await runAction({
      uri: opensearchUrl(),
      'source-uri': server.url,
      'source-username': username,
      'source-password': PASSWORD,
      'tls-ca': server.certificates.ca,
      types: 'mapping,data',
      'if-exists': 'replace',
      'rename-pattern': '^preview-',
      'rename-replacement': copies,
      verify: 'full',
      ...inputs,
    })
    expect(leaksOf(run, formsOf(username, PASSWORD))).toEqual([])
    return run
  }

  async function openReaders(): Promise<number> {
    const { _all } = (await server.ask('GET', `/${index}/_stats/search`)) as {
      _all: { total: { search: { scroll_current: number; point_in_time_current: number } } }
    }
    const { scroll_current, point_in_time_current } = _all.total.search
    return scroll_current + point_in_time_current
  }

  it.each([
    ['read', 'native', { index, types: 'data' }],
    ['read', 'elasticdump', { match: '^preview-read$' }],
    ['scroller', 'native', { index }],
  ])('can be read by %s, %s', async (username, engine, which) => {
    const run = await copyAs(username, { engine, ...which })
    expectRestored(run)
    expect(run.outputs.verified).toBe('true')
    expect(resultOf(run, `${copies}read`).documents).toMatchObject({ dump: 3, cluster: 3 })
    // Neither of them may refresh.
    expect(run.report?.warnings.join('\n')).toContain(`${index}: the source could not be refreshed`)
    expect(run.shown.includes('it is copied by scroll')).toBe(username === 'scroller')
    expect(await openReaders()).toBe(0)
  })

  it('that this user may not read is told', async () => {
    const forbidden = await copyAs('read', { engine: 'native', index: 'hidden-from-them' })
    expectFailed(forbidden)
    expect(resultOf(forbidden, 'hidden-from-them').failure?.code).toBe('CLUSTER_UNAUTHORIZED')
    expect(annotationOf(forbidden, 'hidden-from-them')).toMatch(
      /^CLUSTER_UNAUTHORIZED: source cluster: .*PERMISSIONS\.md/s,
    )
    const stranger = await copyAs('nobody', { engine: 'native', index })
    expect(expectFailedWhole(stranger, 'CLUSTER_UNAUTHORIZED')).toContain('`source-username`')
  })

  it.runIf(process.env.TEST_LEAST_ROLES)('read: not one right too many', { timeout: 300_000 }, async () => {
    const needless = await needlessRights('read', async () => {
      const run = await copyAs('less', { engine: 'native', index })
      return run.outputs.verified === 'true' && (await openReaders()) === 0
    })
    expect(needless).toEqual([])
  })
})

describe('credentials', () => {
  const dump = () => writeDump({ 'preview-shop': { data: numbered(2), mapping } })

  it.each(ENGINES)('arrive percent-encoded in `uri`, %s', async (engine) => {
    const uri = server.url.replace('//', `//groups:${encodeURIComponent(PASSWORD)}@`)
    const inputs = { dump: await dump(), engine, 'if-exists': 'replace', types: 'mapping,data' }
    const run = await runAction({ uri, 'tls-ca': server.certificates.caFile, ...inputs })
    expectRestored(run)
    expect(leaksOf(run, formsOf('groups', PASSWORD))).toEqual([])
  })

  it('that are wrong are told as that', async () => {
    const run = await runAction({ ...inputsOf('groups', { dump: await dump() }), password: 'wr0ng-pässword' })
    const message = expectFailedWhole(run, 'CLUSTER_UNAUTHORIZED')
    expect(message).toContain('Unauthorized (HTTP 401)')
    expect(message).toContain('Check the user name and password')
    expect(leaksOf(run, formsOf('groups', 'wr0ng-pässword'))).toEqual([])
  })
})

describe('its certificate', () => {
  it.each<[string, () => Record<string, string>, RegExp]>([
    ['is not trusted without its CA', () => ({ 'tls-ca': '' }), /Give the CA .* in `tls-ca`/],
    ['is not trusted with another CA', () => ({ 'tls-ca': others.ca }), /Give the CA .* in `tls-ca`/],
    [
      'is not trusted under another name',
      () => ({ uri: server.url.replace('127.0.0.1', 'localhost') }),
      /Write the host name that the certificate is for in `uri`/,
    ],
  ])('%s', async (_, inputs, hint) => {
    const dump = await writeDump({ 'preview-shop': { data: numbered(2), mapping } })
    const run = await restoreAs('groups', { dump, ...inputs() })
    const message = expectFailedWhole(run, 'CLUSTER_UNREACHABLE')
    expect(message).toContain('no TLS connection to https://')
    expect(message).toMatch(hint)
    expect(message).not.toContain('--use-system-ca')
  })

  it('is not trusted when it has expired', async () => {
    const proxy = await startProxy({ tls: await others.expired() })
    const dump = await writeDump({ 'preview-shop': { data: numbered(2), mapping } })
    const run = await restoreAs('groups', { dump, uri: `https://${proxy.host}`, 'tls-ca': others.ca })
    await proxy.close()
    const message = expectFailedWhole(run, 'CLUSTER_UNREACHABLE')
    expect(message).toContain('certificate has expired')
    expect(message).toContain('Renew the certificate')
  })

  it.each(ENGINES)('is taken as it is with `tls-verify: false`, with a warning, %s', async (engine) => {
    const dump = await writeDump({ 'preview-tls': { data: numbered(2), mapping } })
    const given = { 'tls-ca': '', 'tls-verify': 'false', 'if-exists': 'replace', types: 'mapping,data' }
    const run = await restoreAs('groups', { dump, engine, ...given })
    expect(run.outputs, run.shown).toMatchObject({ status: 'restored', verified: 'true', documents: '2' })
    expect(run.log).toMatch(/^::warning.*`tls-verify`/m)
    expect(run.summary).toContain('tls-verify')
    expect(run.report?.warnings.some((warning) => warning.includes('`tls-verify`'))).toBe(true)
    // Node's own warning would be told by every process.
    expect(run.log).not.toContain('NODE_TLS_REJECT_UNAUTHORIZED')
  })
})
