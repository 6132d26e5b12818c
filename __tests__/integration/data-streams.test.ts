// Dumps that the real elasticdump and multielasticdump made of data streams, and what becomes of them.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { ENGINES, runAction } from '../support/action.js'
import { dataLines, documentsOf, numbered, removeDumps, writeDump } from '../support/dumps.js'
import { elasticdump, multielasticdump } from '../support/elasticdump.js'
import { attempt, holdAt, isBulk } from '../support/held-run.js'
import { HURRY } from '../support/hurry.js'
import { restoreInterrupted } from '../support/interrupted.js'
import { cleanUp, cleanUpDataStreams, opensearchUrl, prefix, request } from '../support/opensearch.js'
import { annotationOf, expectFailed, expectRestored, resultOf } from '../support/outcome.js'

const start = prefix('streams')
const stream = `${start}logs`
const TEMPLATE = {
  index_patterns: [`${start}*`],
  data_stream: {},
  priority: 200,
  template: {
    settings: { number_of_replicas: 0, refresh_interval: '7s' },
    mappings: { properties: { level: { type: 'keyword' } } },
  },
}
const MAPPING = {
  _data_stream_timestamp: { enabled: true },
  properties: {
    '@timestamp': { type: 'date' },
    host: { type: 'ip' },
    level: { type: 'keyword' },
    n: { type: 'long' },
  },
}
const ANALYSIS = { analyzer: { a: { type: 'custom', tokenizer: 'keyword' } } }
const line = (n: number) => ({ '@timestamp': `2026-01-0${1 + (n % 9)}T06:54:00Z`, level: 'info', n })
const LINES = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`line-${n}`, line(n)]))

/** By the stream's name, by its two indexes' names, and its template, each as the real tool writes it. */
let byName = ''
let byIndex = ''

beforeAll(async () => {
  byName = await mkdtemp(join(tmpdir(), 'stream-'))
  byIndex = await mkdtemp(join(tmpdir(), 'streams-'))
  await putTemplate()
  await must('PUT', `/_data_stream/${stream}`)
  // What only the indexes have, and the template does not.
  await must('PUT', `/${stream}/_settings`, { index: { max_result_window: 20_000 } })
  await write(Object.entries(LINES).slice(0, 60))
  await must('POST', `/${stream}/_rollover`)
  await must('PUT', `/${stream}/_mapping`, { properties: { host: { type: 'ip' } } })
  await must('PUT', `/${stream}/_settings`, { index: { max_result_window: 20_000 } })
  await write(Object.entries(LINES).slice(60))
  const input = `--input=${opensearchUrl()}/${stream}`
  const dumpType = (type: string, from = input) =>
    elasticdump(`--type=${type}`, from, `--output=${join(byName, `${stream}.${type}.json`)}`)
  await Promise.all([
    ...['data', 'index'].map((type) => dumpType(type)),
    dumpType('index_template', `--input=${opensearchUrl()}/${start}template`),
    multielasticdump(
      '--direction=dump',
      `--match=^\\.ds-${stream}`,
      `--input=${opensearchUrl()}`,
      `--output=${byIndex}`,
      '--includeType=data,mapping,settings',
      '--interval=100',
    ),
  ])
  await clear()
})
afterEach(clear)
afterAll(async () => {
  for (const folder of [byName, byIndex]) await rm(folder, { recursive: true, force: true })
  await removeDumps()
})

async function clear(): Promise<void> {
  await cleanUpDataStreams(start)
  await cleanUp(start)
}

async function must(method: string, path: string, body?: object | string): Promise<void> {
  const { status, text } = await request(method, path, body)
  expect(status, text).toBeLessThan(300)
}

async function write(documents: [string, object][], to = stream): Promise<void> {
  const lines = documents.map(([_id, source]) => `{"create":{"_id":"${_id}"}}\n${JSON.stringify(source)}\n`)
  const { body, text } = await request('POST', `/${to}/_bulk?refresh=true`, lines.join(''))
  expect(body.errors, text).toBe(false)
}

async function putTemplate(): Promise<void> {
  await must('PUT', `/_index_template/${start}template`, TEMPLATE)
}

interface Stream {
  documents: Record<string, object>
  generation: number
  settings: Record<string, unknown>
  mappings: unknown
}

/** @returns undefined where there is none of that name */
async function streamState(name: string): Promise<Stream | undefined> {
  const { body } = await request('GET', `/_data_stream/${name}`)
  const [found] = (body.data_streams ?? []) as { generation: number; indices: { index_name: string }[] }[]
  if (!found) return undefined
  const index = found.indices.at(-1)?.index_name ?? ''
  const flat = await request('GET', `/${index}/_settings?flat_settings=true`)
  const { settings } = flat.body[index] as Pick<Stream, 'settings'>
  const { mappings } = (await request('GET', `/${index}/_mapping`)).body[index] as Pick<Stream, 'mappings'>
  return { documents: await documentsOf(name), generation: found.generation, settings, mappings }
}

/** Whole, as it was dumped, and without a trace of the restore. */
async function expectWhole(name: string): Promise<void> {
  const state = await streamState(name)
  expect(state).toMatchObject({ documents: LINES, generation: 1, mappings: MAPPING })
  expect(state?.mappings).toEqual(MAPPING)
  const own = Object.entries(state?.settings ?? {}).filter(([key]) => !/uuid|version|_date|_name/.test(key))
  expect(Object.fromEntries(own)).toEqual({
    'index.hidden': 'true',
    'index.max_result_window': '20000',
    'index.number_of_replicas': '0',
    'index.number_of_shards': '1',
    'index.refresh_interval': '7s',
    'index.replication.type': 'DOCUMENT',
  })
}

const WHOLE = { documents: { dump: 100, indexed: 100, rejected: 0, cluster: 100 } }

describe('a data stream', () => {
  it.each(ENGINES)(
    'comes back from the files of its indexes, with its template, by the example of the README: %s',
    async (engine) => {
      expect((await readdir(byIndex)).filter((name) => /00000\d\.json$/.test(name))).toEqual([
        `.ds-${stream}-000001.json`,
        `.ds-${stream}-000002.json`,
      ])
      await writeFile(
        join(byIndex, 'cluster.index_template.json'),
        await readFile(join(byName, `${stream}.index_template.json`)),
      )
      const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8')
      const [, section = ''] = readme.split('## Data streams\n')
      const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(section) ?? []
      const { uri: _, ...inputs } = (parse(example) as { with: Record<string, string> }).with
      const run = await runAction({ ...inputs, engine, dump: byIndex, verify: 'full', 'batch-size': '2kb' })
      expectRestored(run)
      const whole = { source: stream, action: 'created', verified: true, ...WHOLE }
      expect(resultOf(run, stream)).toMatchObject(whole)
      expect(run.report?.warnings).toEqual([])
      await expectWhole(stream)
    },
  )

  it('comes back from its own files under another name, where one is that nothing was written to', async () => {
    await putTemplate()
    await must('PUT', `/_data_stream/${stream}-copy`)
    const renamed = { 'rename-pattern': '(.+)', 'rename-replacement': '$1-copy' }
    const inputs = { dump: byName, types: 'index,data', ...renamed }
    const planned = await runAction({ ...inputs, 'dry-run': 'true' })
    expect(planned.code, planned.shown).toBe(0)
    expect((await streamState(`${stream}-copy`))?.documents).toEqual({})
    expectRestored(await runAction(inputs))
    await expectWhole(`${stream}-copy`)
  })

  it('becomes an index where no template fits its name, and says so', async () => {
    const run = await runAction({ dump: byIndex, types: 'mapping,data', verify: 'full' })
    expectRestored(run)
    expect(run.report?.warnings).toEqual([
      expect.stringContaining(`${stream} is a data stream in the dump, and is restored as an index`),
    ])
    expect(Object.keys((await request('GET', `/${stream}`)).body)).toEqual([stream])
    expect(await documentsOf(stream)).toEqual(LINES)
  })
})

describe('a file of one index behind a data stream, alone', () => {
  const GUESSES = 'The dump has no mapping: the cluster guesses the types of the fields from the documents.'
  const ALONE = { [`.ds-${stream}-000001.json`]: dataLines(`.ds-${stream}-000001`, LINES) }

  it('becomes an index where no template fits its name, and says so', async () => {
    const run = await runAction({ dump: await writeDump({}, ALONE) })
    expectRestored(run)
    expect(run.report?.warnings).toEqual([
      'The dump has no analyzer file; none is restored.',
      expect.stringContaining(`${stream} is a data stream in the dump, and is restored as an index`),
      GUESSES,
    ])
  })

  it('becomes the data stream where one does, and nothing is guessed where the template maps it', async () => {
    const dump = await writeDump({}, ALONE)
    const { template: _, ...unmapped } = TEMPLATE
    await must('PUT', `/_index_template/${start}template`, unmapped)
    const planned = await runAction({ dump, 'dry-run': 'true' })
    expect(planned.report?.warnings).toContain(GUESSES)
    await putTemplate()
    // One that nothing was written to is as good as none.
    await must('PUT', `/_data_stream/${stream}`)
    const run = await runAction({ dump })
    expectRestored(run)
    expect(run.report?.warnings).toEqual(['The dump has no analyzer file; none is restored.'])
    expect(await streamState(stream)).toMatchObject({ documents: LINES })
  })
})

describe('a data stream that exists', () => {
  it('is left as it is with if-exists: skip and replace', async () => {
    await putTemplate()
    await must('PUT', `/_data_stream/${stream}`)
    await write([['mine', line(7)]])
    const inputs = { dump: byName, types: 'index,data' }
    const [skipped, replaced] = await Promise.all([
      runAction({ ...inputs, 'if-exists': 'skip' }),
      runAction({ ...inputs, 'if-exists': 'replace' }),
    ])
    expect(resultOf(skipped, stream).status).toBe('skipped')
    expectFailed(replaced)
    expect(resultOf(replaced, stream).action).toBe('replaced')
    expect(annotationOf(replaced, stream)).toMatch(`data stream ${stream} exists`)
    expect(annotationOf(replaced, stream)).toContain(`DELETE /_data_stream/${stream}`)
    expect(await streamState(stream)).toMatchObject({ documents: { mine: line(7) }, generation: 1 })
  })

  it.each(ENGINES)('gets what it lacks with if-exists: append, and keeps what it has: %s', async (engine) => {
    await putTemplate()
    await must('PUT', `/_data_stream/${stream}`)
    await write([...Object.entries(LINES).slice(0, 30), ['mine', line(7)]])
    // Under an id that an older index of it has, one more would be taken.
    await must('POST', `/${stream}/_rollover`)
    const inputs = { types: 'mapping,data', 'if-exists': 'append', engine }
    const dumped = await writeDump({ [stream]: { data: LINES, mapping: MAPPING } })
    const run = await runAction({ ...inputs, dump: dumped })
    expectRestored(run)
    const documents = { dump: 100, indexed: 100, rejected: 0, cluster: 101 }
    expect(resultOf(run, stream)).toMatchObject({ action: 'appended', verified: true, documents })
    expect((await request('GET', `/${stream}/_count`)).body.count).toBe(101)
    expect((await streamState(stream))?.documents).toEqual({ ...LINES, mine: line(7) })

    const other = { ...LINES, 'line-3': line(4), 'line-80': line(5), new: line(6) }
    const dump = await writeDump({ [stream]: { data: other, mapping: MAPPING } })
    const refused = await runAction({ ...inputs, dump, verify: 'full', 'max-rejected': '1' })
    expect(annotationOf(refused, stream)).toMatch(
      /rejected 2 documents of data stream .*\nA data stream takes each document once\./,
    )
    if (engine === 'native') {
      const mapping = { properties: { level: { type: 'long' } } }
      const unlike = await writeDump({ [stream]: { data: LINES, mapping } })
      const planned = await runAction({ ...inputs, dump: unlike, 'dry-run': 'true' })
      expect(annotationOf(planned, stream)).toMatch(
        /^INDEX_DIFFERS: data stream .*\nChange its index template and roll it over/,
      )
    }
    const allowed = await runAction({ ...inputs, dump, verify: 'full', 'max-rejected': '2' })
    expectRestored(allowed)
    const { rejections, verified } = resultOf(allowed, stream)
    expect(verified).toBe(false)
    expect(rejections.map(({ id, status, line }) => [id, status, line])).toEqual([
      ['line-3', 409, 4],
      ['line-80', 409, 81],
    ])
    expect((await streamState(stream))?.documents).toEqual({ ...LINES, mine: line(7), new: line(6) })
  })
})

describe('data streams of one dump', () => {
  const named = (name: string) => start + name

  it.each(ENGINES)('fail one by one, with what the cluster says, and leave nothing: %s', async (engine) => {
    await putTemplate()
    const dump = await writeDump({
      [named('resent')]: { data: LINES, mapping: MAPPING },
      [named('raced')]: { data: LINES, mapping: MAPPING },
      [named('no-time')]: { data: numbered(1), mapping: MAPPING },
      [named('shards')]: { data: LINES, settings: { number_of_shards: '3' } },
      [named('alias')]: { data: LINES, alias: { [named('other')]: {} } },
      [named('mapped')]: { data: LINES, mapping: { properties: { level: { type: 'long' } } } },
      [named('misfit')]: { data: dataLines('x', { odd: { ...line(1), n: 1, level: { no: 'keyword' } } }) },
      [named('analyzers')]: { data: LINES, analyzer: { analysis: ANALYSIS } },
      [named('twice')]: {
        data: dataLines('x', { same: line(1), other: line(2) }) + dataLines('x', { same: line(3) }),
      },
    })
    const happening = {
      [named('resent')]: { fault: 'late-answer' as const },
      // As many as are due, and one of them is somebody else's.
      [named('raced')]: { meanwhile: (name: string) => write([['line-99', line(4)]], name) },
    }
    const all = { dump, types: 'all', concurrency: '2', verify: 'counts', engine }
    const { run } = await restoreInterrupted(happening, all, HURRY)
    expectFailed(run)
    expect(annotationOf(run, named('no-time'))).toMatch(
      /@timestamp.*\nEvery document of a data stream needs one/,
    )
    expect(annotationOf(run, named('mapped'))).toMatch(
      /cannot be changed from type.*\nA data stream has this field from its index template, otherwise than .*mapped\.mapping\.json/,
    )
    expect(annotationOf(run, named('misfit'))).toContain(
      '\nA data stream has its mapping from its index template',
    )
    expect(annotationOf(run, named('analyzers'))).toMatch(
      /the index template of data stream .* has other analyzers than the dump.*\nChange the template/,
    )
    expect(annotationOf(run, named('shards'))).toContain('index.number_of_shards')
    expect(annotationOf(run, named('shards'))).toContain('change the template')
    expect(annotationOf(run, named('alias'))).toContain('takes no aliases')
    expect(annotationOf(run, named('raced'))).toContain('document line-99')
    for (const name of ['no-time', 'shards', 'alias', 'raced', 'mapped', 'misfit', 'analyzers'])
      expect(await streamState(named(name))).toBeUndefined()

    // Sent twice, as the first answer was lost: looked up whole.
    expect(resultOf(run, named('resent'))).toMatchObject({ verified: true, ...WHOLE })
    expect((await streamState(named('resent')))?.documents).toEqual(LINES)
    expect(resultOf(run, named('twice'))).toMatchObject({ verified: true, superseded: 1 })
    expect((await streamState(named('twice')))?.documents).toEqual({ same: line(3), other: line(2) })
  })
})

describe('a run that is killed', () => {
  it('leaves a marked data stream, which the next one removes; one that is alive keeps it', async () => {
    await putTemplate()
    const inputs = { dump: byName, types: 'index,data', 'batch-size': '2kb' }
    let bulks = 0
    const isLate = (asked: Parameters<typeof isBulk>[0]) => isBulk(asked) && ++bulks > 1
    const held = await holdAt(inputs, isLate, attempt('71'))
    const other = await runAction(inputs, { env: attempt('72') })
    expectFailed(other)
    expect(annotationOf(other, stream)).toContain('another run (71.1.')
    process.kill(held.pid, 'SIGKILL')
    await held.run
    expect((await streamState(stream))?.settings).toHaveProperty([
      'index.routing.allocation.exclude.restoring',
    ])
    const next = await runAction(inputs, { env: attempt('71', 2) })
    expectRestored(next)
    expect(next.shown).toContain(`Removing data stream ${stream}`)
    // What the killed run had sent comes only now.
    held.release()
    await held.close()
    await expectWhole(stream)
  })
})
