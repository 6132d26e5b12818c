import {
  type Cluster,
  clearDataStreams,
  clearWrecks,
  lookUpTargets,
  mapsFields,
  nameTemplates,
  type RunIdentity,
} from '../cluster/index.js'
import type { Inputs } from '../inputs/index.js'
import {
  aliasNames,
  bestOf,
  buildPlan,
  dataStreamsAmong,
  indexNameFault,
  type Plan,
  printPlan,
  printShard,
  restorableSteps,
  type Selection,
  shape,
  type TemplatesToCome,
  templatesToCome,
} from '../plan/index.js'
import type { ReadDump } from './read-dump.js'

export interface Planning {
  cluster: Cluster
  run: RunIdentity
  inputs: Inputs
  log(line: string): void
}

/** @returns the targets to which index templates that the cluster has give a mapping */
async function mappedBy(
  cluster: Cluster,
  targets: readonly string[],
  { composable }: TemplatesToCome,
): Promise<Set<string>> {
  const made = targets.map((target) => ({ target, best: bestOf(composable, target) }))
  const held = new Set(made.flatMap(({ best }) => (best && !best.step ? [best.name] : [])))
  for (const name of held) if (!(await mapsFields(cluster, name))) held.delete(name)
  return new Set(made.flatMap(({ target, best }) => (best && held.has(best.name) ? [target] : [])))
}

/** With `all` an index may come without data; but not in the place of one that may have some. */
function isDataAsked({ types, ifExists }: Inputs): boolean {
  return types === 'all' ? ifExists === 'replace' || ifExists === 'swap' : types.includes('data')
}

/**
 * Shapes what was read, looks up what the cluster has of it, clears what killed runs left there, and plans.
 * @throws RestoreError NAMES_CLASH, INDEX_NAME_INVALID for names that cannot be; CLUSTER_UNREACHABLE
 */
export async function makePlan(
  { indices, clusterSteps }: Pick<ReadDump, 'indices' | 'clusterSteps'>,
  selection: Selection,
  { cluster, run, inputs, log }: Planning,
): Promise<Plan> {
  const targets = [...selection.indices, ...selection.otherShards].map(({ target }) => target)
  const shaped = shape(indices, inputs, targets)
  const { steps, leftOut } = restorableSteps(clusterSteps)
  const names = indices.map(({ target }) => target).filter((target) => !indexNameFault(target))
  const { states, busy } = await clearWrecks(cluster, [...new Set(names)], {
    run,
    mayWrite: !inputs.dryRun,
    isReplacing: inputs.ifExists === 'replace' || inputs.ifExists === 'swap',
    log,
  })
  const targetNames = [...new Set(names)]
  const templates = templatesToCome(await nameTemplates(cluster), steps)
  const dataStreams = dataStreamsAmong(targetNames, templates)
  const free = [...dataStreams].filter((name) => states.get(name)?.kind === 'missing' && !busy.has(name))
  const streams = await clearDataStreams(cluster, free, { run, mayWrite: !inputs.dryRun, log })
  const aliases = await lookUpTargets(cluster, aliasNames(shaped.indices, templates))
  const { isMappingMissing } = selection
  const plan = buildPlan({
    indices: shaped.indices,
    clusterSteps: steps,
    states: new Map([...states, ...streams.states]),
    busy: new Map([...busy, ...streams.busy]),
    dataStreams,
    templates,
    isMappingMissing,
    mappedByCluster: isMappingMissing ? await mappedBy(cluster, targetNames, templates) : new Set(),
    aliases,
    otherTargets: selection.otherShards.map(({ target }) => target),
    ifExists: inputs.ifExists,
    isDataAsked: isDataAsked(inputs),
    notRestored: selection.notRestored,
    leftOut,
    hasIndexSettings: inputs.indexSettings !== undefined,
    warnings: [...selection.warnings, ...shaped.warnings],
  })
  for (const line of [...printShard(selection.otherShards, inputs.shard), ...printPlan(plan)]) log(line)
  return plan
}
