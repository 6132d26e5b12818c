import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Cluster,
  deleteIndex,
  getMade,
  getSettings,
  indexMarker,
  type MadeIndex,
  markerAlias,
  markerName,
  putSettings,
  refresh,
} from '../cluster/index.js'
import type { LoadResult } from '../engines/index.js'
import { RestoreError } from '../errors.js'
import type { IndexRestore } from '../plan/index.js'
import { compareSettings } from '../verify/index.js'
import type { RestoreContext } from './context.js'
import { loadDataStream, removeUnfinishedDataStream } from './data-stream-load.js'
import { type Amount, settingsAroundLoad, splitSettings } from './load-settings.js'
import { totalsOf } from './load-totals.js'
import { sampleSize } from './read-dump.js'
import { onlyAnalysis } from './verify.js'

type JsonObject = Record<string, unknown>

/** How often, and how far apart, an index is looked for whose making was cancelled. */
const LATE_LOOKS = 8
const LATE_LOOK_MS = 250

/** What an index needs after its data: settings, and those that seal it, which come last of all. */
export interface Finish {
  after: JsonObject
  seal: JsonObject
  /** What a new index was before its data: the dump's definition, and what templates brought. */
  made?: MadeIndex
}

/** Creates the index with the mark of this run, ready to take documents. */
export async function createTarget(plan: IndexRestore, context: RestoreContext): Promise<Finish> {
  const { cluster, engine, heart, run } = context
  const { target, definition } = plan
  const amount = amountOf(plan, context)
  const marker = markerName(target, run)
  const { create, later } = splitSettings({ ...definition.settings, ...definition.analysis }, amount)
  const aliases = markerAlias(marker)
  context.signal.throwIfAborted()
  context.begun.add(target)
  await engine.createIndex(
    target,
    { settings: { index: create }, mappings: definition.mappings ?? {}, aliases },
    marker,
  )
  heart.begin(target, marker)
  const made = await getMade(cluster, target)
  const { before, after, seal } = settingsAroundLoad(made.settings, later, amount)
  if (Object.keys(before).length > 0) await putSettings(cluster, target, before)
  return { after, seal, made }
}

export function amountOf({ data, dataFiles }: IndexRestore, { inputs }: RestoreContext): Amount {
  const bytes = data?.bytes ?? dataFiles.reduce((sum, file) => sum + file.bytes, 0)
  return bytes <= inputs.batchSizeBytes ? 'little' : 'much'
}

/** Makes an index that exists ready for more documents. Its settings stay its own. */
export async function extendTarget(plan: IndexRestore, context: RestoreContext): Promise<Finish> {
  const { target, definition } = plan
  await checkExtension(plan, context.cluster)
  if (definition.mappings && Object.keys(definition.mappings).length > 0) {
    await context.engine.putMappings(target, definition.mappings)
  }
  return { after: {}, seal: {} }
}

/** @throws RestoreError INDEX_DIFFERS where an index that exists cannot take the dump's documents as they are */
export async function checkExtension(
  { target, definition, dataFiles, action, isDataStream }: IndexRestore,
  cluster: Cluster,
): Promise<void> {
  const settings = await getSettings(cluster, target)
  if (dataFiles.length > 0) refuseFinalPipeline(target, settings.final_pipeline)
  if (definition.analysis) {
    const actual = onlyAnalysis(settings)
    const { ok, differences } = compareSettings(definition.analysis, actual, 'analyzers')
    if (!ok) {
      const isOfTemplate = isDataStream && action === 'create'
      const [who, fix] = isOfTemplate
        ? [`the index template of data stream ${target}`, 'Change the template in the dump or the cluster']
        : [`${isDataStream ? 'data stream' : 'index'} ${target}`, 'Delete it and restore it anew']
      throw new RestoreError(
        'INDEX_DIFFERS',
        `${who} has other analyzers than the dump: ${differences.join('; ')}`,
        { hint: `${fix}, or leave \`analyzer\` out of \`types\`.` },
      )
    }
  }
}

/** No parameter of a request keeps documents from it, and it may change or drop them. */
function refuseFinalPipeline(target: string, pipeline: unknown): void {
  if (pipeline === undefined || pipeline === '_none') return
  throw new RestoreError(
    'INDEX_DIFFERS',
    `index ${target} has the final pipeline ${pipeline}, which every document would pass`,
    {
      hint: 'Set its `final_pipeline` to `_none` for the restore, and back after.',
    },
  )
}

/**
 * Loads the documents of an index, and makes them visible.
 * @param ready the making of the index, while which the engine may already start
 */
export async function loadDocuments(
  plan: IndexRestore,
  context: RestoreContext,
  ready: Promise<unknown>,
): Promise<LoadResult> {
  const { engine, progress, run, surveys, inputs } = context
  const { source, target, dataFiles, data } = plan
  const survey = surveys.get(source)
  const step = progress.step(target, totalsOf(plan))
  // Through its mark a new index is written to only as long as it is this run's.
  const writeTo = plan.action === 'create' && !plan.isDataStream ? markerName(target, run) : target
  const bytesEach = data && data.distinct > 0 ? data.bytes / data.distinct : 0
  const onProgress = (documents: number, read: number | null) =>
    step.update(documents, data || read === null ? documents * bytesEach : read)
  try {
    if (data?.distinct === 0) return { data, indexed: 0, rejected: 0, conflicts: 0, rejections: [] }
    const job = {
      index: target,
      writeTo,
      files: dataFiles,
      data,
      survey,
      operation: 'index' as const,
      sampleSize: sampleSize(inputs),
      ready,
      onProgress,
      signal: context.signal,
    }
    const loaded = plan.isDataStream ? await loadDataStream(plan, job, context) : await engine.load(job)
    await refresh(context.cluster, target)
    return loaded
  } finally {
    step.end()
  }
}

/** Removes an index that this run created and could not finish; whatever else has that name stays. */
export async function removeUnfinished(plan: IndexRestore, context: RestoreContext): Promise<void> {
  const { heart, run, begun, signal } = context
  const { target } = plan
  if (!begun.has(target)) return
  const cluster = context.cluster.steady
  await heart.end(target)
  if (plan.isDataStream) return await removeUnfinishedDataStream(plan, context)
  const marker = markerName(target, run)
  // A request that was cancelled may be done all the same, a moment later.
  for (let looks = signal.aborted ? LATE_LOOKS : 1; looks > 0; looks--) {
    const found = await indexMarker(cluster, target)
    if (found === marker) await deleteIndex(cluster, target)
    if (found !== undefined || looks === 1) return
    await sleep(LATE_LOOK_MS)
  }
}
