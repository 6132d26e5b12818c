import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as core from '@actions/core'
import { messageOf } from '../errors.js'
import { annotationsOf } from './annotations.js'
import { staleWarning } from './changes.js'
import { renderReport } from './json-report.js'
import { outputsOf } from './outputs.js'
import type { Result } from './result.js'
import { renderSummary } from './summary.js'

export interface WriteOptions {
  reportPath: string
  /** The file that `baseline` gave, where this is the same one: the report of a failure must not take its place. */
  isReportBaseline?: boolean
  jobSummary: boolean
}

/**
 * Tells the result to GitHub: error annotations, JSON report, outputs, job summary. Each is tried whatever becomes
 * of the others, and none hides the result: nothing is thrown.
 *
 * @returns what could not be written, a sentence each, which also went to the log as warnings.
 */
export async function writeResult(result: Result, options: WriteOptions): Promise<string[]> {
  const problems: string[] = []
  const attempt = async (what: string, write: () => void | Promise<void>): Promise<boolean> => {
    try {
      await write()
      return true
    } catch (error) {
      const problem = `${what} could not be written: ${messageOf(error)}`
      problems.push(problem)
      core.warning(problem)
      return false
    }
  }

  const reportPath = pathOf(result, options)
  if (reportPath !== options.reportPath)
    core.info(`The report of this failure is ${reportPath}, and ${options.reportPath} stays the baseline.`)
  await attempt('The annotations', () => writeAnnotations(result))
  const reported = await attempt(`The report ${reportPath}`, () => writeReport(result, reportPath))
  // A path where nothing is would send whoever reads the output astray.
  await attempt('The outputs', () => writeOutputs(result, reported ? reportPath : ''))
  if (options.jobSummary && process.env.GITHUB_STEP_SUMMARY) {
    await attempt('The job summary', () => writeSummary(result))
  }
  return problems
}

/** Else a dump that shrank would be what tomorrow's is compared with. */
function pathOf({ status }: Result, { reportPath, isReportBaseline }: WriteOptions): string {
  if (status !== 'failed' || !isReportBaseline) return reportPath
  return `${reportPath.replace(/\.json$/i, '')}.failed.json`
}

function writeAnnotations(result: Result): void {
  for (const { title, message } of annotationsOf(result)) core.error(message, { title })
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
  await core.summary.emptyBuffer().addRaw(renderSummary(result)).write()
}
