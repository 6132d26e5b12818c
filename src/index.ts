import { setFlagsFromString } from 'node:v8'
import * as core from '@actions/core'
import { RestoreError } from './errors.js'
import {
  isSameFile,
  liesInDump,
  maskSecrets,
  type ReadInput,
  readInputs,
  readSecrets,
  redactor,
  reportPath,
  secretForms,
} from './inputs/index.js'
import { inputWarnings, restore } from './main.js'
import { beginResult, RunnerLog, redactResult, wantsColours, writeResult } from './report/index.js'
import { failureOf } from './restore/index.js'

const read: ReadInput = (name, { trim = true } = {}) => core.getInput(name, { trimWhitespace: trim })

/** Reads the inputs, restores, tells GitHub. The only place that ends the process badly. */
async function run(): Promise<void> {
  const secrets = secretForms(readSecrets(read))
  maskSecrets(secrets, core.setSecret)
  const redact = redactor(secrets)
  const colours = wantsColours(process.env, process.stdout.isTTY)
  const log = new RunnerLog(core, { redact, colours, now: Date.now })
  try {
    const inputs = readInputs(read, process.env)
    for (const warning of inputWarnings(inputs)) core.warning(redact(warning))
    if (inputs.engine === 'native' || inputs.verify === 'full' || inputs.ifExists === 'append')
      keepMemorySmall()
    const result = await restore(inputs, log, process.env, cancelled())
    log.close()
    const where = { ...inputs, ...isReportBaseline(inputs.reportPath) }
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
    const where = whereToTell()
    const options = { ...where, ...isReportBaseline(where.reportPath) }
    await writeResult(redactResult(result, redact), options, log.info)
    process.exitCode = 1
  }
}

/** @returns what is aborted when the job is cancelled: GitHub sends SIGINT, and SIGTERM 7.5 s later */
function cancelled(): AbortSignal {
  const cancel = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      cancel.abort(
        new RestoreError('CANCELLED', `the run was cancelled (${signal})`, {
          hint: 'What it had begun to make was removed, or will be by the next run; documents that it had appended stay. Run it again.',
        }),
      )
    })
  }
  return cancel.signal
}

/**
 * Where every document is looked up again, V8 gives what comes and goes 100 MB more room than it needs. A smaller room
 * costs nothing where documents pass as bytes, and elsewhere a tenth of the time that reading the dump takes.
 */
function keepMemorySmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}

/** Inputs that cannot be read must not hide where their faults are to be told. */
function whereToTell(): { reportPath: string; jobSummary: boolean } {
  const jobSummary = !/^false$/i.test(read('job-summary'))
  try {
    const path = reportPath(read('report-path'), process.env)
    if (!liesInDump(path, read('dump'), process.env)) return { reportPath: path, jobSummary }
  } catch {
    // Its fault is among those that are told.
  }
  return { reportPath: reportPath('', process.env), jobSummary }
}

function isReportBaseline(path: string): { isReportBaseline: boolean } {
  const baseline = read('baseline')
  return { isReportBaseline: baseline !== '' && isSameFile(path, baseline, process.env) }
}

await run()
