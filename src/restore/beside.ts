import {
  besideName,
  blockWrites,
  countWrites,
  deleteIndex,
  findBesides,
  getAliases,
  indexBusy,
  indexCreated,
  isComplete,
  lookUpTargets,
  markerName,
  placingHint,
  putUnderName,
  secondMarkerName,
  swapIn,
  type TargetState,
  takeAway,
} from '../cluster/index.js'
import { messageOf, RestoreError } from '../errors.js'
import type { IndexRestore } from '../plan/index.js'
import type { IndexResult } from '../report/index.js'
import { buildIndex, requireOk } from './build-index.js'
import type { RestoreContext } from './context.js'
import { createTarget, removeUnfinished } from './target.js'
import { verifyAliases } from './verify.js'

type JsonObject = Record<string, unknown>

/**
 * Restores an index beside its target and verifies it there; then puts it in the target's place: under its name
 * (`replace`), or behind it, as an alias (`swap`). Until then the target is as it was; what was begun beside it is
 * removed where anything goes wrong before.
 */
export async function restoreBeside(
  plan: IndexRestore,
  context: RestoreContext,
  result: IndexResult,
): Promise<void> {
  const { cluster, run, stages, handingOver } = context
  const { target } = plan
  const { aliases: _, ...definition } = plan.definition
  const beside: IndexRestore = { ...plan, definition, target: besideName(target, run), action: 'create' }
  const replacing = new Replacing(plan, beside, context)
  try {
    replacing.writes = await countWrites(cluster, target)
    const making = stages.during('Make indexes', async () => {
      const finish = await createTarget(beside, context)
      await replacing.requireFirst()
      return finish
    })
    const { seal } = await buildIndex(beside, making, context, result)
    const old = await replacing.old()
    result.action = old ? 'replaced' : 'created'
    const aliases = plan.definition.aliases ?? (await movedAliases(old, target, context))
    const index = await stages.during('Put in place', () =>
      plan.action === 'swap' ? replacing.swap(old, aliases) : replacing.replace(old, aliases),
    )
    const expected = { ...plan, target: index, action: 'create' as const }
    const steady = { ...context, cluster: cluster.steady }
    const checks = await handingOver.alone(target, async () => {
      const due = { ...definition, aliases: handingOver.due(target, aliases) }
      return await verifyAliases({ ...expected, definition: due }, steady, [target])
    })
    result.checks.push(...checks)
    requireOk(plan, checks)
    await handingOver.seal(target, index, seal)
  } catch (error) {
    if (replacing.isAway) throw error
    throw await replacing.giveUp(error)
  }
}

/** Aliases of the old index go over to the new one, unless the dump brings its own. */
async function movedAliases(
  old: Old | undefined,
  target: string,
  { cluster }: RestoreContext,
): Promise<JsonObject> {
  const aliases = old ? await getAliases(cluster, old.index) : {}
  return Object.fromEntries(Object.entries(aliases).filter(([name]) => name !== target))
}

/** What has the target's name. */
interface Old {
  index: string
  isAlias: boolean
}

/** The last part of a restore beside its target. */
class Replacing {
  /** The new index is in place, or all that there is: it must not be removed. */
  isAway = false
  /** The request that takes the target away, or swaps it, has been sent. */
  private isTaken = false
  /** What had been written to the old index before. */
  writes: number | undefined

  constructor(
    private readonly plan: IndexRestore,
    private readonly beside: IndexRestore,
    private readonly context: RestoreContext,
  ) {}

  /** Of two runs that have begun at once, the one whose index was made first goes on. */
  async requireFirst(): Promise<void> {
    const { cluster } = this.context
    const { target } = this.plan
    const own = this.beside.target
    const others = (await findBesides(cluster, [target])).filter(({ index }) => index !== own)
    for (const { index, marker } of others) {
      const [mine, theirs] = [await indexCreated(cluster, own), await indexCreated(cluster, index)]
      if (theirs < mine || (theirs === mine && index < own)) throw indexBusy(target, marker.run)
    }
  }

  /** @returns what has the name now, which may be another than when the restore was planned */
  async old(): Promise<Old | undefined> {
    const { target, action } = this.plan
    const state: TargetState | undefined = (await lookUpTargets(this.context.cluster.steady, [target])).get(
      target,
    )
    if (state?.kind === 'untold') throw state.fault
    if (state?.kind === 'index') {
      if (state.marker) throw indexBusy(target, state.marker.run)
      return { index: target, isAlias: false }
    }
    if (state?.kind !== 'alias') return undefined
    const [index, ...more] = state.indices
    if (action === 'swap' && index !== undefined && more.length === 0 && !state.isPartial)
      return { index, isAlias: true }
    throw new RestoreError('INDEX_EXISTS', `${target} has become an alias of ${state.indices.join(', ')}`, {
      hint: 'See that nobody else works on this name, then run this again.',
    })
  }

  /** @returns the index that readers of the name get now */
  async swap(old: Old | undefined, aliases: JsonObject): Promise<string> {
    const { cluster, heart, run, handingOver, log } = this.lastMoment()
    const { target } = this.plan
    const index = this.beside.target
    await heart.end(index)
    const given = old && { ...old, aliases: old.isAlias ? await getAliases(cluster, old.index) : {} }
    if (old && !old.isAlias) await this.tellWrites(target)
    this.isTaken = true
    const mark = markerName(index, run)
    await handingOver.give(target, aliases, async ({ aliases, taking: more }) => {
      await swapIn(cluster, { name: target, index, mark, aliases, more, old: given }, run)
    })
    this.isAway = true
    log(`${target}: an alias of ${index} now${old ? `; ${old.index} goes` : ''}`)
    if (old?.isAlias) {
      await this.tellWrites(old.index)
      await deleteIndex(cluster, old.index).catch((error: unknown) =>
        log(`${target}: ${messageOf(error)}; the next run will remove it`),
      )
    }
    return index
  }

  /** @returns the target */
  async replace(old: Old | undefined, aliases: JsonObject): Promise<string> {
    const { cluster, heart, run, handingOver, log } = this.lastMoment()
    const { target } = this.plan
    const index = this.beside.target
    const mark = markerName(index, run)
    const complete = secondMarkerName(index, run)
    await blockWrites(cluster, index)
    await heart.end(index)
    await this.tellWrites(target)
    const began = Date.now()
    this.isTaken = true
    await handingOver.give(target, aliases, async ({ aliases, taking: more }) => {
      const taken = old ? target : undefined
      await takeAway(cluster, { target: taken, beside: index, mark, complete, aliases, more })
    })
    this.isAway = true
    heart.begin(index, complete, true)
    const onBack = () => log(`${target}: replaced; the name was away for ${Date.now() - began} ms`)
    try {
      const alone = (act: () => Promise<void>) => handingOver.alone(target, act)
      await putUnderName(cluster, target, index, run, { onBack, alone, log })
    } catch (error) {
      const isTold = error instanceof RestoreError && error.code === 'INDEX_NOT_IN_PLACE'
      throw isTold ? error : lost(target, index, error)
    }
    await heart.end(index)
    return target
  }

  /** What others wrote to the old index meanwhile goes with it, and must not go without a word. */
  private async tellWrites(old: string): Promise<void> {
    const { cluster, log } = this.context
    const { writes, plan } = this
    const now = await countWrites(cluster.steady, old)
    if (writes === undefined || now === undefined || now <= writes) return
    log(
      `${plan.target}: other writers wrote ${now - writes} documents to the old index during the restore; they go with it, as does what they write until it is gone`,
    )
  }

  /** From here on a run is not cancelled any more: a second later it is done, and half of it would be worse. */
  private lastMoment(): RestoreContext {
    const { context } = this
    context.signal.throwIfAborted()
    return { ...context, cluster: context.cluster.steady }
  }

  /** Removes what was begun. @returns the error, which says what the target is */
  async giveUp(error: unknown): Promise<unknown> {
    const { target } = this.plan
    let left = `${target} is as it was`
    const beside = this.beside.target
    try {
      // Where the answer was lost, the target may be gone all the same.
      if (this.isTaken && (await isComplete(this.context.cluster.steady, beside)))
        return lost(target, beside, error)
      await removeUnfinished(this.beside, this.context)
    } catch (failed) {
      if (this.isTaken) left = `whether ${target} is as it was is not known`
      left += `; ${beside} could not be removed: ${messageOf(failed)}; the next run will see to it`
    }
    if (!(error instanceof RestoreError)) return error
    const { code, message, hint, cause } = error
    // Whoever reads it knows the target, and not what it was restored in.
    const told = message.replaceAll(beside, target)
    return new RestoreError(code, `${told} — ${left}`, { ...(hint === undefined ? {} : { hint }), cause })
  }
}

function lost(target: string, beside: string, error: unknown): RestoreError {
  return new RestoreError(
    'INDEX_NOT_IN_PLACE',
    `index ${target} is not in its place yet, and its verified copy is ${beside}: ${messageOf(error)}`,
    {
      hint: placingHint(target, beside),
      cause: error,
    },
  )
}
