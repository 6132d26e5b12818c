import {
  type Cluster,
  type Deed,
  getMappings,
  lookUpTargets,
  missingRights,
  type RunIdentity,
  wouldCreate,
} from '../../cluster/index.js'
import { RestoreError } from '../../errors.js'
import { aliasNameFault, type IndexRestore } from '../../plan/index.js'
import { typeConflicts } from '../../verify/index.js'
import { splitSettings } from '../load-settings.js'
import { checkExtension } from '../target.js'
import { deedsOf } from './deeds.js'

export interface Questions {
  cluster: Cluster
  run: RunIdentity
  /** Whether the cluster tells what this user may do. */
  rightsAreTold: boolean
  /** Told when this user may not ask what the cluster would take. */
  onUntold(): void
}

/** Makes an index, with all that it is given in one request; a data stream is made by its template. */
export function isMaking({ action, isDataStream }: IndexRestore): boolean {
  if (isDataStream) return false
  return action === 'create' || action === 'replace' || action === 'swap'
}

/**
 * Asks all that can be asked about an index without writing.
 * @throws RestoreError with the first that would fail
 */
export async function askAbout(plan: IndexRestore, questions: Questions): Promise<void> {
  const { cluster, run, onUntold } = questions
  const { target, definition, action } = plan
  await requireRights(`index ${target}`, deedsOf(plan, run), questions)
  if (action !== 'skip') await requireFreeAliases(plan, cluster)
  if (isMaking(plan)) {
    const { create } = splitSettings({ ...definition.settings, ...definition.analysis }, 'little')
    const body = { settings: { index: create }, mappings: definition.mappings ?? {} }
    if (!(await wouldCreate(cluster, target, body))) onUntold()
  } else if (action === 'append') {
    await checkExtension(plan, cluster)
    if (definition.mappings) requireTypes(plan, definition.mappings, await getMappings(cluster, target))
  }
}

/** @throws RestoreError CLUSTER_UNAUTHORIZED with the rights that this user lacks */
export async function requireRights(
  what: string,
  deeds: Deed[],
  { cluster, rightsAreTold }: Pick<Questions, 'cluster' | 'rightsAreTold'>,
): Promise<void> {
  const missing = rightsAreTold ? await missingRights(cluster, deeds) : []
  if (missing.length === 0) return
  throw new RestoreError(
    'CLUSTER_UNAUTHORIZED',
    `this user lacks the rights ${missing.join(', ')} for ${what}`,
    {
      hint: 'Give this user the rights that docs/PERMISSIONS.md lists.',
    },
  )
}

/**
 * @throws RestoreError INDEX_NAME_INVALID where an alias of the dump has a name that OpenSearch refuses, NAMES_CLASH where
 * it has the name of an index
 */
async function requireFreeAliases({ target, definition }: IndexRestore, cluster: Cluster): Promise<void> {
  const names = Object.keys(definition.aliases ?? {}).filter((name) => name !== target)
  for (const name of names) {
    const fault = aliasNameFault(name)
    if (fault === undefined) continue
    throw new RestoreError('INDEX_NAME_INVALID', `index ${target}: ${fault}`, {
      hint: 'Rename it with `rename-alias-pattern`, or leave `alias` out of `types`.',
    })
  }
  for (const [name, { kind }] of await lookUpTargets(cluster, names)) {
    if (kind !== 'index') continue
    throw new RestoreError('NAMES_CLASH', `index ${target} cannot have the alias ${name}: it is an index`, {
      hint: 'Rename it with `rename-alias-pattern`, or leave `alias` out of `types`.',
    })
  }
}

function requireTypes(
  { target, isDataStream }: IndexRestore,
  dump: Record<string, unknown>,
  actual: Record<string, unknown>,
): void {
  const conflicts = typeConflicts(dump, actual)
  if (conflicts.length === 0) return
  const [kind, fix] = isDataStream
    ? ['data stream', 'Change its index template and roll it over']
    : ['index', 'Restore it anew with `if-exists: replace`, or under another name']
  throw new RestoreError(
    'INDEX_DIFFERS',
    `${kind} ${target} cannot take on the dump's mapping: ${conflicts.slice(0, 5).join('; ')}`,
    { hint: `${fix}, or leave \`mapping\` out of \`types\`.` },
  )
}
