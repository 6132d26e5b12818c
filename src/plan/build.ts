import type { TargetState } from '../cluster/index.js'
import type { DumpType } from '../dump/index.js'
import { RestoreError } from '../errors.js'
import type { Inputs } from '../inputs/index.js'
import { planDataStream, streamWarnings, wouldBeDataStream } from './data-streams.js'
import { handoversOf } from './handovers.js'
import { indexNameFault, listed } from './names.js'
import { refuseSecondWriters } from './second-writers.js'
import { sharedAliasWarnings } from './shared-aliases.js'
import { isMappedByDump, type TemplatesToCome, withTemplates } from './templates.js'
import type { ClusterStep, IndexRestore, LeftOut, Plan, ReadIndex } from './types.js'

/** The order in which an index's types are applied. */
const ORDER: readonly DumpType[] = ['index', 'settings', 'analyzer', 'mapping', 'data', 'alias']
/** What an index that exists takes of these; its settings stay its own. */
const APPENDED: readonly DumpType[] = ['analyzer', 'mapping', 'data', 'alias']

export interface PlanParts {
  indices: ReadIndex[]
  clusterSteps: ClusterStep[]
  states: Map<string, TargetState>
  /** Targets that another run is restoring into, with that run. */
  busy: Map<string, string>
  /** Targets whose names are those of data streams, by the index templates there will be. */
  dataStreams: ReadonlySet<string>
  templates: TemplatesToCome
  /** Mappings are wanted, and not each index with documents has one. */
  isMappingMissing: boolean
  /** Targets that get a mapping from index templates of the cluster. */
  mappedByCluster: ReadonlySet<string>
  /** What the cluster has under the names of the aliases. */
  aliases: ReadonlyMap<string, TargetState>
  /** Targets that other jobs of a matrix restore. */
  otherTargets: readonly string[]
  ifExists: Inputs['ifExists']
  /** `all`: an index without data is restored without. */
  isDataAsked: boolean
  /** Whether settings are laid over the dump's, in which an index that exists has no part. */
  hasIndexSettings: boolean
  notRestored: Plan['notRestored']
  /** Of the cluster steps. */
  leftOut: LeftOut[]
  warnings: string[]
}

/** Decides what is done with each index. Pure: asks nobody, changes nothing. */
export function buildPlan(parts: PlanParts): Plan {
  const { clusterSteps, notRestored } = parts
  const known = { ...parts, held: parts.aliases }
  const planned = parts.indices.map((index) => asAttempted(planIndex(index, parts), index, parts))
  const indices = refuseSecondWriters(planned, known).map((plan) => withTemplates(plan, parts.templates))
  const warnings = [
    ...parts.warnings,
    ...streamWarnings(parts.indices, indices),
    ...settingsWarnings(indices, parts),
    ...swapWarnings(indices, parts),
    ...sharedAliasWarnings(indices, known),
    ...guessWarnings(indices, parts),
  ]
  const leftOut = [...parts.leftOut, ...parts.indices.flatMap((index, i) => leftOutOf(index, indices[i]))]
  return { clusterSteps, notRestored, leftOut, warnings, indices, handovers: handoversOf(indices, known) }
}

/** Where nothing is made of it, nothing is left out of it; an index that exists gets no settings anyway. */
function leftOutOf({ name, leftOut = [] }: ReadIndex, plan: IndexRestore | undefined): LeftOut[] {
  if (!plan || plan.fault || plan.action === 'skip') return []
  const parts = plan.action === 'append' ? leftOut.filter((part) => part.startsWith('mappings.')) : leftOut
  return parts.length > 0 ? [{ type: 'index', name, parts }] : []
}

function settingsWarnings(indices: IndexRestore[], { hasIndexSettings }: PlanParts): string[] {
  const existing = indices.filter(({ action, fault }) => action === 'append' && !fault)
  if (!hasIndexSettings || existing.length === 0) return []
  const names = listed(existing.map(({ target }) => target))
  return [`\`index-settings\` is not applied to what exists: ${names} keep their settings.`]
}

function guessWarnings(indices: IndexRestore[], parts: PlanParts): string[] {
  if (!parts.isMappingMissing) return []
  const guessed = indices.filter((plan) => {
    if (plan.fault || plan.action === 'append' || plan.action === 'skip') return false
    if (plan.definition.mappings || !plan.steps.includes('data')) return false
    return !parts.mappedByCluster.has(plan.target) && !isMappedByDump(plan.target, parts.templates)
  })
  if (guessed.length === 0) return []
  const which = guessed.length < indices.length ? ` of ${listed(guessed.map(({ target }) => target))}` : ''
  return [`The dump has no mapping${which}: the cluster guesses the types of the fields from the documents.`]
}

/** An index of another name goes with a swap too, and that should be seen before. */
function swapWarnings(indices: IndexRestore[], { states }: PlanParts): string[] {
  return indices.flatMap(({ target, action, fault }) => {
    const state = states.get(target)
    const [old] = action === 'swap' && !fault && state?.kind === 'alias' ? state.indices : []
    if (old === undefined || old.startsWith(`${target}--restoring-`)) return []
    return [
      `${target} is an alias of index ${old}: with \`swap\` that index goes when the new one is in its place.`,
    ]
  })
}

/** What fails is told as what it would have been. */
function asAttempted(
  plan: IndexRestore,
  { types }: ReadIndex,
  { states, ifExists }: PlanParts,
): IndexRestore {
  const state = states.get(plan.target)
  const isThere =
    state?.kind === 'index' ||
    state?.kind === 'alias' ||
    (state?.kind === 'data stream' && !state.isUntouched)
  if (!plan.fault || !isThere) return plan
  if (types.length > 0 && types.every((type) => type === 'alias')) return { ...plan, action: 'append' }
  const isAttempted = ifExists === 'append' || ifExists === 'replace' || ifExists === 'swap'
  return isAttempted ? { ...plan, action: ifExists } : plan
}

function planIndex(read: ReadIndex, parts: PlanParts): IndexRestore {
  const { name: source, target, dataFiles, data, dumped, metadata } = read
  const plan: IndexRestore = {
    source,
    target,
    action: 'create',
    fault: undefined,
    steps: ORDER.filter((type) => read.types.includes(type)),
    definition: metadata,
    dataFiles,
    data,
    dumped,
  }
  const fault =
    read.fault ??
    indexNameFault(target, source === target ? dataFiles[0]?.name : undefined) ??
    busyFault(target, parts) ??
    dataFault(read, parts)
  if (fault) return { ...plan, fault, steps: [] }
  const state = parts.states.get(target) ?? { kind: 'missing' }
  const isAliasOnly = plan.steps.every((type) => type === 'alias')
  if (state.kind === 'data stream' || (state.kind === 'missing' && parts.dataStreams.has(target)))
    return planDataStream(plan, state, parts.ifExists)
  if (state.kind === 'missing') {
    if (isAliasOnly) return { ...plan, fault: missingFault(target), steps: [] }
    // The name is an alias from the beginning, so that the next swap is one of aliases alone.
    return parts.ifExists === 'swap' ? { ...plan, action: 'swap' } : plan
  }
  if (isAliasOnly && state.kind === 'index') return { ...plan, action: 'append' }
  if (state.kind === 'untold') return { ...plan, fault: state.fault, steps: [] }
  if (parts.ifExists === 'skip') return { ...plan, action: 'skip', steps: [] }
  // Restored beside, aliases alone would put an empty index in the place of a full one.
  if (isAliasOnly) return { ...plan, fault: aliasesOfAliasFault(target, state), steps: [] }
  if (parts.ifExists === 'append' && state.kind === 'index') {
    return { ...plan, action: 'append', steps: plan.steps.filter((type) => APPENDED.includes(type)) }
  }
  const isBeside = parts.ifExists === 'replace' || parts.ifExists === 'swap'
  if (isBeside && parts.dataStreams.has(target))
    return { ...plan, fault: wouldBeDataStream(target, state.kind), steps: [] }
  if (parts.ifExists === 'swap' && isSharedOld(target, state, parts))
    return { ...plan, fault: sharedFault(target, state), steps: [] }
  if (parts.ifExists === 'swap' && isSwappable(state)) return { ...plan, action: 'swap' }
  if (parts.ifExists === 'replace' && state.kind === 'index') return { ...plan, action: 'replace' }
  return { ...plan, fault: existsFault(target, state, parts.ifExists), steps: [] }
}

/** An alias of several indexes, of a part of one, or of what another name is, shows less than what would go with it. */
function isSwappable(state: TargetState): boolean {
  if (state.kind !== 'alias') return state.kind === 'index'
  return state.indices.length === 1 && !state.isPartial && !state.isOfAnother
}

/** Swapping an alias takes the index behind it away, and with it what another of these targets has just become. */
function isSharedOld(target: string, state: TargetState, { indices, states }: PlanParts): boolean {
  if (state.kind !== 'alias') return false
  return indices.some(({ target: other }) => {
    if (other === target) return false
    const its = states.get(other)
    const behind = its?.kind === 'alias' ? its.indices : [other]
    return behind.some((index) => state.indices.includes(index))
  })
}

function sharedFault(target: string, state: TargetState): RestoreError {
  const indices = state.kind === 'alias' ? state.indices.join(', ') : ''
  return new RestoreError(
    'INDEX_EXISTS',
    `${target} is an alias of ${indices}, and that is another target too`,
    {
      hint: 'Restore one of them, with `index` or `match`: with `swap` the index behind an alias goes.',
    },
  )
}

function busyFault(target: string, { busy }: PlanParts): RestoreError | undefined {
  const run = busy.get(target)
  if (run === undefined) return undefined
  return new RestoreError('INDEX_BUSY', `another run (${run}) is restoring into index ${target}`, {
    hint: 'Wait until it has ended, then run this again.',
  })
}

function dataFault(read: ReadIndex, { isDataAsked }: PlanParts): RestoreError | undefined {
  if (!isDataAsked || read.types.includes('data')) return undefined
  return new RestoreError('DUMP_TYPE_MISSING', `the dump has no data file for index ${read.name}`, {
    hint: 'Take the dump again, of a closed index when it is open; to restore this index without documents, leave `data` out of `types`.',
  })
}

function missingFault(target: string): RestoreError {
  return new RestoreError('INDEX_MISSING', `index ${target}, which the aliases are for, does not exist`, {
    hint: 'Restore the index as well: add `mapping` and `data` to `types`.',
  })
}

function aliasesOfAliasFault(target: string, state: Extract<TargetState, { kind: 'alias' | 'index' }>) {
  const indices = state.kind === 'alias' ? state.indices.join(', ') : target
  return new RestoreError('INDEX_EXISTS', `${target}, which the aliases are for, is an alias of ${indices}`, {
    hint: 'Give that index the aliases by hand, or restore it with them: add `mapping` and `data` to `types`.',
  })
}

function existsFault(
  target: string,
  state: Exclude<TargetState, { kind: 'untold' }>,
  ifExists: Inputs['ifExists'],
): RestoreError {
  if (state.kind === 'alias') {
    const what = state.isPartial ? 'an alias of a part of' : 'an alias of'
    return new RestoreError('INDEX_EXISTS', `${target} is ${what} ${state.indices.join(', ')}`, {
      hint:
        ifExists === 'append'
          ? 'To append to that index, restore under its own name, with `rename-pattern`.'
          : isSwappable(state)
            ? 'Set `if-exists` to `swap`, which gives the alias to the restored index and deletes the old one, or leave this index out with `match`.'
            : 'Delete the alias first, or leave this index out with `match`.',
    })
  }
  return new RestoreError('INDEX_EXISTS', `index ${target} exists, and \`if-exists\` is \`fail\``, {
    hint: 'Delete the index first, or set `if-exists` to `skip`, `append`, `replace` or `swap`.',
  })
}
