import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Recipe, type RecipeRun, runRecipe } from '../support/act.js'
import { ELASTICDUMP_BIN } from '../support/elasticdump.js'
import { cleanUp, opensearchUrl, request } from '../support/opensearch.js'

const EXAMPLE = {
  'recipe-example-countries': 252,
  'recipe-example-emoji-17.0': 1914,
  'recipe-example-languages': 185,
}
const ALL = 2351
const OPENSEARCH_URI = () => ({ OPENSEARCH_URI: opensearchUrl() })

afterEach(async () => {
  await cleanUp('pr-7')
  await cleanUp('recipe-')
})

/** The outputs of a workflow whose every step of the action succeeded, one of them alone. */
function onlyOutputs(run: RecipeRun): Record<string, string> {
  expect(run.code, run.log).toBe(0)
  expect(run.outputs).toHaveLength(1)
  return run.outputs[0] ?? {}
}

async function counts(start: string): Promise<Record<string, number>> {
  const { text } = await request('GET', `/_cat/indices/${start}*?format=json&h=index`)
  const found: Record<string, number> = {}
  for (const { index } of JSON.parse(text) as { index: string }[])
    found[index] = Number((await request('GET', `/${index}/_count`)).body.count)
  return found
}

describe('preview-environment.yml', () => {
  const pullRequest = (action: string, number: number) => ({
    name: 'preview-environment.yml',
    event: 'pull_request',
    payload: { action, number, pull_request: { number, head: { repo: { fork: false } } } },
    secrets: OPENSEARCH_URI(),
  })

  it('seeds a preview, again with each push, and removes it with the pull request, and no other', async () => {
    const named = Object.fromEntries(Object.entries(EXAMPLE).map(([name, count]) => [`pr-7-${name}`, count]))
    const first = onlyOutputs(await runRecipe(pullRequest('opened', 7)))
    expect(first).toMatchObject({ status: 'restored', verified: 'true', documents: String(ALL) })
    expect(await counts('pr-7-')).toEqual(named)
    const second = onlyOutputs(await runRecipe(pullRequest('synchronize', 7)))
    expect(JSON.parse(second.indices ?? '').map(({ action }: { action: string }) => action)).toEqual(
      Object.keys(EXAMPLE).map(() => 'replaced'),
    )
    await request('PUT', '/pr-77-example')
    const closed = await runRecipe(pullRequest('closed', 7))
    expect(closed.code, closed.log).toBe(0)
    expect(closed.outputs).toEqual([])
    expect(await counts('pr-7')).toEqual({ 'pr-77-example': 0 })
  })
})

it('staging-every-night.yml replaces what is there, and changes documents on their way', async () => {
  await request('PUT', '/recipe-example-languages/_doc/old?refresh', { name: 'of yesterday' })
  const mask = `export default (document) => {
    if ('name' in document.source) document.source.name = 'masked'
    return document
  }`
  const recipe = {
    name: 'staging-every-night.yml',
    event: 'workflow_dispatch',
    secrets: { STAGING_URI: opensearchUrl() },
    files: { '.github/mask.mjs': mask },
  }
  const outputs = onlyOutputs(
    await runRecipe({ ...recipe, vars: { STAGING_HOST: new URL(opensearchUrl()).hostname } }),
  )
  expect(outputs).toMatchObject({ status: 'restored', verified: 'true' })
  expect(await counts('recipe-example-')).toEqual(EXAMPLE)
  const { body } = await request(
    'GET',
    '/recipe-example-languages/_search?q=name:masked&track_total_hits=true&size=0',
  )
  expect((body.hits as { total: { value: number } }).total.value).toBe(EXAMPLE['recipe-example-languages'])

  const elsewhere = await runRecipe({ ...recipe, vars: { STAGING_HOST: 'staging.example.org' } })
  expect(elsewhere.code).not.toBe(0)
  expect(elsewhere.log).toContain('allows no restore into 127.0.0.1')
})

it('large-dump.yml restores each index by one of its jobs', async () => {
  const template = { index_template: { index_patterns: ['recipe-*'], template: { settings: {} } } }
  const files = {
    'backups/last-night/shop.index_template.json': JSON.stringify(
      JSON.stringify({ index_templates: [{ name: 'recipe-large', ...template }] }),
    ),
  }
  const run = await runRecipe({
    name: 'large-dump.yml',
    event: 'workflow_dispatch',
    secrets: OPENSEARCH_URI(),
    files,
  })
  expect(run.code, run.log).toBe(0)
  expect(run.outputs).toHaveLength(9)
  expect(run.outputs.map(({ status }) => status)).toEqual(run.outputs.map(() => 'restored'))
  const restored = run.outputs.flatMap(({ indices }) => JSON.parse(indices ?? '[]') as { name: string }[])
  expect(restored.map(({ name }) => name).sort()).toEqual(Object.keys(EXAMPLE))
  expect(await counts('recipe-example-')).toEqual(EXAMPLE)
  expect((await request('DELETE', '/_index_template/recipe-large')).status).toBe(200)
})

it('cluster-to-cluster.yml copies what matches, and compares all of it', async () => {
  const lines = [1, 2, 3].map((n) => `{"index":{"_id":"${n}"}}\n{"n":${n}}\n`).join('')
  await request('POST', '/recipe-from-a/_bulk?refresh', lines)
  await request('PUT', '/recipe-other')
  const renamed =
    'types: settings,analyzer,mapping,data,alias\n          rename-pattern: from\n          rename-replacement: to'
  const run = await runRecipe({
    name: 'cluster-to-cluster.yml',
    event: 'workflow_dispatch',
    payload: { inputs: { match: '^recipe-from' } },
    secrets: { PRODUCTION_URI: opensearchUrl(), STAGING_URI: opensearchUrl() },
    vars: { STAGING_HOST: '127.0.0.1' },
    // The test has one cluster for both.
    instead: { 'types: settings,analyzer,mapping,data,alias': renamed },
  })
  expect(onlyOutputs(run)).toMatchObject({ status: 'restored', verified: 'true', documents: '3' })
  expect(await counts('recipe-')).toEqual({ 'recipe-from-a': 3, 'recipe-other': 0, 'recipe-to-a': 3 })
})

it('from-another-job.yml takes a dump with elasticdump, and restores it', async () => {
  const shared = await mkdtemp(join(process.env.TEST_FOLDER ?? tmpdir(), 'artifact-'))
  const names = ['recipe-orders', 'recipe-products']
  for (const name of names) await request('PUT', `/${name}/_doc/1?refresh`, { of: name })
  const run = await runRecipe({
    name: 'from-another-job.yml',
    event: 'workflow_dispatch',
    secrets: { PRODUCTION_PASSWORD: 'of nobody', STAGING_URI: opensearchUrl() },
    vars: { PRODUCTION_URL: opensearchUrl() },
    instead: { 'shop.orders shop.products': names.join(' ') },
    without: ['Install elasticdump'],
    steps: {
      'actions/upload-artifact': `cp -R dump '${shared}/'`,
      'actions/download-artifact': `cp -R '${shared}/dump' .`,
    },
    path: ELASTICDUMP_BIN,
  })
  expect(onlyOutputs(run)).toMatchObject({ status: 'restored', verified: 'true', documents: '2' })
  for (const name of names) {
    expect((await request('GET', `/${name}/_doc/1`)).body._source).toEqual({ of: name })
    expect((await request('HEAD', `/_alias/${name}`)).status).toBe(200)
  }
})

describe('prove-last-nights-backup.yml', () => {
  let kept: string
  beforeAll(async () => {
    kept = await mkdtemp(join(process.env.TEST_FOLDER ?? tmpdir(), 'kept-'))
    // Stands for GitHub's command line, and keeps what it is asked.
    const gh = `#!/bin/sh\necho "$@" > '${kept}/asked'\ncp issue.md '${kept}/issue.md'\n`
    await writeFile(join(kept, 'gh'), gh, { mode: 0o755 })
  })
  afterAll(() => rm(kept, { recursive: true, force: true }))

  const night = (changes: Partial<Recipe> = {}) =>
    runRecipe({
      name: 'prove-last-nights-backup.yml',
      event: 'workflow_dispatch',
      vars: { EXPECTED_INDICES: 'recipe-example-*' },
      // What is proven is the recipe, three times: with the quicker engine.
      instead: {
        'http://127.0.0.1:9200': opensearchUrl(),
        'types: all': 'types: all\n          engine: native',
      },
      steps: {
        'actions/cache/restore': `cp '${kept}/report.json' . || true`,
        'actions/cache/save': `cp report.json '${kept}/'`,
      },
      path: kept,
      ...changes,
    })

  it('compares each night with the last good one, and opens an issue where it fails', async () => {
    const first = await night()
    expect(onlyOutputs(first)).toMatchObject({ status: 'restored', verified: 'true', documents: String(ALL) })
    expect(first.log).not.toContain('Nothing changed since')
    await cleanUp('recipe-')
    // Deleted on purpose.
    const fewer = {
      'backups/last-night/recipe-example-languages.json': '{"_id":"de","_source":{"name":"German"}}\n',
    }
    const second = await night({ files: fewer, payload: { inputs: { 'max-shrink': '100' } } })
    expect(onlyOutputs(second)).toMatchObject({ status: 'restored', verified: 'true' })
    expect(second.log).toContain('1 with fewer documents')
    await cleanUp('recipe-')

    const lost = { ...fewer, 'backups/last-night/recipe-example-emoji-17.0.json': '' }
    const third = await night({ files: lost, event: 'schedule' })
    expect(third.code).not.toBe(0)
    expect(third.outputs[0]).toMatchObject({ status: 'failed' })
    expect(await counts('recipe-example-')).toEqual({})
    expect(await readFile(join(kept, 'asked'), 'utf8')).toContain('issue create --title Backup of')
    expect(await readFile(join(kept, 'issue.md'), 'utf8')).toMatch(
      /^- DUMP_SHRANK: 1 index .* `max-shrink` allows, 10 %:\n- recipe-example-emoji-17\.0: 1914 → 0 /m,
    )
    expect(JSON.parse(await readFile(join(kept, 'report.json'), 'utf8')).status).toBe('restored')
  })
})
