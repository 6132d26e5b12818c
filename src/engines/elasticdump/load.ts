import { hintFor, reasonChain } from '../../cluster/index.js'
import type { DataScan } from '../../dump/index.js'
import { messageOf, RestoreError } from '../../errors.js'
import type { Target } from '../../inputs/index.js'
import type { LoadJob, LoadResult, RejectedDocument } from '../engine.js'
import { Feed } from './feed.js'
import type { Installation } from './install.js'
import { outputTo, runElasticdump } from './run.js'
import type { ElasticdumpSurvey } from './survey.js'

/** A load whose documents have all been seen. */
export type SurveyedJob = LoadJob & { data: DataScan; survey: ElasticdumpSurvey }

export interface LoadSetting {
  installation: Installation
  target: Target
  caFile: string | undefined
  /** Bulk requests in flight. */
  concurrency: number
  batchBytes: number
  /** Bytes that the cluster takes in one request. */
  requestLimit: number
  debug(line: string): void
}

/** What an index may name of its rejected documents in the report. */
const NAMED_REJECTIONS = 1000
const WROTE = /, wrote (\d+)$/
const EMITTED = /Error Emitted => (.*)$/

/**
 * Restores the documents of one index with elasticdump's `--type=data`. It reads them from the action, which leaves
 * out what a later line replaces; so the order in which its requests arrive does not matter. The process starts while
 * the index is still being made, and waits for the first document.
 * @throws RestoreError ENGINE_FAILED with what elasticdump or the cluster said, where it did not write every document
 * that was not rejected
 */
export async function load(job: SurveyedJob, setting: LoadSetting): Promise<LoadResult> {
  const { survey } = job
  const feed = await Feed.open()
  const outcome = new Outcome(job, feed)
  const limit = survey.sizes.limit(setting.batchBytes, setting.requestLimit)
  const options = [
    '--type=data',
    '--input=$',
    ...outputTo(setting.target, job.writeTo),
    ...(job.operation === 'create' ? ['--bulkAction=create'] : []),
    `--limit=${limit}`,
    `--concurrency=${setting.concurrency}`,
    '--noRefresh',
    `--output-params=${JSON.stringify(bulkParameters(job))}`,
    // Makes it tell of the last batch's error too.
    '--ignore-errors=true',
    ...(survey.supportBigInt ? ['--support-big-int'] : []),
  ]
  try {
    const { files, data, ready } = job
    const sending = ready.then(() =>
      feed.send({ files, superseded: data.superseded, isRewritten: survey.isRewritten }),
    )
    // Where the dump cannot be read on, elasticdump gets no more: the error is told below, when it has ended.
    const sent = sending.then(
      () => undefined,
      (error: unknown) => {
        feed.stop()
        return error
      },
    )
    const code = await runElasticdump(setting.installation, setting.target, setting.caFile, {
      options,
      env: { RESTORE_DOCUMENTS_SOCKET: feed.path },
      signal: job.signal,
      onOutput: (line) => outcome.onOutput(line, setting.debug),
      onErrorOutput: (line) => outcome.onErrorOutput(line, setting.debug),
    })
    feed.stop()
    const readError = await Promise.race([sent, Promise.resolve(undefined)])
    if (readError) throw readError
    return outcome.result(code)
  } finally {
    await feed.close()
  }
}

/**
 * Default pipelines of an index are no part of its dump. And where an index is written to through its mark, a late
 * request of a killed run must not make an index of that name once the mark is gone.
 */
function bulkParameters({ index, writeTo }: LoadJob): Record<string, unknown> {
  return { pipeline: '_none', ...(writeTo === index ? {} : { require_alias: true }) }
}

/** What elasticdump says about its work. */
class Outcome {
  private indexed = 0
  private rejected = 0
  private conflicts = 0
  private readonly rejections: RejectedDocument[] = []
  private error: string | undefined
  private readonly lastLines: string[] = []

  constructor(
    private readonly job: SurveyedJob,
    private readonly feed: Feed,
  ) {}

  onOutput(line: string, debug: (line: string) => void): void {
    debug(line)
    const wrote = WROTE.exec(line)
    if (!wrote) return
    this.indexed += Number(wrote[1])
    this.job.onProgress(this.indexed, null)
  }

  onErrorOutput(line: string, debug: (line: string) => void): void {
    const item = rejectedItem(line)
    if (item?.status === 409 && this.job.operation === 'create') {
      this.indexed++
      this.conflicts++
      return
    }
    if (item) {
      this.rejected++
      if (this.rejections.length < NAMED_REJECTIONS) this.rejections.push(item)
      return
    }
    debug(line)
    this.lastLines.push(line)
    if (this.lastLines.length > 5) this.lastLines.shift()
    const emitted = EMITTED.exec(line)?.[1]
    if (emitted !== undefined && this.error === undefined) {
      // A whole request was refused or lost: what follows would be too.
      this.error = emittedReason(emitted)
      this.feed.stop()
    }
  }

  result(code: number): LoadResult {
    const { index, data } = this.job
    if (this.indexed + this.rejected < data.distinct || this.error !== undefined) {
      const said = this.error ?? (this.lastLines.join(' ').trim() || `exit code ${code}, and no reason given`)
      throw new RestoreError(
        'ENGINE_FAILED',
        `elasticdump wrote ${this.indexed} of ${data.distinct} documents of index ${index}: ${said}`,
        { hint: help(said) },
      )
    }
    const { indexed, rejected, conflicts, rejections } = this
    return { data, indexed, rejected, conflicts, rejections }
  }
}

function rejectedItem(line: string): RejectedDocument | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    const { _id, status, error } = JSON.parse(line)
    if (typeof status !== 'number') return undefined
    return { id: String(_id), status, reason: typeof error === 'string' ? error : reasonChain(error ?? {}) }
  } catch {
    return undefined
  }
}

/** The message is the cluster's answer where there was one. */
function emittedReason(emitted: string): string {
  try {
    const { error, status } = JSON.parse(emitted)
    return `${typeof error === 'string' ? error : reasonChain(error ?? {})} (HTTP ${status})`
  } catch (error) {
    return emitted === '' ? messageOf(error) : emitted.slice(0, 1000)
  }
}

function help(said: string): string {
  if (/HTTP 413|too large/i.test(said)) {
    return 'Make `batch-size` smaller; a single document of that size needs a larger `http.max_content_length` in the cluster.'
  }
  if (/ECONN|ETIMEDOUT|EPIPE|socket/i.test(said)) {
    return 'The connection broke. Check cluster and network, then run again.'
  }
  return hintFor(said) ?? 'Run the step again with debug logging to see all that elasticdump says.'
}
