import { countDocuments, getAliases, getMappings, getSettings, type MadeIndex } from '../cluster/index.js'
import type { LoadResult } from '../engines/index.js'
import type { IndexRestore } from '../plan/index.js'
import {
  type Check,
  compareAliases,
  compareCounts,
  compareMappings,
  compareSettings,
} from '../verify/index.js'
import type { RestoreContext } from './context.js'
import { allDocuments, compareDocuments } from './documents.js'

export interface Verification {
  checks: Check[]
  /** `_count`, or null where no documents were restored. */
  documents: number | null
}

/**
 * Compares the index with its dump, as deep as `verify` asks for. The index has been refreshed.
 * @param made what the index was before its data; undefined for one that was there before
 */
export async function verifyIndex(
  plan: IndexRestore,
  loaded: LoadResult | undefined,
  context: RestoreContext,
  made?: MadeIndex,
): Promise<Verification> {
  const { cluster, inputs } = context
  const counting = loaded ? countDocuments(cluster, plan.target) : Promise.resolve(null)
  if (inputs.verify === 'none') {
    const checks = loaded && loaded.conflicts > 0 ? await verifyDocuments(plan, loaded, context) : []
    return { checks, documents: await counting }
  }
  // Side by side: each is a request or two, and an index with little data takes no longer than they do.
  const [documents, mappings, settings, compared] = await Promise.all([
    counting,
    verifyMappings(plan, context, made),
    verifySettings(plan, context, made),
    loaded ? verifyDocuments(plan, loaded, context) : [],
  ])
  const counts = loaded && documents !== null ? [verifyCounts(plan, loaded, documents)] : []
  return { checks: [...mappings, ...settings, ...counts, ...compared], documents }
}

async function verifyMappings(
  { target, definition }: IndexRestore,
  { cluster }: RestoreContext,
  made: MadeIndex | undefined,
): Promise<Check[]> {
  if (!definition.mappings) return []
  return [compareMappings(definition.mappings, await getMappings(cluster, target), made?.mappings)]
}

function verifyCounts({ action }: IndexRestore, { data, rejected }: LoadResult, documents: number): Check {
  const { distinct, routed, superseded } = data
  const appended = action === 'append'
  return compareCounts({
    distinct,
    rejected,
    cluster: documents,
    appended,
    routed,
    superseded: superseded?.size ?? 0,
  })
}

/**
 * @param given aliases that the restore itself has given to the index
 * @param made what the index was before its data; undefined: whatever else it has is listed
 */
export async function verifyAliases(
  plan: IndexRestore,
  { cluster, inputs }: RestoreContext,
  given: readonly string[] = [],
  made?: MadeIndex,
): Promise<Check[]> {
  const { aliases } = plan.definition
  if (inputs.verify === 'none') return []
  const all = Object.entries(await getAliases(cluster, plan.target))
  const actual = Object.fromEntries(all.filter(([name]) => !given.includes(name)))
  const check = compareAliases(aliases ?? {}, actual, aliases && made?.aliases)
  return aliases ? [check] : onlyExtra(plan, check)
}

/** What nobody asked for has nothing to compare; what a template brought to a new index is told all the same. */
function onlyExtra({ action }: IndexRestore, check: Check): Check[] {
  return action === 'create' && check.extra.length > 0 ? [check] : []
}

async function verifySettings(
  plan: IndexRestore,
  context: RestoreContext,
  made: MadeIndex | undefined,
): Promise<Check[]> {
  const { target, definition, action } = plan
  const actual = await getSettings(context.cluster, target)
  const checks: Check[] = []
  if (definition.analysis)
    checks.push(compareSettings(definition.analysis, onlyAnalysis(actual), 'analyzers', made?.settings))
  const { analysis: _, ...limits } = definition.analysis ?? {}
  const before = definition.settings && made?.settings
  const check = compareSettings(definition.settings ?? limits, actual, 'settings', before)
  if (definition.settings && action === 'create') checks.push(check)
  else checks.push(...onlyExtra(plan, check))
  return checks
}

export function onlyAnalysis(settings: Record<string, unknown>): Record<string, unknown> {
  const { analysis, max_ngram_diff, max_shingle_diff } = settings
  const found = { analysis, max_ngram_diff, max_shingle_diff }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))
}

async function verifyDocuments(
  { target, dataFiles, action, isDataStream = false }: IndexRestore,
  { data, rejected, conflicts }: LoadResult,
  { cluster, inputs }: RestoreContext,
): Promise<Check[]> {
  const isAppended = action === 'append'
  const shared = { rejected, isAppended, isDataStream }
  const all = () => allDocuments(dataFiles, data.superseded)
  // What was there under an id of the dump may be anything.
  if (inputs.verify === 'full' || conflicts > 0) {
    const whole = { documents: all(), scope: 'every document', withSource: true, ...shared }
    return [await compareDocuments(cluster, target, whole)]
  }
  const checks: Check[] = []
  if (isAppended) {
    // Counts say little of an index that had documents before: each of the dump's has to be there.
    const ids = { documents: all(), scope: 'every id', withSource: false, ...shared }
    checks.push(await compareDocuments(cluster, target, ids))
  }
  if (inputs.verify === 'sample') {
    const sample = { documents: data.sample, scope: 'a sample', withSource: true, ...shared }
    checks.push(await compareDocuments(cluster, target, sample))
  }
  return checks
}
