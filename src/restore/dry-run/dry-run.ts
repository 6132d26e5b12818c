import { askRoom, type Cluster, type RunIdentity, tellsRights } from '../../cluster/index.js'
import type { Inputs } from '../../inputs/index.js'
import type { IndexRestore, Plan } from '../../plan/index.js'
import type { IndexResult, Result } from '../../report/index.js'
import { withoutFailedTemplates } from '../failed-templates.js'
import { failureOf } from '../failure.js'
import { type MetadataFiles, withFile } from '../refusals.js'
import { emptyResult } from '../restore-index.js'
import { askAbout, isMaking, type Questions } from './questions.js'
import { roomWarnings } from './room.js'
import { askAboutSteps } from './steps.js'

export interface DryRunContext {
  cluster: Cluster
  run: RunIdentity
  /** What each index is made from, by source name. */
  metadataFiles: Map<string, MetadataFiles>
  inputs: Pick<Inputs, 'indexSettings'>
}

/** Asks the cluster of each part of a plan whether it would take it, as far as it can be asked without writing. */
export async function dryRun(
  plan: Plan,
  context: DryRunContext,
): Promise<Pick<Result, 'clusterSteps' | 'indices' | 'warnings'>> {
  const { cluster, run } = context
  const made = plan.indices.filter((index) => !index.fault && isMaking(index))
  const warnings = new Set<string>(roomWarnings(made, await askRoom(cluster)))
  const onUntold = () =>
    warnings.add('This user may not ask whether an index would be created; it was not checked.')
  const questions = { cluster, run, rightsAreTold: await tellsRights(cluster), onUntold }
  const clusterSteps = await askAboutSteps(plan.clusterSteps, questions)
  const left = withoutFailedTemplates(plan.indices, clusterSteps)
  for (const warning of left.warnings) warnings.add(warning)
  const indices: IndexResult[] = []
  for (const index of left.indices) indices.push(await lookAtIndex(index, context, questions))
  return { clusterSteps, indices, warnings: [...warnings] }
}

async function lookAtIndex(
  plan: IndexRestore,
  { metadataFiles, inputs }: DryRunContext,
  questions: Questions,
): Promise<IndexResult> {
  const began = Date.now()
  const { data, fault, action, definition } = plan
  const result: IndexResult = {
    ...emptyResult(plan),
    action: 'planned',
    status: action === 'skip' ? 'skipped' : 'planned',
    documents: { dump: null, indexed: null, rejected: null, cluster: null },
    planned: fault ? null : { action, documents: data?.distinct ?? null },
  }
  try {
    if (fault) throw fault
    await askAbout(plan, questions)
  } catch (error) {
    result.status = 'failed'
    const files = metadataFiles.get(plan.source) ?? {}
    const given = Object.keys(inputs.indexSettings ?? {})
    result.failure = failureOf(withFile(error, files, given, definition.mappings))
  }
  return { ...result, durationMs: Date.now() - began }
}
