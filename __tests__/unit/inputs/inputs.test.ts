import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { rootCertificates } from 'node:tls'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import type { DumpType } from '../../../src/dump/index.js'
import type { Inputs } from '../../../src/inputs/index.js'
import { SCHEMA } from '../../../src/inputs/schema.js'
import { renderReport } from '../../../src/report/index.js'
import { resultOf } from '../report/results.js'
import { faultsOf, type Given, inputsOf } from './given.js'

let workspace = ''
const env = (): Given => ({ GITHUB_WORKSPACE: workspace, RUNNER_TEMP: join(workspace, 'temp') })
const valid = (given: Given = {}): Given => ({ uri: 'http://localhost:9200', dump: 'dump', ...given })
const read = (given: Given = {}) => inputsOf(valid(given), env())
const faults = (given: Given = {}) => faultsOf(valid(given), env())
const pem = rootCertificates.slice(0, 2).join('\n')

beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'inputs-'))
  for (const folder of ['dump', 'folder.zip']) mkdirSync(join(workspace, folder))
  writeFileSync(join(workspace, 'orders-data.json'), '{}\n')
  writeFileSync(join(workspace, 'dump.tar.gz'), '')
  writeFileSync(join(workspace, 'ca.pem'), pem)
})
afterAll(() => rmSync(workspace, { recursive: true }))

describe('valid inputs', () => {
  it('have the defaults of the contract', () => {
    const { reportPath, ...inputs } = read()
    expect(inputs).toEqual({
      target: { url: 'http://localhost:9200', tls: { verify: true } },
      dump: join(workspace, 'dump'),
      types: ['analyzer', 'mapping', 'data'],
      typesAreDefault: true,
      engine: 'elasticdump',
      elasticdumpVersion: SCHEMA.elasticdumpVersion.default,
      ifExists: 'fail',
      allowedHosts: [],
      ignoreIndexSettings: [],
      waitTimeoutMs: 60_000,
      parallel: 2,
      concurrency: 4,
      batchSizeBytes: 5_242_880,
      verify: 'sample',
      maxRejected: 0,
      minDocuments: 0,
      expectIndices: [],
      dryRun: false,
      jobSummary: true,
    })
    expect(dirname(reportPath)).toBe(join(workspace, 'temp'))
    expect(reportPath).toMatch(/opensearch-restore-report-[0-9a-f]{8}\.json$/)
    expect(read().reportPath).not.toBe(reportPath)
  })

  it('are frozen all the way down', () => {
    const inputs = read({ username: 'admin', password: 'pw', 'tls-ca': pem })
    const { target, types } = inputs
    for (const part of [inputs, target, target.auth, target.tls, types])
      expect(part).toSatisfy(Object.isFrozen)
  })

  it('have types that say what they can be', () => {
    expectTypeOf<Inputs['verify']>().toEqualTypeOf<'none' | 'counts' | 'sample' | 'full'>()
    expectTypeOf<Inputs['ifExists']>().toEqualTypeOf<'fail' | 'skip' | 'append' | 'replace' | 'swap'>()
    expectTypeOf<Inputs['engine']>().toEqualTypeOf<'elasticdump' | 'native'>()
    expectTypeOf<Inputs['types']>().toEqualTypeOf<readonly DumpType[] | 'all'>()
    expectTypeOf<Inputs['match']>().toEqualTypeOf<RegExp | undefined>()
    expectTypeOf<Inputs['parallel']>().toEqualTypeOf<number>()
  })

  it('take everything that can be given', () => {
    const given = { index: 'orders', 'report-path': 'out/report.json', 'tls-verify': 'False', types: 'all' }
    expect(read(given)).toMatchObject({
      index: 'orders',
      reportPath: join(workspace, 'out', 'report.json'),
      target: { tls: { verify: false } },
      types: 'all',
      typesAreDefault: false,
    })
    expect(read({ match: '^shop' }).match).toEqual(/^shop/i)
    expect(read({ types: 'data\nmapping\nanalyzer' }).typesAreDefault).toBe(true)
    expect(read({ types: 'data' }).typesAreDefault).toBe(false)
  })

  it.each(['dump', 'orders-data.json', 'folder.zip'])('take %s for a dump', (name) => {
    expect(read({ dump: name }).dump).toBe(join(workspace, name))
    expect(read({ dump: join(workspace, name) }).dump).toBe(join(workspace, name))
  })

  it('take certificates as text or as a path, and nothing else with them', () => {
    const key = '-----BEGIN PRIVATE KEY-----\nhunter22\n-----END PRIVATE KEY-----\n'
    expect(read({ 'tls-ca': 'ca.pem' }).target.tls.ca).toBe(`${pem}\n`)
    expect(read({ 'tls-ca': `${key}${pem}` }).target.tls.ca).toBe(`${pem}\n`)
  })

  it('take any password as it is', () => {
    const passwords = fc.string({ unit: 'binary', minLength: 1 }).filter((word) => !/[\r\n]$/.test(word))
    fc.assert(
      fc.property(passwords, (password) => {
        expect(read({ username: 'admin', password }).target.auth).toEqual({ username: 'admin', password })
      }),
    )
  })

  it('take the same credentials twice', () => {
    const given = { uri: 'http://admin:p%40ss@h:9200', username: 'admin', password: 'p@ss' }
    expect(read(given).target).toMatchObject({
      url: 'http://h:9200',
      auth: { username: 'admin', password: 'p@ss' },
    })
  })
})

describe('faults', () => {
  it('are told all together', () => {
    const given = {
      uri: 'localhost:9200',
      username: 'admin',
      dump: 'nowhere',
      index: 'orders',
      match: '(',
      types: 'mappings',
      engine: 'nativ',
      'elasticdump-version': 'latest',
      'if-exists': 'replac',
      'wait-timeout': '1m',
      parallel: '0',
      concurrency: '65',
      'batch-size': '1gb',
      verify: 'ful',
      'max-rejected': '-1',
      'min-documents': '1k',
      'report-path': 'dump',
      'job-summary': 'no',
      'tls-ca': 'nowhere.pem',
      'tls-verify': 'yes',
      'dry-run': 'yes',
      'max-shrink': '10',
    }
    const found = faultsOf(given, env()).map((line) => line.replaceAll(workspace, '<workspace>'))
    expect(found).toMatchInlineSnapshot(`
      [
        "- uri: it does not begin with http:// or https://. Write it as https://host:9200, or with credentials as https://user:password@host:9200",
        "- dump: 'nowhere' does not exist. Give a directory or file that an earlier step made; a relative path begins at <workspace>",
        "- match: '(' is not a regular expression (Unterminated group). Escape characters that stand for themselves with \\, such as \\. or \\(",
        "- types: 'mappings' names what is no type: 'mappings' (did you mean 'mapping'?). Give, by commas or newlines, any of template, component_template, index_template, policy, script, settings, index, analyzer, mapping, data, alias; or all",
        "- engine: 'nativ' is not known (did you mean 'native'?). Give elasticdump or native",
        "- elasticdump-version: 'latest' is not an exact version. Give all three numbers and nothing else, such as 6.125.1",
        "- if-exists: 'replac' is not known (did you mean 'replace'?). Give fail, skip, append, replace or swap",
        "- wait-timeout: '1m' is not a whole number. Give a whole number, from 0 to 3600",
        "- parallel: '0' is out of range. Give a whole number, from 1 to 64",
        "- concurrency: '65' is out of range. Give a whole number, from 1 to 64",
        "- batch-size: '1gb' is out of range. Give a size from 1kb to 100mb, such as 512kb or 5mb",
        "- verify: 'ful' is not known (did you mean 'full'?). Give none, counts, sample or full",
        "- max-rejected: '-1' is out of range. Give a whole number, 0 or more",
        "- min-documents: '1k' is not a whole number. Give a whole number, 0 or more",
        "- dry-run: 'yes' is not a boolean. Write true or false",
        "- report-path: 'dump' is a directory. Give the path of a file, such as reports/restore.json",
        "- job-summary: 'no' is not a boolean. Write true or false",
        "- tls-ca: it is neither PEM text nor the path of a file that can be read. Give the text of a PEM file with its line breaks, from -----BEGIN CERTIFICATE-----, or its path",
        "- tls-verify: 'yes' is not a boolean. Write true or false",
        "- index: 'orders' is given together with match. Give one of the two",
        "- max-shrink: '10' is given without baseline. Give the report to compare with, or leave max-shrink out",
        "- username: it is given without password. Give both; or neither, with the credentials in the uri",
      ]
    `)
    const named = new Set(found.map((line) => /^- ([a-z-]+): /.exec(line)?.[1]))
    expect(named).toEqual(new Set(Object.keys(given)))
  })

  it('name what is required', () => {
    expect(faultsOf({}, env())).toEqual([
      '- uri: it is required. Give it to the step. If it comes from a secret, that is not set here, or withheld, as from the pull requests of forks and of Dependabot',
      '- dump: it is required, unless there is a source-uri. Give the directory or file of a dump; or, to restore from another cluster, source-uri',
    ])
  })

  it.each([
    [{ index: 'a', match: 'b' }, "- index: 'a' is given together with match. Give one of the two"],
    [
      { username: 'u' },
      '- username: it is given without password. Give both; or neither, with the credentials in the uri',
    ],
    [
      { password: 'p9' },
      '- password: it is given without username. Give both; or neither, with the credentials in the uri',
    ],
    [
      { username: 'u', password: '\n' },
      '- username: it is given without password. Give both; or neither, with the credentials in the uri',
    ],
    [{ username: 'a:b', password: 'p9' }, '- username: it has a colon in it. Use a user without one'],
    [
      { uri: 'http://u:@h' },
      '- uri: it has a user and no password. Write user:password@, or use the inputs username and password',
    ],
    [
      { uri: 'http://u:p9@h', username: 'u', password: 'q9' },
      '- uri: it has other credentials than username and password. Take the credentials out of the uri, or leave username and password away',
    ],
    [
      { dump: 's3://user:hunter22@bucket/dump' },
      '- dump: it is an address that is not https. Give the https address of an archive; or download the dump in a step before, and give its path',
    ],
    [
      { dump: 'http://example.org/dump.zip?sig=1' },
      '- dump: it is an address that is not https. Give the https address of an archive; or download the dump in a step before, and give its path',
    ],
    [
      { dump: 'https://user:hunter22@example.org:x/dump.zip' },
      '- dump: it is no valid address. Write it as https://host/path; in user and password, and an @ in the path, percent-encoded',
    ],
    [
      { dump: 'https://user:22/hunter@example.org/dump.zip' },
      '- dump: it has an @ in its path. Write it as https://host/path; in user and password, and an @ in the path, percent-encoded',
    ],
    [
      { dump: 'https://user:100%hunter@example.org/dump.zip' },
      '- dump: it has a % in user or password that begins no escape. Write it as https://host/path; in user and password, and an @ in the path, percent-encoded',
    ],
    [
      { 'report-path': 'new/' },
      "- report-path: 'new/' is a directory. Give the path of a file, such as reports/restore.json",
    ],
  ])('tell what is wrong with %j', (given, line) => expect(faults(given)).toEqual([line]))

  it.each([
    '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
    '-----BEGIN PRIVATE KEY-----',
    'dump',
  ])('tell that tls-ca %j is none', (value) => {
    const [line = ''] = faults({ 'tls-ca': value })
    expect(line).toMatch(/^- tls-ca: it (has|is) /)
    expect(line).not.toContain(value)
  })

  it('keep paths to one line', () => {
    expect(faults({ dump: 'two\nlines' })).toEqual([
      expect.stringMatching(/^- dump: 'two lines' does not exist/),
    ])
  })

  it('cut long values and keep to one line', () => {
    const [line = '', ...others] = faults({ verify: `a\nb${'c'.repeat(1000)}` })
    expect(others).toEqual([])
    expect(line).toMatch(/^- verify: 'a bc{97}…' is not known\. /)
  })

  it('tell what is wrong with a comparison', () => {
    writeFileSync(join(workspace, 'last.json'), renderReport(resultOf()))
    writeFileSync(join(workspace, 'failed.json'), renderReport(resultOf({ status: 'failed' })))
    const withBaseline = (given: Given) => faults({ baseline: 'last.json', ...given })
    expect(read({ baseline: 'last.json', 'max-shrink': '0.5' })).toMatchObject({
      baseline: { startedAt: '2026-01-04T06:54:00.000Z' },
      maxShrink: 0.5,
    })
    expect(withBaseline({ 'max-shrink': '5', types: 'mapping' })).toEqual([
      "- max-shrink: '5' is given, and types has no data. Add data to types, or leave max-shrink out",
    ])
    for (const odd of ['-1', '100.1', '5%', '1e1', '0.0001', 'x'])
      expect(withBaseline({ 'max-shrink': odd })[0]).toContain(`- max-shrink: '${odd}' is no percentage. `)
    expect(faults({ baseline: 'none.json', 'max-shrink': '5' })).toEqual([
      expect.stringContaining("- baseline: 'none.json' does not exist. Give the report of an earlier run"),
    ])
    expect(faults({ baseline: 'dump' })).toEqual([
      "- baseline: 'dump' is no file. Give the path of the report itself",
    ])
    expect(faults({ baseline: 'orders-data.json' })).toEqual([
      "- baseline: 'orders-data.json' is no report of this action that can be compared with. Give the file that an earlier run wrote to report-path",
    ])
    expect(faults({ baseline: 'failed.json' })).toEqual([
      "- baseline: 'failed.json' is the report of a run that failed. Give the last one of a run that succeeded",
    ])
    expect(faults({ 'expect-indices': ', ,' })).toEqual([
      "- expect-indices: ', ,' has no name. Give at least one, or leave it out",
    ])
    expect(read({ 'expect-indices': 'a, b-*\na' }).expectIndices).toEqual(['a', 'b-*'])
  })

  it('never tell a secret, wherever it was given', () => {
    const secrets = fc.stringMatching(/^[A-Za-z0-9,@/:%?#"\\é-]{8,20}$/)
    const places = fc.constantFrom(...Object.values(SCHEMA).map(({ input }) => input))
    fc.assert(
      fc.property(secrets, places, places, (secret, one, other) => {
        const given = { uri: `ftp://admin:${secret}@host`, username: 'admin', password: secret }
        const lines = faultsOf(
          { ...given, [one]: secret, [other]: `${'x'.repeat(95)}${secret}`, password: secret },
          env(),
        )
        const text = lines.join('\n')
        expect(text).not.toContain(secret)
        expect(text).not.toContain(encodeURIComponent(secret))
        expect(text).not.toContain(`x${secret.slice(0, 5)}`)
      }),
    )
  })
})

it('the default version is the pinned one', () => {
  const pinned = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../elasticdump/package.json'), 'utf8'),
  )
  expect(pinned.dependencies.elasticdump).toBe(SCHEMA.elasticdumpVersion.default)
})

describe('a report in the dump', () => {
  it.each<[string, Given]>([
    ['in place of the dump', { dump: 'orders-data.json', 'report-path': 'orders-data.json' }],
    ['in place of a file of it', { 'report-path': 'dump/orders-data.json' }],
    ['beside its files', { 'report-path': './dump/../dump/report.json' }],
  ])('is refused %s', (_, given) => {
    expect(faults(given)).toEqual([expect.stringMatching(/^- report-path: .* lies in the dump/)])
  })

  it('is fine beside the dump', () => {
    expect(read({ 'report-path': 'dump.json' }).reportPath).toBe(join(workspace, 'dump.json'))
    expect(read({ dump: 'orders-data.json', 'report-path': 'report.json' }).dump).toContain(
      'orders-data.json',
    )
  })
})
