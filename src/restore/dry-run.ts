import { askRoom, type Cluster, type Room, wouldCreate, wouldTakeTemplate } from '../cluster/index.js'
import { RestoreError } from '../errors.js'
import type { Inputs } from '../inputs/index.js'
import type { ClusterStep, IndexRestore, Plan } from '../plan/index.js'
import { type ClusterStepResult, formatBytes, type IndexResult, type Result } from '../report/index.js'
import { failureOf } from './failure.js'
import { splitSettings } from './load-settings.js'
import { type MetadataFiles, withFile, withMappingHint } from './refusals.js'
import { emptyResult } from './restore-index.js'
import { checkExtension } from './target.js'

/** Makes an index, with all that it is given in one request. */
const MAKING: readonly IndexRestore['action'][] = ['create', 'replace', 'swap']

export interface DryRunContext {
  cluster: Cluster
  /** What each index is made from, by source name. */
  metadataFiles: Map<string, MetadataFiles>
  inputs: Pick<Inputs, 'indexSettings'>
}

/** Asks the cluster of each part of a plan whether it would take it, as far as it can be asked without writing. */
export async function dryRun(
  plan: Plan,
  context: DryRunContext,
): Promise<Pick<Result, 'clusterSteps' | 'indices' | 'warnings'>> {
  const { cluster } = context
  const warnings = new Set<string>(roomWarnings(plan, await askRoom(cluster)))
  const untold = () =>
    warnings.add('This user may not ask whether an index would be created; it was not checked.')
  const clusterSteps: ClusterStepResult[] = []
  for (const step of plan.clusterSteps) clusterSteps.push(await lookAtStep(step, cluster, untold))
  const indices: IndexResult[] = []
  for (const index of plan.indices) {
    indices.push(await lookAtIndex(index, context, untold))
  }
  return { clusterSteps, indices, warnings: [...warnings] }
}

async function lookAtIndex(
  plan: IndexRestore,
  { cluster, metadataFiles, inputs }: DryRunContext,
  untold: () => void,
): Promise<IndexResult> {
  const began = Date.now()
  const { data, fault, action, definition, target } = plan
  const documents = { dump: null, indexed: null, rejected: null, cluster: null }
  const planned = fault ? null : { action, documents: data?.distinct ?? null }
  const result: IndexResult = {
    ...emptyResult(plan),
    action: 'planned',
    status: 'planned',
    documents,
    planned,
  }
  try {
    if (fault) throw fault
    if (MAKING.includes(action)) {
      const { create } = splitSettings({ ...definition.settings, ...definition.analysis }, 'little')
      const body = { settings: { index: create }, mappings: definition.mappings ?? {} }
      if (!(await wouldCreate(cluster, target, body))) untold()
    } else if (action === 'append') await checkExtension(plan, cluster)
    if (action === 'skip') result.status = 'skipped'
  } catch (error) {
    result.status = 'failed'
    const files = metadataFiles.get(plan.source) ?? {}
    const given = Object.keys(inputs.indexSettings ?? {})
    result.failure = failureOf(withFile(error, files, given, definition.mappings))
  }
  return { ...result, durationMs: Date.now() - began }
}

async function lookAtStep(
  { type, name, body }: ClusterStep,
  cluster: Cluster,
  untold: () => void,
): Promise<ClusterStepResult> {
  try {
    if (type === 'index_template' && !(await wouldTakeTemplate(cluster, name, body))) untold()
    return { type, name, status: 'planned', failure: null }
  } catch (error) {
    // What it is composed of may be among what the restore would put before it.
    if (error instanceof RestoreError && /component templates? .* (do|does) not exist/.test(error.message)) {
      return { type, name, status: 'planned', failure: null }
    }
    return { type, name, status: 'failed', failure: failureOf(withMappingHint(error)) }
  }
}

/** Documents take about as much room in an index as in the dump, each copy of them again. */
function roomWarnings({ indices }: Plan, { shards, diskBytes }: Room): string[] {
  const made = indices.filter(({ fault, action }) => !fault && MAKING.includes(action))
  const needed = made.map((index) => ({ shards: shardsOf(index), copies: copiesOf(index), data: index.data }))
  const shardsDue = needed.reduce((sum, one) => sum + one.shards * one.copies, 0)
  const bytesDue = needed.reduce((sum, one) => sum + (one.data?.bytes ?? 0) * one.copies, 0)
  const warnings: string[] = []
  if (shards && shards.used + shardsDue > shards.most) {
    warnings.push(
      `The plan needs ${shardsDue} shards, and ${shards.used} of the ${shards.most} that the cluster may have are there: raise \`cluster.max_shards_per_node\`, or restore fewer indexes or replicas.`,
    )
  }
  if (diskBytes !== undefined && bytesDue > diskBytes) {
    warnings.push(
      `The plan needs about ${formatBytes(bytesDue)}, and the cluster's disks have ${formatBytes(diskBytes)} free.`,
    )
  }
  return warnings
}

function shardsOf({ definition }: IndexRestore): number {
  return Number(definition.settings?.number_of_shards ?? 1)
}

function copiesOf({ definition }: IndexRestore): number {
  return 1 + Number(definition.settings?.number_of_replicas ?? 1)
}
