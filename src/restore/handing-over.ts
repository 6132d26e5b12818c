import pLimit from 'p-limit'
import {
  type AliasAction,
  aliasHolders,
  type Cluster,
  markerName,
  putSettings,
  runIn,
} from '../cluster/index.js'
import type { Handover, Plan } from '../plan/index.js'

type JsonObject = Record<string, unknown>
type Giver = Handover['from'][number]

/** What an index gets. */
export interface Given {
  aliases: JsonObject
  /** Takes aliases that it writes to from now on from the index that did: has to be in the same request. */
  taking: AliasAction[]
}

/**
 * An alias writes to one index, and where the dump says that it is another than before, indexes come to their end in any
 * order, or fail. So the one that gives it up stays the one that is written to, also when it is in place, until the one
 * that takes over does so in the request that puts it in its place.
 */
export class HandingOver {
  private readonly oneByOne = pLimit(1)
  /** By target: what an index in place still has otherwise than the dump says. */
  private readonly kept = new Map<string, JsonObject>()
  /** By target: settings that an index gets when nothing is written to it any more. */
  private readonly seals = new Map<string, { index: string; seal: JsonObject }>()
  private readonly concerned: ReadonlySet<string>

  constructor(
    private readonly plan: Pick<Plan, 'handovers' | 'indices'>,
    private readonly cluster: Cluster,
    private readonly log: (line: string) => void,
  ) {
    const targets = plan.handovers.flatMap(({ to, from }) => [to, ...from.map(({ target }) => target)])
    this.concerned = new Set(targets)
  }

  /** @returns whether it may have to take an alias from another index */
  isTaker(target: string): boolean {
    return this.plan.handovers.some(({ to }) => to === target)
  }

  /**
   * Gives an index its aliases.
   * @param aliases as the dump has them
   * @param put sends the request; must not use this again
   */
  async give(target: string, aliases: JsonObject, put: (given: Given) => Promise<void>): Promise<void> {
    await this.alone(target, async () => {
      const kept = await this.keptBy(target, aliases)
      const taken = await this.takenBy(target)
      await put({ aliases: { ...aliases, ...kept }, taking: taken.map(({ action }) => action) })
      this.kept.set(target, kept)
      for (const { alias, giver } of taken) {
        delete this.kept.get(giver)?.[alias]
        this.log(`${target}: takes over from ${giver} what is written to alias ${alias}`)
      }
    })
  }

  /** Does what needs the aliases of an index to stay as they are meanwhile. */
  async alone<T>(target: string, act: () => Promise<T>): Promise<T> {
    return this.concerned.has(target) ? await this.oneByOne(act) : await act()
  }

  /** @returns what an index in place has to have now; to be asked for while it is {@link alone} */
  due(target: string, aliases: JsonObject): JsonObject {
    return { ...aliases, ...this.kept.get(target) }
  }

  /**
   * Puts the settings that end writing, of an index in place: while an alias still writes to it, they wait for the one that
   * takes over; its own call puts them.
   */
  async seal(target: string, index: string, seal: JsonObject): Promise<void> {
    if (Object.keys(seal).length > 0) this.seals.set(target, { index, seal })
    await this.alone(target, async () => {
      for (const [name, due] of this.seals) {
        if ((name !== target && !this.concerned.has(name)) || this.isKept(name)) continue
        this.seals.delete(name)
        await putSettings(this.cluster, due.index, due.seal)
      }
    })
  }

  private isKept(target: string): boolean {
    return Object.keys(this.kept.get(target) ?? {}).length > 0
  }

  private async keptBy(target: string, aliases: JsonObject): Promise<JsonObject> {
    // An alias may be called `constructor`.
    const kept: JsonObject = Object.create(null)
    for (const { alias, to, from } of this.plan.handovers) {
      const giver = from.find((one) => one.target === target)
      if (!giver) continue
      const holders = await aliasHolders(this.cluster, alias)
      const writer = Object.keys(holders).find((index) => writes(index, holders))
      if (writer === undefined || !isOf(giver, writer)) continue
      const due = Object.hasOwn(aliases, alias) ? aliases[alias] : holders[writer]
      kept[alias] = { ...(due as JsonObject), is_write_index: true }
      this.log(`${target}: alias ${alias} writes to it until ${to} takes over`)
    }
    return kept
  }

  private async takenBy(target: string): Promise<{ alias: string; giver: string; action: AliasAction }[]> {
    const taken = []
    for (const { alias, to, from } of this.plan.handovers) {
      if (to !== target) continue
      const holders = await aliasHolders(this.cluster, alias)
      const writer = Object.keys(holders).find((index) => flagOf(holders[index]) === 'true')
      const giver = writer && from.find((one) => isOf(one, writer))
      if (!writer || !giver) continue
      const action = this.takingFrom(giver, writer, alias, holders[writer] as JsonObject)
      taken.push({ alias, giver: giver.target, action })
    }
    return taken
  }

  /** One that is in place becomes what the dump says; of one that is not, all but the flag stays. */
  private takingFrom({ target }: Giver, index: string, alias: string, held: JsonObject): AliasAction {
    if (!this.kept.get(target)?.[alias]) return { add: { ...held, is_write_index: false, index, alias } }
    const plan = this.plan.indices.find((one) => one.target === target)
    const due = Object.entries(plan?.definition.aliases ?? {}).find(([name]) => name === alias)
    return due ? { add: { ...(due[1] as JsonObject), index, alias } } : { remove: { index, alias } }
  }
}

function isOf({ target, indices }: Giver, index: string): boolean {
  return index === target || indices.includes(index) || markerName(target, { id: runIn(index) }) === index
}

function flagOf(options: unknown): string {
  return String((options as { is_write_index?: unknown } | undefined)?.is_write_index)
}

/** An alias of one index writes to that, unless it is told not to. */
function writes(index: string, holders: Record<string, JsonObject>): boolean {
  const flag = flagOf(holders[index])
  return flag === 'true' || (flag !== 'false' && Object.keys(holders).length === 1)
}
