import { hintFor } from '../cluster/index.js'
import { type DumpFile, identify, readDocuments } from '../dump/index.js'
import type { RejectedDocument } from '../engines/index.js'
import { RestoreError } from '../errors.js'
import type { IndexRestore } from '../plan/index.js'
import { counted, type Rejection } from '../report/index.js'
import type { RestoreContext } from './context.js'
import { hintForMapping } from './mapping-hints.js'
import { streamHint } from './stream-hints.js'

const MISFIT = 'Restore with the mapping that the documents were made for, or allow some with `max-rejected`.'

const OF_TEMPLATE =
  'A data stream has its mapping from its index template: change that for these documents, or allow some with `max-rejected`.'

/**
 * Looks up in the dump where rejected documents are, unless the engine told it; the last line of an id is the one that was sent.
 * @returns them in the order of the dump
 */
export async function locateRejections(
  files: DumpFile[],
  rejected: RejectedDocument[],
): Promise<Rejection[]> {
  const rejections: Rejection[] = rejected.map((document) => ({ file: null, line: null, ...document }))
  if (rejections.every(({ file }) => file !== null)) return rejections
  const places = new Map<Rejection, number>()
  const byId = new Map<string, Rejection[]>()
  for (const rejection of rejections) byId.set(rejection.id, [...(byId.get(rejection.id) ?? []), rejection])
  let ordinal = 0
  for (const file of files) {
    for await (const documents of readDocuments(file)) {
      for (const document of documents) {
        const { id } = identify(document, ordinal)
        for (const rejection of byId.get(id) ?? []) {
          rejection.file = file.name
          rejection.line = document.line
          places.set(rejection, ordinal)
        }
        ordinal++
      }
    }
  }
  return rejections.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))
}

/**
 * `max-rejected` is for all indexes together: what one is restored without, another may not be.
 * @throws RestoreError DOCUMENTS_REJECTED where more are rejected than that
 */
export function refuseRejections(
  { source, target, isDataStream }: IndexRestore,
  rejected: number,
  [first]: Rejection[],
  { inputs, allowed, metadataFiles }: RestoreContext,
): void {
  if (allowed.rejected + rejected <= inputs.maxRejected) {
    allowed.rejected += rejected
    return
  }
  const reason = first?.reason ?? ''
  const file = metadataFiles.get(source)?.mapping ?? 'the mapping'
  const place = first?.file ? ` (${first.file}, line ${first.line})` : ''
  const which = rejected === 1 ? 'document' : 'for example document'
  const example = first ? `: ${which} ${first.id}${place}: ${first.reason}` : ''
  const others = allowed.rejected > 0 ? `, after ${allowed.rejected} of other indexes` : ''
  const [kind, misfit] = isDataStream ? ['data stream', OF_TEMPLATE] : ['index', MISFIT]
  const hint =
    (isDataStream ? streamHint(reason, target, file) : undefined) ??
    hintForMapping(reason, file) ??
    hintFor(reason) ??
    misfit
  throw new RestoreError(
    'DOCUMENTS_REJECTED',
    `the cluster rejected ${counted(rejected, 'document')} of ${kind} ${target}${others}${example}`,
    { hint },
  )
}
