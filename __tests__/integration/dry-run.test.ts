import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ActionRun, runAction } from '../support/action.js'
import { createIndex, numbered, removeDumps, type Snapshot, snapshot, writeDump } from '../support/dumps.js'
import { cleanUp, prefix, request } from '../support/opensearch.js'
import { annotationOf, resultOf } from '../support/outcome.js'
import { startProxy } from '../support/proxy.js'

const start = prefix('dry')
const named = (name: string) => `${start}${name}`
const mapping = { properties: { n: { type: 'integer' } } }
const BROKEN = { analyzer: { a: { type: 'custom', tokenizer: 'standard', filter: ['no_such_filter'] } } }
const NO_COUNTS = { dump: null, indexed: null, rejected: null, cluster: null }

/** What the cluster was asked for that may change something. */
async function writes(inputs: Record<string, string>): Promise<{ run: ActionRun; writes: string[] }> {
  const proxy = await startProxy()
  const run = await runAction({ uri: `http://${proxy.host}`, 'dry-run': 'true', ...inputs })
  await proxy.close()
  const isReading = (line: string) => / (GET|HEAD) /.test(line) || /\/_simulate/.test(line)
  return { run, writes: proxy.seen.filter((line) => !isReading(line)) }
}

afterAll(async () => {
  await request('DELETE', `/_index_template/${start}t`)
  await cleanUp(start)
  await removeDumps()
})

describe('a dry run', () => {
  let before: Snapshot

  beforeAll(async () => {
    before = await createIndex(named('there'), numbered(3), { mappings: mapping })
  })

  it.each<[string, string, string]>([
    ['fail', 'create', '4'],
    ['skip', 'create', '4'],
    ['append', 'append', '4'],
    ['replace', 'replace', '4'],
    ['swap', 'swap', '4'],
  ])(
    'with if-exists %s says what would become of each index, and writes nothing',
    async (ifExists, action) => {
      const dump = await writeDump({
        [named('new')]: { data: numbered(4), mapping },
        [named('there')]: { data: numbered(5), mapping },
      })
      const { run, writes: written } = await writes({ dump, 'if-exists': ifExists, types: 'mapping,data' })
      expect(written).toEqual([])
      const isFailure = ifExists === 'fail'
      expect(run.code, run.shown).toBe(isFailure ? 1 : 0)
      expect(run.outputs).toMatchObject({
        status: isFailure ? 'failed' : 'planned',
        verified: 'false',
        documents: '0',
      })
      expect(run.outputs['elasticdump-version']).toBe('')
      const created = ifExists === 'swap' ? 'swap' : 'create'
      expect(resultOf(run, named('new'))).toMatchObject({
        action: 'planned',
        status: 'planned',
        documents: NO_COUNTS,
        planned: { action: created, documents: 4 },
      })
      const there = resultOf(run, named('there'))
      expect(there.documents).toEqual(NO_COUNTS)
      if (isFailure) expect(there).toMatchObject({ status: 'failed', failure: { code: 'INDEX_EXISTS' } })
      else if (ifExists === 'skip') expect(there.status).toBe('skipped')
      else expect(there.planned).toEqual({ action, documents: 5 })
      expect(run.summary).toContain(isFailure ? 'Dry run: the restore would fail' : 'nothing written')
      expect(await snapshot(named('there'))).toEqual(before)
      expect((await request('HEAD', `/${named('new')}`)).status).toBe(404)
    },
  )

  it('says what the cluster would refuse, and what of the dump is damaged', async () => {
    const dump = await writeDump({
      [named('filter')]: { data: numbered(1), mapping, analyzer: { analysis: BROKEN } },
      [named('field')]: { data: numbered(1), mapping: { properties: { n: { type: 'no_such_type' } } } },
      [named('setting')]: { data: numbered(1), settings: { no_such: { setting: 'x' } } },
      [named('fields')]: {
        data: numbered(1),
        mapping,
        settings: { mapping: { total_fields: { limit: 0 } } },
      },
      [named('cut')]: { data: '{"_id":"1","_source":{"n":', mapping },
      [named('good')]: { data: numbered(2), mapping },
    })
    const { run, writes: written } = await writes({ dump, types: 'settings,analyzer,mapping,data' })
    expect(written).toEqual([])
    expect(run.code).toBe(1)
    expect(run.annotations).toHaveLength(5)
    expect(annotationOf(run, named('filter'))).toContain('no_such_filter')
    expect(annotationOf(run, named('filter'))).toContain(`${named('filter')}.analyzer.json`)
    expect(annotationOf(run, named('field'))).toContain('No handler for type [no_such_type]')
    expect(annotationOf(run, named('setting'))).toContain('unknown setting [index.no_such.setting]')
    expect(annotationOf(run, named('fields'))).toMatch(/total fields.*raise it with `index-settings`/s)
    expect(annotationOf(run, named('cut'))).toContain('line 1: the file ends')
    expect(resultOf(run, named('good')).status).toBe('planned')
  })

  it('finds each template that the restore cannot put, and each index that would be another without', async () => {
    const fits = (name: string, more: object) => ({ index_patterns: [`${start}${name}*`], ...more })
    const stream = fits('stream', { data_stream: {}, priority: 4 })
    const streamed = [`/_index_template/${named('moved')}`, `/_data_stream/${named('stream')}`] as const
    // Below the other, and as it is in the cluster: its data streams are none of its business.
    const below = fits('st', { priority: 3, template: {} })
    const [under, maker, made] = [`/_index_template/${named('below')}`, ...streamed]
    for (const [path, body] of [[under, below], [maker, stream], [made]] as const) {
      const put = await request('PUT', path, body)
      expect(put.status, put.text).toBe(200)
    }
    const unknown = { settings: { 'index.no_such': 1 } }
    const field = (type: string) => ({ mappings: { properties: { n: { type } } } })
    const files: Record<string, Record<string, object>> = {
      component_template: {
        part: { template: { ...field('keyword'), settings: { 'index.number_of_shards': 2 } } },
        'bad-part': { template: unknown },
        'not-a-part': { template: {}, priority: 3 },
        'no-part': { version: 1 },
      },
      index_template: {
        whole: fits('whole', { composed_of: [named('part')], template: field('long') }),
        lacking: fits('lacking', { composed_of: [named('nowhere')] }),
        failing: fits('failing', { composed_of: [named('bad-part')], template: field('long') }),
        refused: fits('refused', { template: { ...unknown, ...field('long') } }),
        rival: fits('whole-*-', { priority: 0, template: {} }),
        'no-rival': fits('whole-*-', { priority: 1, template: {} }),
        below,
        moved: fits('elsewhere', { data_stream: {} }),
        Upper: fits('upper', { priority: 9, template: {} }),
      },
      template: {
        legacy: fits('old', { order: 1, settings: { number_of_shards: 1 } }),
        'bad-legacy': fits('old', unknown),
        'odd-legacy': fits('old', { settings: {}, _meta: {} }),
        patternless: { settings: {} },
      },
    }
    const written = Object.entries(files).map(([type, templates]) => {
      const bodies = Object.entries(templates).map(([name, body]) => [named(name), body])
      return [`cluster.${type}.json`, JSON.stringify(Object.fromEntries(bodies))]
    })
    written.push(['cluster.policy.json', JSON.stringify({ [named('policy')]: { policy: { states: [] } } })])
    const dump = await writeDump(
      {
        [named('whole-1')]: { data: numbered(1) },
        [named('refused-1')]: { data: numbered(1) },
        [named('refused-2')]: { data: numbered(1), mapping, settings: { number_of_replicas: '0' } },
        [named('failing-1')]: { data: numbered(1) },
      },
      Object.fromEntries(written),
    )
    const inputs = { dump, types: 'all' }
    const dry = await writes(inputs)
    expect(dry.writes).toEqual([])
    const run = await runAction(inputs)
    try {
      const failed = ({ report }: ActionRun) =>
        report?.clusterSteps
          .filter(({ status }) => status === 'failed')
          .map(({ name }) => name.slice(start.length))
      const all = [
        'bad-legacy',
        'bad-part',
        'failing',
        'lacking',
        'moved',
        'not-a-part',
        'no-part',
        'patternless',
        'odd-legacy',
        'policy',
        'refused',
        'rival',
        'Upper',
      ]
      expect(failed(dry.run)?.sort()).toEqual(all.sort())
      expect(failed(run)?.sort()).toEqual(all.sort())
      for (const one of [dry.run, run]) {
        const bad = one.report?.indices.filter(({ status }) => status === 'failed').map(({ name }) => name)
        expect(bad).toEqual([named('failing-1'), named('refused-1')])
        expect(annotationOf(one, named('refused-1'))).toContain(
          `the index_template ${named('refused')} failed, which alone brings its settings, mappings`,
        )
        const told = `The index_template ${named('refused')} failed, which is for ${named('refused-2')} as well`
        expect(one.report?.warnings).toEqual([expect.stringContaining(told)])
        expect(one.shown).toContain(`note: ${told}`)
      }
      expect((await request('HEAD', `/${named('refused-1')}`)).status).toBe(404)
      expect((await request('GET', `/${named('whole-1')}/_mapping`)).text).toContain('"n":{"type":"long"}')
    } finally {
      await request('DELETE', streamed[1])
      for (const type of ['index_template', 'component_template', 'template'])
        await request('DELETE', `/_${type}/${start}*`)
    }
  })

  it('takes a template that is there already for the one that its new form takes the place of', async () => {
    const template = { index_patterns: [`${start}y*`], priority: 3, template: { settings: {} } }
    const put = await request('PUT', `/_index_template/${start}t`, template)
    expect(put.status, put.text).toBe(200)
    const list = { index_templates: [{ name: `${start}t`, index_template: template }] }
    const files = { [`${named('with')}.index_template.json`]: JSON.stringify(JSON.stringify(list)) }
    const dump = await writeDump({ [named('again')]: { data: numbered(1), mapping } }, files)
    const { run } = await writes({ dump, types: 'index_template,mapping,data' })
    expect(run.outputs.status, run.shown).toBe('planned')
  })

  it('says which alias is an index in the cluster', async () => {
    const dump = await writeDump({
      [named('clashing')]: { data: numbered(2), mapping, alias: { [named('there')]: {} } },
    })
    const { run, writes: written } = await writes({ dump, types: 'mapping,data,alias' })
    expect(written).toEqual([])
    expect(run.outputs.status, run.shown).toBe('failed')
    expect(resultOf(run, named('clashing')).failure?.code).toBe('NAMES_CLASH')
    expect(annotationOf(run, named('clashing'))).toContain(`cannot have the alias ${named('there')}`)
  })

  it('says which alias no alias can be', async () => {
    const dump = await writeDump({ [named('odd')]: { data: numbered(2), alias: { 'Bad Alias,': {} } } })
    const { run } = await writes({ dump, types: 'data,alias' })
    expect(resultOf(run, named('odd')).failure?.code).toBe('INDEX_NAME_INVALID')
    expect(annotationOf(run, named('odd'))).toContain('"Bad Alias," is no name for an alias')
  })

  it('says which field an index that exists has with another type', async () => {
    const properties = { n: { type: 'keyword' }, new: { type: 'keyword' } }
    const dump = await writeDump({ [named('there')]: { data: numbered(2), mapping: { properties } } })
    const inputs = { dump, types: 'mapping,data', 'if-exists': 'append' }
    const { run, writes: written } = await writes(inputs)
    expect(written).toEqual([])
    expect(run.outputs.status, run.shown).toBe('failed')
    const message = annotationOf(run, named('there'))
    expect(message).toContain('`n.type`: "keyword" in the dump, "integer" in the cluster')
    expect(message).not.toContain('`new')
    // And so it is.
    expect((await runAction(inputs)).outputs.status).toBe('failed')
  })

  it('installs nothing', async () => {
    const dump = await writeDump({ [named('state')]: { data: numbered(2), mapping } })
    const env = { RUNNER_TOOL_CACHE: join(dump, 'no-cache') }
    const run = await runAction({ dump, 'dry-run': 'true', types: 'mapping,data' }, { env })
    expect(run.outputs.status, run.shown).toBe('planned')
    await expect(readdir(env.RUNNER_TOOL_CACHE)).rejects.toThrow('ENOENT')
  })
})
