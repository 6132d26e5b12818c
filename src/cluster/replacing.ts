import { type AliasAction, adding } from './aliases.js'
import type { Cluster } from './connect.js'
import { statusOf } from './errors.js'
import { asked, indexMarker, lookUpTargets, putSettings } from './indices.js'
import { markerAlias, type RunIdentity, secondMarkerName } from './markers.js'

type JsonObject = Record<string, unknown>
/** Aliases as OpenSearch gives them: options by name. */
type Aliases = JsonObject

export interface Swap {
  /** What readers ask for. */
  name: string
  /** The index that is to have the name. */
  index: string
  /** The mark that it still bears. */
  mark: string
  /** Other aliases that it gets. */
  aliases: Aliases
  /** What else the request does. */
  more: readonly AliasAction[]
  /** What has the name now: an index, or the index behind an alias. */
  old: { index: string; isAlias: boolean; aliases: Aliases } | undefined
}

/**
 * Gives a name to another index, with its aliases, all in one request. An old index behind an alias is left with a
 * mark of the name, by which any run knows that it has to go; one that had the name itself goes in the same request.
 */
export async function swapIn(
  cluster: Cluster,
  { name, index, mark, aliases, more, old }: Swap,
  run: Pick<RunIdentity, 'id'>,
): Promise<void> {
  const actions: AliasAction[] = [...more]
  if (old?.isAlias) {
    for (const alias of Object.keys(old.aliases)) actions.push({ remove: { index: old.index, alias } })
    actions.push(...adding(old.index, markerAlias(secondMarkerName(name, run))))
  } else if (old) actions.push({ remove_index: { index: old.index } })
  // What else the alias is, such as hidden, it stays.
  const own = old?.aliases[name] ?? {}
  actions.push(...adding(index, { ...aliases, [name]: own }), takingOff(index, mark))
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
  /** The mark of that one. */
  mark: string
  /** The mark that it gets for it, which says that it is all that there is. */
  complete: string
  /** What it gets. */
  aliases: Aliases
  /** What else the request does. */
  more: readonly AliasAction[]
}

/** Takes an index away; its aliases go over to the one beside it, whose mark tells of it, all in one request. */
export async function takeAway(cluster: Cluster, taking: Taking): Promise<void> {
  const { target, beside, mark, complete, aliases, more } = taking
  const removing = target === undefined ? [] : [{ remove_index: { index: target } }]
  const given = adding(beside, { ...aliases, ...markerAlias(complete, true) })
  const actions = [...more, ...removing, takingOff(beside, mark), ...given]
  await update(cluster, actions, `${target ?? beside} cannot be replaced`, () => isComplete(cluster, beside))
}

/** @returns whether the target of this index has been taken away */
export async function isComplete(cluster: Cluster, beside: string): Promise<boolean> {
  const state = (await lookUpTargets(cluster, [beside])).get(beside)
  return state?.kind === 'index' && state.marker?.isComplete === true
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

/** Gives a new index its aliases and takes its mark off, all in one request: from then on it is finished. */
export async function finishWith(
  cluster: Cluster,
  { index, mark, aliases, more }: Pick<Swap, 'index' | 'mark' | 'aliases' | 'more'>,
): Promise<void> {
  const actions = [...more, ...adding(index, aliases), takingOff(index, mark)]
  await update(cluster, actions, `the aliases of ${index} are refused`, async () => {
    return (await indexMarker(cluster, index)) === null
  })
}

/**
 * @returns the action that takes a mark off, and without the mark fails its request whole: a request of a killed run that
 * comes late must do nothing to what the next run has taken over, nor that run remove what such a request has finished
 */
export function takingOff(index: string, mark: string): AliasAction {
  return { remove: { index, alias: mark, must_exist: true } }
}

/** @param isDone looks whether it was, where the answer says nothing else: one that was lost is asked for again */
export async function update(
  cluster: Cluster,
  actions: AliasAction[],
  what: string,
  isDone: () => Promise<boolean>,
): Promise<void> {
  try {
    await asked(what, cluster.client.indices.updateAliases({ body: { actions } }))
  } catch (error) {
    if (!(await isDone().catch(() => false))) throw error
  }
}
