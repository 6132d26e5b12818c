import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { runAction } from '../support/action.js'
import { documentsOf, namesFrom, numbered, removeDumps, snapshot, writeDump } from '../support/dumps.js'
import { cleanUp, prefix, request } from '../support/opensearch.js'
import { annotationOf, expectFailed, expectRestored, resultOf } from '../support/outcome.js'

const start = prefix('outcome')
const named = (name: string) => start + name
const mapping = { properties: { n: { type: 'long' }, title: { type: 'text' } } }
const bad = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`bad-${i + 1}`, { n: `word ${i + 1}` }]))

afterEach(() => cleanUp(start))
afterAll(removeDumps)

describe('max-rejected', () => {
  it('lets the step succeed, not verified, and names them: ten in the summary, all in the report', async () => {
    const name = named('some')
    const dump = await writeDump({ [name]: { data: { ...numbered(2), ...bad(12) }, mapping } })
    const run = await runAction({ dump, 'max-rejected': '12' })
    expectRestored(run)
    expect(run.outputs).toMatchObject({ verified: 'false', rejected: '12', documents: '2' })
    expect(await documentsOf(name)).toEqual(numbered(2))

    const { documents, rejections, verified } = resultOf(run, name)
    expect(documents).toEqual({ dump: 14, indexed: 2, rejected: 12, cluster: 2 })
    expect(verified).toBe(false)
    expect(rejections).toHaveLength(12)
    for (const { id, file, line, status, reason } of rejections) {
      const number = Number(id.replace('bad-', ''))
      expect({ file, line, status }).toEqual({ file: `${name}.json`, line: 2 + number, status: 400 })
      expect(reason).toContain(`"word ${number}"`)
    }
    expect(rejections.map(({ line }) => line)).toEqual(rejections.map(({ line }) => line).sort(byNumber))
    expect(run.summary).toMatch(/^## ⚠️ Restored with 12 rejected documents within `max-rejected`/)
    expect(run.summary).toContain(
      `### Rejected documents: 12\n\n- **12** of \`${name}\`, such as \`bad-1\` at`,
    )
    expect(run.summary).toContain('<details><summary>10 of them, by id, file and line</summary>')
    expect(run.summary.match(/\| `bad-\d+` \|/g)).toHaveLength(10)
  })

  it('counts the indexes together, and spares those within it', async () => {
    const data = { ...numbered(2), ...bad(2) }
    const dump = await writeDump({
      [named('one')]: { data, mapping },
      [named('two')]: { data, mapping },
      [named('whole')]: { data: numbered(2), mapping },
    })
    const coloured = { NO_COLOR: '', GITHUB_ACTIONS: 'true' }
    const run = await runAction({ dump, 'max-rejected': '3', parallel: '1' }, { env: coloured })
    expectFailed(run)
    // What is folded away has ended, and the reason comes last.
    const plain = run.shown.replaceAll('\u001b', 'ESC').trimEnd()
    expect(plain.split('\n::endgroup::\n').at(-1)?.split('\n')).toEqual([
      expect.stringMatching(/^ESC\[2m {2}.+sESC\[0m$/),
      'ESC[31m❌ Restore failed: 1 of 3 indexesESC[0m',
      expect.stringMatching(/^::error title=Restore of .* failed::.*rejected 2 documents.*max-rejected/),
    ])
    expect(plain).toMatch(/^ESC\[32m\S+-whole: created, 2 documents in the index, .*sESC\[0m$/m)
    expect(run.outputs.rejected).toBe('4')
    expect(run.annotations).toHaveLength(1)
    expect(resultOf(run, named('one'))).toMatchObject({ status: 'ok', verified: false })
    expect(annotationOf(run, named('two'))).toContain('rejected 2 documents')
    expect(annotationOf(run, named('two'))).toContain('after 2 of other indexes')
    expect(resultOf(run, named('whole'))).toMatchObject({ status: 'ok', verified: true })
    expect(await namesFrom(start)).toEqual([named('one'), named('whole')])
  })
})

describe('verify', () => {
  const documents = { ...numbered(120) }

  it.each([
    ['none', 'false', []],
    ['counts', 'true', ['documents: 120 in the dump; 120 in the cluster']],
    [
      'sample',
      'true',
      [
        'documents: 120 in the dump; 120 in the cluster',
        'a sample: 100 documents looked up, all as in the dump',
      ],
    ],
    [
      'full',
      'true',
      [
        'documents: 120 in the dump; 120 in the cluster',
        'every document: 120 documents looked up, all as in the dump',
      ],
    ],
  ])('%s', async (verify, verified, details) => {
    const dump = await writeDump({ [named('docs')]: { data: documents, mapping } })
    const run = await runAction({ dump, verify })
    expectRestored(run)
    expect(run.outputs).toMatchObject({ verified, documents: '120' })
    const { checks } = resultOf(run, named('docs'))
    const told = checks.filter(({ name }) => name === 'counts' || name === 'documents')
    expect(told.map(({ detail }) => detail)).toEqual(details)
    expect(checks.some(({ name }) => name === 'mappings')).toBe(verify !== 'none')
    expect(await documentsOf(named('docs'))).toEqual(documents)
  })

  it.each([
    ['none', true],
    ['counts', true],
    ['sample', false],
    ['full', false],
  ])('%s, where the cluster keeps less of each document than the dump has', async (verify, isFine) => {
    const forgetful = { ...mapping, _source: { excludes: ['title'] } }
    const dump = await writeDump({
      [named('less')]: { data: numbered(3), mapping: forgetful },
      [named('whole')]: { data: numbered(3), mapping },
    })
    const run = await runAction({ dump, verify })
    expect(resultOf(run, named('whole')).status).toBe('ok')
    if (isFine) return expectRestored(run)
    expectFailed(run)
    expect(resultOf(run, named('less')).failure?.code).toBe('VERIFICATION_FAILED')
    const message = annotationOf(run, named('less'))
    expect(message).toContain('0 missing, 3 different')
    expect(message).toContain(
      `document 1 (${named('less')}.json, line 1): field \`title\`: "Title 1" in the dump`,
    )
    expect(run.summary).toContain('### Checks that failed')
    expect(await namesFrom(start)).toEqual([named('whole')])
  })
})

describe('types', () => {
  const name = named('all')
  const template = `${start}template`
  const words = { stop: { type: 'stop', stopwords: ['the'] } }
  const analysis = { filter: words, analyzer: { plain: { tokenizer: 'standard', filter: ['stop'] } } }
  const rich = { properties: { ...mapping.properties, title: { type: 'text', analyzer: 'plain' } } }
  const legacy = { [template]: { order: 0, index_patterns: [`${start}later-*`], mappings: mapping } }

  afterEach(() => request('DELETE', `/_template/${template}`))

  async function wholeDump(): Promise<string> {
    return await writeDump(
      {
        [name]: {
          data: numbered(4),
          mapping: rich,
          settings: { refresh_interval: '7s', number_of_replicas: '0', analysis },
          alias: { [named('alias')]: { filter: { term: { n: 1 } } } },
        },
      },
      { [`${name}.template.json`]: JSON.stringify(JSON.stringify(legacy)) },
    )
  }

  it('all restores every type that the dump has', async () => {
    const run = await runAction({ dump: await wholeDump(), types: 'all', verify: 'full' })
    expectRestored(run)
    expect(run.outputs.verified).toBe('true')
    expect(resultOf(run, name).types).toEqual(['settings', 'analyzer', 'mapping', 'data', 'alias'])
    expect(run.report?.clusterSteps).toMatchObject([{ type: 'template', name: template, status: 'ok' }])
    expect(run.report?.notRestored).toEqual([])

    const { definition, documents } = await snapshot(name)
    expect(definition).toMatchObject({
      [name]: {
        aliases: { [named('alias')]: { filter: { term: { n: 1 } } } },
        mappings: rich,
        settings: { index: { refresh_interval: '7s', analysis } },
      },
    })
    expect(documents).toHaveLength(4)
    expect((await request('GET', `/_template/${template}`)).body).toMatchObject(legacy)
    expect(await namesFrom(start)).toEqual([named('alias'), name])
  })

  it('by default leave the rest, and say so', async () => {
    const run = await runAction({ dump: await wholeDump() })
    expectRestored(run)
    const left = run.report?.notRestored.map(({ type }) => type)
    expect(left).toEqual(['template', 'settings', 'alias'])
    expect(run.summary).toContain('### In the dump, not asked for')
    expect(await namesFrom(start)).toEqual([name])
    const { definition } = await snapshot(name)
    expect(definition).toMatchObject({ [name]: { mappings: rich, settings: { index: { analysis } } } })
    expect(JSON.stringify(definition)).not.toContain('refresh_interval')
    expect((await request('GET', `/_template/${template}`)).status).toBe(404)
  })

  it('all of a template that the cluster refuses fails that one alone', async () => {
    const refused = JSON.stringify({ [template]: { index_patterns: [`${start}x`], mappings: { no: 1 } } })
    const dump = await writeDump(
      { [name]: { data: numbered(2), mapping } },
      { [`${name}.template.json`]: refused },
    )
    const run = await runAction({ dump, types: 'all' })
    expectFailed(run)
    expect(run.annotations).toHaveLength(1)
    expect(run.annotations[0]?.title).toBe(`Restore of template ${template} failed`)
    expect(run.annotations[0]?.message).toMatch(
      /no : 1\] \(HTTP 400\)\n.*`no`: OpenSearch has no such parameter/,
    )
    expect(await documentsOf(name)).toEqual(numbered(2))
  })
})

describe('an index that stores no _source', () => {
  it('cannot be shown to be whole, and fails saying so', async () => {
    const name = named('sourceless')
    const dump = await writeDump({ [name]: { data: numbered(3), mapping: { _source: { enabled: false } } } })
    const run = await runAction({ dump, types: 'mapping,data' })
    expectFailed(run)
    expect(run.annotations[0]?.message).toContain('stored without its _source')
    expect(await namesFrom(start)).toEqual([])
  })
})

describe('a single file', () => {
  it('is restored into the index that `index` names, whatever the file is called', async () => {
    const folder = await writeDump({ [named('source')]: { data: numbered(3), mapping } })
    const run = await runAction({ dump: join(folder, `${named('source')}.json`), index: named('target') })
    expectRestored(run)
    expect(resultOf(run, named('target')).source).toBe(named('source'))
    expect(await namesFrom(start)).toEqual([named('target')])
    expect(await documentsOf(named('target'))).toEqual(numbered(3))
  })

  it('without `index` it is restored under its own name', async () => {
    const folder = await writeDump({ [named('source')]: { data: numbered(3) } })
    const run = await runAction({ dump: join(folder, `${named('source')}.json`) })
    expectRestored(run)
    expect(await documentsOf(named('source'))).toEqual(numbered(3))
  })

  it('with an `index` that is no name for one fails', async () => {
    const folder = await writeDump({ [named('source')]: { data: numbered(3) } })
    const run = await runAction({ dump: join(folder, `${named('source')}.json`), index: '_all' })
    expectFailed(run)
    expect(annotationOf(run, '_all')).toMatch(
      /^INDEX_NAME_INVALID: "_all" is no name for an index: it begins with _\n.*`index`/,
    )
    expect(await namesFrom(start)).toEqual([])
  })
})

function byNumber(a: number | null, b: number | null): number {
  return (a ?? 0) - (b ?? 0)
}
