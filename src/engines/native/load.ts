import type { Cluster } from '../../cluster/index.js'
import { type DataScan, scanData } from '../../dump/index.js'
import type { LoadJob, LoadResult } from '../engine.js'
import { Bodies } from './bodies.js'
import type { Operation } from './body.js'
import type { ByteDocument } from './document.js'
import type { Link } from './link.js'
import type { RequestPool } from './pool.js'
import { readByteDocuments } from './reader.js'
import { Seen } from './seen.js'
import { Sender } from './sender.js'
import { Tally } from './tally.js'

export interface LoadSetting {
  cluster: Cluster
  pool: RequestPool
  link: Link
  /** Bodies in flight. */
  concurrency: number
  /** Bytes of a body. */
  bodyBytes: number
  /** Bytes that the cluster takes in one request. */
  requestLimit: number
  /** Milliseconds that a cluster may give no answer before the load fails. */
  patienceMs: number
  /** Existing directory for what does not fit into memory. */
  scratch: string
}

const NONE = { superseded: undefined, superseding: undefined }

/**
 * Loads the documents of an index while it reads them. In a new index a document that was there before is named twice
 * in the dump, or was sent twice: then the dump is read again to find out which line is the last, and those are sent
 * once more. The same where documents were rejected, as an older one of the same id may be there in their place: what
 * is there of an id whose last line is rejected is deleted. All that were rejected are sent once more too, as what was
 * named of them may be older lines alone.
 * @throws RestoreError with the cluster's reason, or the dump's fault with file, line and byte
 */
export async function load(job: LoadJob, setting: LoadSetting): Promise<LoadResult> {
  const tally = new Tally()
  const { files, data: known, sampleSize } = job
  if (known) {
    const { superseded } = known
    await pass(job, setting, tally, {
      operation: job.operation,
      isSent: ({ ordinal }) => !superseded?.has(ordinal),
    })
    return resultOf(tally, known)
  }
  const seen = new Seen(sampleSize, setting.requestLimit)
  await pass(job, setting, tally, {
    operation: 'index',
    isSent: (document) => {
      seen.see(document)
      return true
    },
  })
  if (tally.updated === 0 && tally.rejected.size === 0) return resultOf(tally, seen.scan(NONE))

  const { superseded, superseding } = await scanData(files, { scratch: setting.scratch, sampleSize: 0 })
  if (superseded && superseding) {
    const isLast = (ordinal: number) => superseding.has(ordinal) && !superseded.has(ordinal)
    const refused = tally.forgetRejections()
    const isSentAgain = (ordinal: number) =>
      isLast(ordinal) || (refused.has(ordinal) && !superseded.has(ordinal))
    await pass(job, setting, tally, { operation: 'index', isSent: ({ ordinal }) => isSentAgain(ordinal) })
    if (tally.rejected.size > 0) {
      const isDeleted = (ordinal: number) => isLast(ordinal) && tally.rejected.has(ordinal)
      await pass(job, setting, tally, { operation: 'delete', isSent: ({ ordinal }) => isDeleted(ordinal) })
    }
  }
  return resultOf(tally, seen.scan({ superseded, superseding }))
}

function resultOf(tally: Tally, data: DataScan): LoadResult {
  const rejected = tally.rejected.size
  const { conflicts } = tally
  return { data, indexed: data.distinct - rejected, rejected, conflicts, rejections: tally.rejections() }
}

interface Choice {
  operation: Operation
  isSent(document: ByteDocument): boolean
}

/** Reads all files once and sends what is chosen. Ends when every document is settled, or with the first fault. */
async function pass(job: LoadJob, setting: LoadSetting, tally: Tally, choice: Choice): Promise<void> {
  const { cluster, pool, link, concurrency, bodyBytes, requestLimit, patienceMs } = setting
  const { index, writeTo, files, ready } = job
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  const position = { bytes: 0 }
  const left = () => bytes - position.bytes
  const onProgress = () => job.onProgress(tally.indexed, position.bytes)
  const sender = new Sender(
    { cluster, pool, link, index, writeTo, tally, patienceMs, left, onProgress },
    bodyBytes,
  )
  const { operation } = choice
  const stop = () => sender.stop(job.signal.reason)
  job.signal.addEventListener('abort', stop)
  const bodies = new Bodies({ sender, tally, concurrency, bodyBytes, requestLimit, operation, ready })
  try {
    for await (const documents of readByteDocuments(files, position)) {
      for (const document of documents) {
        const isFull = choice.isSent(document) && bodies.add(document)
        if (isFull) await isFull
      }
      if (sender.isStopped) break
    }
    await bodies.flush()
  } catch (error) {
    sender.stop(error)
  }
  // Until the last of them is settled: one that waits to be sent again would not notice otherwise.
  await bodies.settled().finally(() => job.signal.removeEventListener('abort', stop))
}
