import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Log, renderReport, renderSummary, writeResult } from '../../../src/report/index.js'
import { changeOf, changesOf } from '../baseline/changes.js'
import { failedIndexOf, resultOf } from './results.js'

let dir: string
let stdout: string

const log: Log['info'] = (line, tone) => process.stdout.write(`${tone}: ${line}\n`)

// One folder for all tests: @actions/core keeps the path of the first summary it wrote.
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'report-'))
})

afterAll(async () => {
  await rm(dir, { recursive: true })
})

beforeEach(async () => {
  for (const name of ['outputs', 'summary', 'file']) {
    await rm(join(dir, name), { recursive: true, force: true })
    await writeFile(join(dir, name), '')
  }
  vi.stubEnv('GITHUB_OUTPUT', join(dir, 'outputs'))
  vi.stubEnv('GITHUB_STEP_SUMMARY', join(dir, 'summary'))
  stdout = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    stdout += String(chunk)
    return true
  })
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

const result = resultOf({
  status: 'failed',
  verified: false,
  indices: [failedIndexOf('100% broken', { name: 'a:b,c' })],
})

describe('writeResult', () => {
  it('writes report, summary, outputs and annotations', async () => {
    const reportPath = join(dir, 'deep', 'er', 'report.json')
    expect(await writeResult(result, { reportPath, jobSummary: true }, log)).toEqual([])

    expect(await readFile(reportPath, 'utf8')).toBe(renderReport(result))
    expect(await readFile(join(dir, 'summary'), 'utf8')).toBe(renderSummary(result))
    const outputs = await outputsWritten()
    expect(outputs).toMatchObject({ status: 'failed', verified: 'false', report: reportPath })
    expect(JSON.parse(outputs.indices ?? '')[0].name).toBe('a:b,c')
    expect(stdout).toBe(
      'bad: ❌ Restore failed: 1 of 1 index\n::error title=Restore of a%3Ab%2Cc failed::ENGINE_FAILED: 100%25 broken%0ARun it again.\n',
    )
  })

  it('leaves the baseline as it is where the run failed', async () => {
    const [reportPath, beside] = [join(dir, 'last.json'), join(dir, 'last.failed.json')]
    await writeFile(reportPath, 'the baseline')
    await writeResult(result, { reportPath, isReportBaseline: true, jobSummary: true }, log)
    expect(await readFile(reportPath, 'utf8')).toBe('the baseline')
    expect(await readFile(beside, 'utf8')).toBe(renderReport(result))
    expect((await outputsWritten()).report).toBe(beside)
    expect(stdout).toContain(`The report of this failure is ${beside}, and ${reportPath} stays the baseline.`)
  })

  it('removes the report of an earlier failure beside it where the run succeeded, and nothing else', async () => {
    const [reportPath, beside] = [join(dir, 'last.json'), join(dir, 'last.failed.json')]
    const write = () => writeResult(resultOf(), { reportPath, isReportBaseline: true, jobSummary: true }, log)
    await writeFile(beside, renderReport(result))
    expect(await write()).toEqual([])
    expect(await readFile(reportPath, 'utf8')).toBe(renderReport(resultOf()))
    expect(existsSync(beside)).toBe(false)
    for (const other of ['notes', renderReport(resultOf()), '{"status":"failed"}']) {
      await writeFile(beside, other)
      expect(await write()).toEqual([])
      expect(await readFile(beside, 'utf8')).toBe(other)
    }
    await writeFile(beside, renderReport(result))
    await writeResult(resultOf(), { reportPath, jobSummary: true }, log)
    expect(existsSync(beside)).toBe(true)
  })

  it('warns beside the job of a dump that is the same as before', async () => {
    const changes = changesOf([changeOf('a', 1, 1, { isSame: true })], { isSame: true })
    await writeResult(resultOf({ changes }), { reportPath: join(dir, 'r.json'), jobSummary: false }, log)
    expect(stdout).toContain('::warning title=Nothing changed since the baseline::The dump is the same')
  })

  it('writes everything else when the report cannot be written', async () => {
    const reportPath = join(dir, 'file', 'report.json')
    const problems = await writeResult(result, { reportPath, jobSummary: true }, log)

    expect(problems).toEqual([expect.stringContaining(`The report ${reportPath} could not be written: `)])
    expect(stdout).toContain(`::warning::The report ${reportPath}`)
    expect(stdout).toContain('::error title=')
    expect(await outputsWritten()).toMatchObject({ status: 'failed', report: '' })
    expect(await readFile(join(dir, 'summary'), 'utf8')).toContain('Restore failed')
  })

  it('names each problem when nothing can be written', async () => {
    vi.stubEnv('GITHUB_OUTPUT', join(dir, 'missing'))
    await rm(join(dir, 'summary'))
    await mkdir(join(dir, 'summary'))
    const problems = await writeResult(
      result,
      { reportPath: join(dir, 'file', 'r.json'), jobSummary: true },
      log,
    )
    expect(problems.map((problem) => problem.split(' ').slice(0, 2).join(' '))).toEqual([
      'The report',
      'The outputs',
      'The job',
    ])
  })

  it.each([
    ['it is not wanted', false, 'summary'],
    ['there is no place for it', true, ''],
  ])('leaves the summary out when %s', async (_why, jobSummary, name) => {
    vi.stubEnv('GITHUB_STEP_SUMMARY', name === '' ? '' : join(dir, name))
    expect(await writeResult(result, { reportPath: join(dir, 'report.json'), jobSummary }, log)).toEqual([])
    expect(await readFile(join(dir, 'summary'), 'utf8')).toBe('')
  })
})

/** Reads the `name<<delimiter` blocks of GITHUB_OUTPUT. */
async function outputsWritten(): Promise<Record<string, string>> {
  const text = await readFile(join(dir, 'outputs'), 'utf8')
  return Object.fromEntries(
    [...text.matchAll(/^(.+)<<(.+)\n([\s\S]*?)\n\2$/gm)].map(([, name, , value]) => [name, value]),
  )
}
