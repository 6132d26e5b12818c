import { RestoreError } from '../errors.js'
import type { Cluster } from './connect.js'
import { countDocuments, refresh } from './documents.js'
import { reasonOf, statusOf } from './errors.js'
import { asked, deleteIndex, getAliases, getSettings, lookUpTargets, putSettings } from './indices.js'
import { markerAlias, type RunIdentity, secondMarkerName } from './markers.js'

type JsonObject = Record<string, unknown>
/** Aliases as OpenSearch gives them: options by name. */
type Aliases = JsonObject
type Action = Record<string, JsonObject>

/** How often another writer may make an index of the name while it is away. */
const CLONE_ATTEMPTS = 5

export interface Swap {
  /** What readers ask for. */
  name: string
  /** The index that is to have the name. */
  index: string
  /** The mark that it still bears. */
  mark: string
  /** Other aliases that it gets. */
  aliases: Aliases
  /** What has the name now: an index, or the index behind an alias. */
  old: { index: string; isAlias: boolean; aliases: Aliases } | undefined
}

/**
 * Gives a name to another index, with its aliases, all in one request. An old index behind an alias is left with a
 * mark of the name, by which any run knows that it has to go; one that had the name itself goes in the same request.
 */
export async function swapIn(
  cluster: Cluster,
  { name, index, mark, aliases, old }: Swap,
  run: Pick<RunIdentity, 'id'>,
): Promise<void> {
  const actions: Action[] = []
  if (old?.isAlias) {
    for (const alias of Object.keys(old.aliases)) actions.push({ remove: { index: old.index, alias } })
    actions.push(...adding(old.index, markerAlias(secondMarkerName(name, run))))
  } else if (old) actions.push({ remove_index: { index: old.index } })
  // What else the alias is, such as hidden, it stays.
  const own = old?.aliases[name] ?? {}
  actions.push(...adding(index, { ...aliases, [name]: own }), { remove: { index, alias: mark } })
  await update(cluster, actions, `${name} cannot be made an alias of ${index}`, async () => {
    const state = (await lookUpTargets(cluster, [name])).get(name)
    return state?.kind === 'alias' && state.indices.join() === index
  })
}

export interface Taking {
  /** What is taken away, if it is there. */
  target: string | undefined
  /** The index beside it, which is to have its place. */
  beside: string
  /** The mark of that one, which says from then on that it is all that there is. */
  mark: string
  /** What it gets. */
  aliases: Aliases
}

/** Takes an index away; its aliases go over to the one beside it, whose mark tells of it, all in one request. */
export async function takeAway(cluster: Cluster, { target, beside, mark, aliases }: Taking): Promise<void> {
  const removing = target === undefined ? [] : [{ remove_index: { index: target } }]
  const actions = [...removing, ...adding(beside, { ...aliases, ...markerAlias(mark, true) })]
  await update(cluster, actions, `${target ?? beside} cannot be replaced`, () => isComplete(cluster, beside))
}

/** @returns whether the target of this index has been taken away */
export async function isComplete(cluster: Cluster, beside: string): Promise<boolean> {
  const state = (await lookUpTargets(cluster, [beside])).get(beside)
  return state?.kind === 'index' && state.marker?.isComplete === true
}

/** What putting an index under its name tells while it does so. */
export interface PutEvents {
  /** The name can be read again. */
  onBack(): void
  /** What became of another writer's documents. */
  log(line: string): void
}

/**
 * Puts a complete index, which takes no writes any more, under its target's name, which nobody has: clones it, and lets
 * the clone take over its aliases when it holds as many documents. A clone that is not done bears a mark, and takes no
 * writes until it is counted.
 * @throws RestoreError that says what is where
 */
export async function putUnderName(
  cluster: Cluster,
  target: string,
  beside: string,
  run: Pick<RunIdentity, 'id'>,
  { onBack, log }: PutEvents,
): Promise<void> {
  const mark = secondMarkerName(target, run)
  const { number_of_replicas, auto_expand_replicas } = await getSettings(cluster, beside)
  const settings = { 'blocks.write': true, number_of_replicas, auto_expand_replicas }
  for (let attempt = 1; ; attempt++) {
    try {
      const body = { settings: { index: settings }, aliases: markerAlias(mark) }
      await cluster.client.indices.clone({ index: beside, target, body })
      onBack()
      break
    } catch (error) {
      const isTaken = /resource_already_exists|already exists/.test(reasonOf(error))
      if (!isTaken || attempt === CLONE_ATTEMPTS) throw notPut(target, beside, reasonOf(error), error)
      if (await removeIntruder(cluster, { target, beside, mark }, log)) continue
      onBack()
      break
    }
  }
  await refresh(cluster, target)
  const [cloned, due] = [await countDocuments(cluster, target), await countDocuments(cluster, beside)]
  if (cloned !== due) throw notPut(target, beside, `the clone holds ${cloned} of ${due} documents`)
  await putSettings(cluster, target, { 'blocks.write': null })
  const aliases = await getAliases(cluster, beside)
  const actions = [
    { remove_index: { index: beside } },
    ...adding(target, aliases),
    { remove: { index: target, alias: mark } },
  ]
  const what = `index ${target} is in place, but its copy ${beside} cannot be removed`
  await update(cluster, actions, what, async () => {
    const state = (await lookUpTargets(cluster, [target])).get(target)
    return state?.kind === 'index' && state.marker === undefined
  })
}

/** @returns a clone's source without writes: what it holds does not change any more */
export async function blockWrites(cluster: Cluster, index: string): Promise<void> {
  await putSettings(cluster, index, { 'blocks.write': true })
}

/**
 * @returns how many documents were written to or deleted from an index since it was opened, 0 of none, or undefined if
 * untold
 */
export async function countWrites(cluster: Cluster, index: string): Promise<number | undefined> {
  try {
    const { body } = await cluster.client.indices.stats({ index, metric: ['indexing'] as never })
    const { index_total = 0, delete_total = 0 } = body._all?.primaries?.indexing ?? {}
    return Number(index_total) + Number(delete_total)
  } catch (error) {
    return statusOf(error) === 404 ? 0 : undefined
  }
}

/**
 * A writer that did not know that the name was away for a moment has made an index of it.
 * @returns false where it is the clone itself, whose answer was lost
 */
async function removeIntruder(
  cluster: Cluster,
  { target, beside, mark }: { target: string; beside: string; mark: string },
  log: (line: string) => void,
): Promise<boolean> {
  const state = (await lookUpTargets(cluster, [target])).get(target)
  if (state?.kind === 'index' && state.marker) {
    if (state.marker.alias === mark) return false
    throw notPut(target, beside, `another run (${state.marker.run}) is restoring into ${target}`)
  }
  if (state?.kind === 'alias') {
    throw notPut(target, beside, `${target} has become an alias of ${state.indices.join(', ')}`)
  }
  if (state?.kind !== 'index') return true
  // What is acknowledged after it has been counted would go without a word.
  await blockWrites(cluster, target)
  await refresh(cluster, target)
  const documents = await countDocuments(cluster, target)
  await deleteIndex(cluster, target)
  log(
    `${target}: another writer made an index of this name while it was away; its ${documents} documents went with it`,
  )
  return true
}

function notPut(target: string, beside: string, reason: string, cause?: unknown): RestoreError {
  return new RestoreError(
    'INDEX_NOT_IN_PLACE',
    `index ${target} is away: its verified copy ${beside} could not be put in its place: ${reason}`,
    {
      hint: placingHint(target, beside),
      cause,
    },
  )
}

/** @returns what to do where a target is away */
export function placingHint(target: string, beside: string): string {
  const body = '{"settings": {"index.blocks.write": null}}'
  return `Run this again, which puts it in place first; or do it by hand: POST /${beside}/_clone/${target} with ${body}, give it its aliases, and DELETE /${beside}.`
}

function adding(index: string, aliases: Aliases): Action[] {
  return Object.entries(aliases).map(([alias, options]) => ({
    add: { ...(options as JsonObject), index, alias },
  }))
}

/** @param isDone looks whether it was, where the answer says nothing else: one that was lost is asked for again */
async function update(
  cluster: Cluster,
  actions: Action[],
  what: string,
  isDone: () => Promise<boolean>,
): Promise<void> {
  try {
    await asked(what, cluster.client.indices.updateAliases({ body: { actions } }))
  } catch (error) {
    if (!(await isDone().catch(() => false))) throw error
  }
}
