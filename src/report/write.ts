import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as core from '@actions/core'
import { messageOf } from '../errors.js'
import { annotationsOf } from './annotations.js'
import { staleWarning } from './changes.js'
import { helpPage } from './help.js'
import { renderReport } from './json-report.js'
import type { Log, Tone } from './log.js'
import { oneLine } from './markdown.js'
import { outputsOf } from './outputs.js'
import type { Result } from './result.js'
import { renderSummary } from './summary.js'
import { verdict } from './verdict.js'

export interface WriteOptions {
  reportPath: string
  /** The file that `baseline` gave, where this is the same one: the report of a failure must not take its place. */
  isReportBaseline?: boolean
  jobSummary: boolean
}

/**
 * Tells the result to GitHub: JSON report, outputs, job summary, the log's last lines, error annotations. Each is tried whatever becomes
 * of the others, and none hides the result: nothing is thrown.
 *
 * @returns what could not be written, a sentence each, which also went to the log as warnings.
 */
export async function writeResult(
  result: Result,
  options: WriteOptions,
  log: Log['info'],
): Promise<string[]> {
  const problems: string[] = []
  const attempt = async (what: string, write: () => void | Promise<void>): Promise<boolean> => {
    try {
      await write()
      return true
    } catch (error) {
      const problem = `${what} could not be written: ${messageOf(error)}`
      problems.push(problem)
      core.warning(oneLine(problem))
      return false
    }
  }

  const reportPath = pathOf(result, options)
  const reported = await attempt(`The report ${reportPath}`, () => writeReport(result, reportPath))
  if (reported && options.isReportBaseline && result.status !== 'failed')
    await removeFailed(failedPath(reportPath))
  if (reportPath !== options.reportPath)
    log(`The report of this failure is ${reportPath}, and ${options.reportPath} stays the baseline.`)
  // A path where nothing is would send whoever reads the output astray.
  await attempt('The outputs', () => writeOutputs(result, reported ? reportPath : ''))
  if (options.jobSummary && process.env.GITHUB_STEP_SUMMARY) {
    await attempt('The job summary', () => writeSummary(result))
  }
  // Last of all: the end of the log is what is looked at first.
  log(verdict(result), toneOf(result))
  await attempt('The annotations', () => writeAnnotations(result))
  return problems
}

/** Else a dump that shrank would be what tomorrow's is compared with. */
function pathOf({ status }: Result, { reportPath, isReportBaseline }: WriteOptions): string {
  if (status !== 'failed' || !isReportBaseline) return reportPath
  return failedPath(reportPath)
}

function failedPath(reportPath: string): string {
  return `${reportPath.replace(/\.json$/i, '')}.failed.json`
}

/** It tells of an earlier night; what is no report of a failure is somebody else's. */
async function removeFailed(path: string): Promise<void> {
  try {
    const { reportVersion, status } = JSON.parse(await readFile(path, 'utf8'))
    if (Number.isInteger(reportVersion) && status === 'failed') await rm(path)
  } catch {
    // There is none, or it is of no harm.
  }
}

function toneOf({ status, verified }: Result): Tone | undefined {
  if (status === 'failed') return 'bad'
  return verified ? 'good' : undefined
}

function writeAnnotations(result: Result): void {
  for (const { title, message } of annotationsOf(result, helpPage(process.env)))
    core.error(message, { title })
  const stale = staleWarning(result.changes)
  if (stale) core.warning(stale.message, { title: stale.title })
}

async function writeReport(result: Result, path: string): Promise<void> {
  await makeFolder(dirname(path))
  await writeFile(path, renderReport(result))
}

/** Level by level: where a folder cannot be made, as below /proc, Node's own `recursive` never comes back. */
async function makeFolder(path: string): Promise<void> {
  if (existsSync(path) || dirname(path) === path) return
  await makeFolder(dirname(path))
  await mkdir(path)
}

function writeOutputs(result: Result, reportPath: string): void {
  for (const [name, value] of Object.entries(outputsOf(result, reportPath))) core.setOutput(name, value)
}

async function writeSummary(result: Result): Promise<void> {
  const { GITHUB_WORKSPACE } = process.env
  const summary = renderSummary(result, GITHUB_WORKSPACE, helpPage(process.env))
  await core.summary.emptyBuffer().addRaw(summary).write()
}
