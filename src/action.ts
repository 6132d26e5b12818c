import { setFlagsFromString } from 'node:v8'
import * as core from '@actions/core'
import type { Cancelling } from './cancel.js'
import type { Greeting } from './cluster/index.js'
import { RestoreError } from './errors.js'
import { type Inputs, isSameFile, liesInDump, type ReadInput, redactor, reportPath } from './inputs/index.js'
import { inputWarnings, restore } from './main.js'
import { beginResult, RunnerLog, redactResult, wantsColours, writeResult } from './report/index.js'
import { failureOf } from './restore/index.js'

/** What the start hands on. */
export interface Begun {
  read: ReadInput
  /** In every form that they may have somewhere. */
  secrets: readonly string[]
  cancelling: Cancelling
  inputs?: Inputs
  /** Of the cluster that is restored to. */
  greeting?: Greeting
  /** Why there are no inputs. */
  fault?: unknown
}

/** Restores, and tells GitHub what became of it. The only place that ends the process badly. */
export async function act({ read, secrets, cancelling, inputs, greeting, fault }: Begun): Promise<void> {
  const redact = redactor(secrets)
  const colours = wantsColours(process.env, process.stdout.isTTY)
  const log = new RunnerLog(core, { redact, colours, now: Date.now })
  try {
    if (!inputs || !greeting) throw fault
    for (const warning of inputWarnings(inputs)) core.warning(redact(warning))
    if (inputs.engine === 'native' || inputs.verify === 'full' || inputs.ifExists === 'append')
      keepMemorySmall()
    const result = await restore(inputs, log, process.env, { greeting, cancelling })
    log.close()
    const where = { ...inputs, ...isReportBaseline(read, inputs.reportPath) }
    await writeResult(redactResult(result, redact), where, log.info)
    if (result.status === 'failed') process.exitCode = 1
    // A cancelled run may have left a child, or a request, that does not end.
    if (result.failure?.code === 'CANCELLED') process.exit()
  } catch (error) {
    if (!(error instanceof RestoreError))
      log.debug(error instanceof Error ? (error.stack ?? '') : String(error))
    const nothing = {
      dump: '',
      engine: 'elasticdump',
      verify: 'none',
      types: [],
      dryRun: /^true$/i.test(read('dry-run')),
    } as const
    const result = { ...beginResult(nothing), failure: failureOf(error) }
    const where = whereToTell(read)
    const options = { ...where, ...isReportBaseline(read, where.reportPath) }
    await writeResult(redactResult(result, redact), options, log.info)
    process.exitCode = 1
  }
}

/**
 * Where every document is looked up again, V8 gives what comes and goes 100 MB more room than it needs. A smaller room
 * costs nothing where documents pass as bytes, and elsewhere a tenth of the time that reading the dump takes.
 */
function keepMemorySmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}

/** Inputs that cannot be read must not hide where their faults are to be told. */
function whereToTell(read: ReadInput): { reportPath: string; jobSummary: boolean } {
  const jobSummary = !/^false$/i.test(read('job-summary'))
  try {
    const path = reportPath(read('report-path'), process.env)
    if (!liesInDump(path, read('dump'), process.env)) return { reportPath: path, jobSummary }
  } catch {
    // Its fault is among those that are told.
  }
  return { reportPath: reportPath('', process.env), jobSummary }
}

function isReportBaseline(read: ReadInput, path: string): { isReportBaseline: boolean } {
  const baseline = read('baseline')
  return { isReportBaseline: baseline !== '' && isSameFile(path, baseline, process.env) }
}
