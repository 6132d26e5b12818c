import { RestoreError } from '../errors.js'
import { adding } from './aliases.js'
import type { Cluster } from './connect.js'
import { countDocuments, refresh } from './documents.js'
import { reasonOf } from './errors.js'
import { deleteIndex, getAliases, getSettings, lookUpTargets, putSettings } from './indices.js'
import { markerAlias, type RunIdentity, secondMarkerName } from './markers.js'
import { blockWrites, takingOff, update } from './replacing.js'

/** How often another writer may make an index of the name while it is away. */
const CLONE_ATTEMPTS = 50

/** What putting an index under its name tells while it does so. */
export interface PutEvents {
  /** The name can be read again. */
  onBack(): void
  /** Reads and moves aliases while nobody else of this run changes them. */
  alone?(act: () => Promise<void>): Promise<void>
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
  { onBack, log, alone = (act) => act() }: PutEvents,
): Promise<void> {
  const mark = secondMarkerName(target, run)
  const { number_of_replicas, auto_expand_replicas } = await getSettings(cluster, beside)
  const settings = { 'blocks.write': true, number_of_replicas, auto_expand_replicas }
  const body = { settings: { index: settings }, aliases: markerAlias(mark) }
  let freeing: Promise<void> | undefined
  for (let attempt = 1; ; attempt++) {
    try {
      // Right behind the request that frees the name, so that a writer has hardly a moment to make an index of it.
      const cloning = cluster.client.indices.clone({ index: beside, target, body })
      await Promise.allSettled([freeing, cloning])
      await freeing
      await cloning
      break
    } catch (error) {
      const isTaken = /resource_already_exists|already exists/.test(reasonOf(error))
      if (!isTaken || attempt === CLONE_ATTEMPTS) throw notPut(target, beside, reasonOf(error), error)
      const found = await lookAtIntruder(cluster, { target, beside, mark }, log)
      if (found === 'clone') break
      freeing = found === 'intruder' ? deleteIndex(cluster, target) : undefined
    }
  }
  onBack()
  await refresh(cluster, target)
  const [cloned, due] = [await countDocuments(cluster, target), await countDocuments(cluster, beside)]
  if (cloned !== due) throw notPut(target, beside, `the clone holds ${cloned} of ${due} documents`)
  await putSettings(cluster, target, { 'blocks.write': null })
  await alone(async () => {
    const aliases = await getAliases(cluster, beside)
    const actions = [{ remove_index: { index: beside } }, ...adding(target, aliases), takingOff(target, mark)]
    const what = `index ${target} is in place, but its copy ${beside} cannot be removed`
    await update(cluster, actions, what, async () => {
      const state = (await lookUpTargets(cluster, [target])).get(target)
      return state?.kind === 'index' && state.marker === undefined
    })
  })
}

/** A writer that did not know that the name was away for a moment has made an index of it. */
async function lookAtIntruder(
  cluster: Cluster,
  { target, beside, mark }: { target: string; beside: string; mark: string },
  log: (line: string) => void,
): Promise<'intruder' | 'clone' | 'nothing'> {
  const state = (await lookUpTargets(cluster, [target])).get(target)
  if (state?.kind === 'index' && state.marker) {
    // Its answer was lost.
    if (state.marker.alias === mark) return 'clone'
    throw notPut(target, beside, `another run (${state.marker.run}) is restoring into ${target}`)
  }
  if (state?.kind === 'alias') {
    throw notPut(target, beside, `${target} has become an alias of ${state.indices.join(', ')}`)
  }
  if (state?.kind !== 'index') return 'nothing'
  // What is acknowledged after it has been counted would go without a word.
  await blockWrites(cluster, target)
  await refresh(cluster, target)
  const documents = await countDocuments(cluster, target)
  log(
    `${target}: another writer made an index of this name while it was away; its ${documents} documents go with it`,
  )
  return 'intruder'
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
