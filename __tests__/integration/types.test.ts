import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { runAction } from '../support/action.js'
import { elasticdump } from '../support/elasticdump.js'
import { cleanUp, opensearchUrl, prefix, request } from '../support/opensearch.js'
import { PoliciesStandIn } from '../support/policies-stand-in.js'
import { clusterState } from '../support/state.js'

const start = prefix('types')
const index = `${start}books`
const settings = {
  number_of_shards: 2,
  number_of_replicas: 0,
  refresh_interval: '3s',
  analysis: { analyzer: { folded: { type: 'custom', tokenizer: 'keyword', filter: ['asciifolding'] } } },
}
const mappings = { properties: { title: { type: 'text', analyzer: 'folded' }, year: { type: 'short' } } }
const aliases = { [`${start}old`]: { filter: { range: { year: { lt: 1900 } } } }, [`${start}shelf`]: {} }

/** What belongs to the cluster: where it is, and its body, by type. The index template needs the component. */
const CLUSTER: Record<string, { path: string; body: object }> = {
  script: {
    path: `/_scripts/${start}score`,
    body: { script: { lang: 'painless', source: "doc['year'].value * params.factor" } },
  },
  component_template: {
    path: `/_component_template/${start}part`,
    body: {
      template: { settings: { 'index.max_result_window': 20000 }, aliases: { [`${start}of-template`]: {} } },
      version: 3,
      _meta: { owner: 'types' },
    },
  },
  index_template: {
    path: `/_index_template/${start}whole`,
    body: {
      index_patterns: [`${start}book*`],
      composed_of: [`${start}part`],
      priority: 7,
      template: { mappings: { properties: { added: { type: 'keyword' } } } },
    },
  },
  template: {
    path: `/_template/${start}legacy`,
    body: { index_patterns: [`${start}legacy-*`], order: 2, settings: { index: { number_of_shards: '3' } } },
  },
}

let dump = ''
beforeEach(async () => {
  dump = await mkdtemp(join(tmpdir(), 'types-'))
})
afterEach(async () => {
  await rm(dump, { recursive: true, force: true })
  await cleanUp(start)
  await deleteFromCluster()
})

async function deleteFromCluster(): Promise<void> {
  // A component that an index template names cannot be deleted.
  for (const type of ['index_template', 'component_template', 'template', 'script'])
    await request('DELETE', CLUSTER[type]?.path ?? '')
}

async function must(method: string, path: string, body?: object | string): Promise<void> {
  const { status, text } = await request(method, path, body)
  expect(status, text).toBeLessThan(300)
}

/** Makes the index, dumps the types with elasticdump, and deletes it. */
async function dumpIndex(types: string[]): Promise<void> {
  await must('PUT', `/${index}`, { settings, mappings, aliases })
  await must('PUT', `/${index}/_doc/1?refresh=true`, { title: 'Émile', year: 1762 })
  const dumpType = (type: string) => {
    const output = join(dump, `${index}.${type}.json`.replace('.data.', '.'))
    return elasticdump(`--type=${type}`, `--input=${opensearchUrl()}/${index}`, `--output=${output}`)
  }
  await Promise.all(types.map(dumpType))
  await cleanUp(start)
}

/** Makes them, dumps each with elasticdump, and deletes them. @returns what the cluster said of them */
async function dumpCluster(types: string[]): Promise<Record<string, unknown>> {
  for (const type of ['script', 'component_template', 'index_template', 'template'])
    await must('PUT', CLUSTER[type]?.path ?? '', CLUSTER[type]?.body)
  const dumpType = (type: string) => {
    const name = CLUSTER[type]?.path.split('/').at(-1)
    const output = join(dump, `cluster.${type}.json`)
    return elasticdump(`--type=${type}`, `--input=${opensearchUrl()}/${name}`, `--output=${output}`)
  }
  await Promise.all(types.map(dumpType))
  const before = await inCluster()
  await deleteFromCluster()
  return before
}

async function inCluster(): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {}
  for (const [type, { path }] of Object.entries(CLUSTER)) {
    const { status, body } = await request('GET', path)
    found[type] = status === 200 ? body : status
  }
  return found
}

describe('templates and scripts', () => {
  it('come back as they were, whatever order `types` has', async () => {
    const types = ['index_template', 'template', 'component_template', 'script']
    const before = await dumpCluster(types)
    expect(before.index_template).toBeTypeOf('object')

    const run = await runAction({ dump, types: types.join('\n') })
    expect(run.code, run.log).toBe(0)
    expect(await inCluster()).toEqual(before)
    expect(run.outputs).toMatchObject({ status: 'restored', indices: '[]', documents: '0' })
    expect(run.report?.clusterSteps.map(({ type, status }) => [type, status])).toEqual([
      ['script', 'ok'],
      ['component_template', 'ok'],
      ['index_template', 'ok'],
      ['template', 'ok'],
    ])
  })

  it('are restored each alone, and nothing that was not asked for', async () => {
    const before = await dumpCluster(['template', 'script'])
    const run = await runAction({ dump, types: 'script' })
    expect(run.code, run.log).toBe(0)
    expect(await inCluster()).toEqual({
      script: before.script,
      component_template: 404,
      index_template: 404,
      template: 404,
    })
    expect(run.report?.notRestored).toEqual([{ type: 'template', indices: ['cluster'] }])
  })

  it('fail with the reason of the cluster, and hurt nothing else', async () => {
    await dumpCluster(['index_template', 'template'])
    await dumpIndex(['settings', 'mapping', 'data'])
    const run = await runAction({ dump, types: 'index_template,template,analyzer,mapping,data' })
    expect(run.code).toBe(1)
    expect(run.outputs).toMatchObject({ status: 'failed', verified: 'false', documents: '1' })
    expect(run.annotations).toEqual([
      {
        title: `Restore of index_template ${start}whole failed`,
        message: expect.stringMatching(
          new RegExp(`component templates \\[${start}part\\] that do not exist`),
        ),
      },
    ])
    expect(await inCluster()).toMatchObject({ index_template: 404, template: expect.any(Object) })
    expect((await clusterState(index))[index]).toMatchObject({ count: 1 })
  })

  it('are policies too: new ones, and in the place of those that are there', async () => {
    const plugin = new PoliciesStandIn()
    await plugin.start()
    try {
      const states = [{ name: 'hot', actions: [], transitions: [] }]
      const policy = { description: 'as dumped', default_state: 'hot', states, ism_template: null }
      const names = [`${start}new`, `${start} ü/old`]
      for (const name of names) plugin.policies.set(name, { policy, _seq_no: 7 })
      const output = `--output=${join(dump, 'cluster.policy.json')}`
      await elasticdump('--type=policy', `--input=${plugin.url}/`, output)
      plugin.policies.clear()
      plugin.policies.set(names[1] ?? '', { policy: { description: 'old' }, _seq_no: 3 })

      const inputs = { dump, types: 'policy', uri: plugin.url }
      const planned = await runAction({ ...inputs, 'dry-run': 'true' })
      expect(planned.outputs.status, planned.shown).toBe('planned')
      const run = await runAction(inputs)
      expect(run.code, run.log).toBe(0)
      expect(run.report?.clusterSteps.map(({ name, status }) => [name, status])).toEqual(
        names.map((name) => [name, 'ok']),
      )
      expect([...plugin.policies.keys()].sort()).toEqual([...names].sort())
      for (const held of plugin.policies.values()) expect(held.policy).toEqual(policy)
    } finally {
      await plugin.stop()
    }
  })

  it('fail for a policy where the cluster has no such plugin', async () => {
    const policy = { policy: { description: 'x', default_state: 'a', states: [] }, _id: `${start}policy` }
    await writeFile(
      join(dump, `${start}policies.json`),
      JSON.stringify(JSON.stringify({ policies: [policy] })),
    )
    const run = await runAction({ dump, types: 'policy' })
    expect(run.code).toBe(1)
    expect(run.outputs).toMatchObject({ status: 'failed' })
    expect(run.annotations).toEqual([
      {
        title: `Restore of policy ${start}policy failed`,
        message: expect.stringContaining(`no handler found for uri [/_plugins/_ism/policies/${start}policy`),
      },
    ])
    expect(run.summary).toContain(`${start}policy`)
  })
})

describe('the types of an index', () => {
  it.each<[string, string[], object]>([
    ['settings', ['settings'], { 'index.refresh_interval': '3s', 'index.number_of_shards': '2' }],
    ['analyzer', ['settings'], { 'index.analysis.analyzer.folded.tokenizer': 'keyword' }],
    ['analyzer', ['analyzer', 'data'], { 'index.analysis.analyzer.folded.tokenizer': 'keyword' }],
    ['index', ['index'], { 'index.refresh_interval': '3s', 'index.number_of_shards': '2' }],
  ])('`%s` alone makes the index from its %s file', async (type, files, expected) => {
    await dumpIndex(files)
    const run = await runAction({ dump, types: type })
    expect(run.code, run.log).toBe(0)
    const state = (await clusterState(index))[index]
    expect(state?.settings).toMatchObject(expected)
    if (type === 'analyzer') expect(state?.settings).not.toHaveProperty(['index.refresh_interval'])
    expect(state).toMatchObject({
      count: 0,
      ...(type === 'index' ? { mappings, aliases } : { mappings: {} }),
    })
  })

  it('`mapping` alone makes the index', async () => {
    await must('PUT', `/${index}`, { mappings: { properties: { year: { type: 'short' } } } })
    const output = join(dump, `${index}.mapping.json`)
    await elasticdump('--type=mapping', `--input=${opensearchUrl()}/${index}`, `--output=${output}`)
    await cleanUp(start)
    const run = await runAction({ dump, types: 'mapping' })
    expect(run.code, run.log).toBe(0)
    expect((await clusterState(index))[index]).toMatchObject({
      count: 0,
      mappings: { properties: { year: { type: 'short' } } },
    })
  })

  it('`alias` alone adds to an index that exists, whatever `if-exists` says, and needs one', async () => {
    await dumpIndex(['alias'])
    const missing = await runAction({ dump, types: 'alias' })
    expect(missing.code).toBe(1)
    expect(missing.outputs).toMatchObject({ status: 'failed' })
    expect(missing.annotations).toMatchObject([{ message: expect.stringContaining(`index ${index}`) }])
    expect(await clusterState(`${start}*`)).toEqual({})

    await must('PUT', `/${index}`, { aliases: { [`${start}own`]: {} }, settings: { number_of_replicas: 0 } })
    await must('PUT', `/${index}/_doc/2?refresh=true`, { year: 2000 })
    const before = (await clusterState(index))[index]
    const run = await runAction({ dump, types: 'alias' })
    expect(run.code, run.log).toBe(0)
    expect((await clusterState(index))[index]).toEqual({
      ...before,
      aliases: { ...aliases, [`${start}own`]: {} },
    })
  })
})

it('an alias that the cluster refuses fails its index, which is removed', async () => {
  await dumpIndex(['settings', 'alias', 'data'])
  await must('PUT', `/${start}shelf`)
  const run = await runAction({ dump, types: 'all' })
  expect(run.code).toBe(1)
  expect(run.annotations).toEqual([
    {
      title: `Restore of ${index} failed`,
      message: expect.stringMatching(/an index exists with the same name as the alias.*\nFree the name/),
    },
  ])
  expect(Object.keys(await clusterState(`${start}*`))).toEqual([`${start}shelf`])
})

it('every type is restored, under templates that the same dump brings', async () => {
  await dumpIndex(['settings', 'analyzer', 'mapping', 'alias', 'data'])
  const before = await dumpCluster(Object.keys(CLUSTER))
  // By the example of the README, which names them all.
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8')
  const [, example = ''] = /^## Types\n[\s\S]*?```yaml\n([\s\S]*?)```/m.exec(readme) ?? []
  const { uri: _, ...inputs } = (parse(example) as { with: Record<string, string> }).with
  const run = await runAction({ ...inputs, dump, verify: 'full' })
  expect(run.code, run.log).toBe(0)
  expect(run.outputs).toMatchObject({ status: 'restored', verified: 'true', documents: '1' })
  expect(run.report?.notRestored).toEqual([])
  expect(await inCluster()).toEqual(before)
  // What the index template adds stays, beside all of the dump's.
  expect((await clusterState(index))[index]).toMatchObject({
    count: 1,
    settings: { 'index.refresh_interval': '3s', 'index.max_result_window': '20000' },
    mappings: { properties: { ...mappings.properties, added: { type: 'keyword' } } },
    aliases: { ...aliases, [`${start}of-template`]: {} },
  })
})
