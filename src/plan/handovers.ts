import { keeps } from './second-writers.js'
import { isRestored, isWriter, type KnownAliases, replacedBy } from './shared-aliases.js'
import type { Handover, IndexRestore } from './types.js'

/**
 * @returns the aliases that the dump lets another index write to than may do so now, where both are restored: by this run,
 * or by other jobs of a matrix
 */
export function handoversOf(plans: readonly IndexRestore[], known: KnownAliases): Handover[] {
  return plans.flatMap((plan) =>
    plan.action === 'skip' || plan.isDataStream
      ? []
      : Object.entries(plan.definition.aliases ?? {})
          .filter(([alias, options]) => alias !== plan.target && isWriter(options))
          .map(([alias]) => ({ alias, to: plan.target, from: giversOf(alias, plan, plans, known) }))
          .filter(({ from }) => from.length > 0),
  )
}

function giversOf(
  alias: string,
  taker: IndexRestore,
  plans: readonly IndexRestore[],
  known: KnownAliases,
): Handover['from'] {
  const state = known.held.get(alias)
  if (state?.kind !== 'alias') return []
  const own = plans
    .filter((plan) => plan !== taker && isRestored(plan) && !plan.isDataStream)
    .filter((plan) => !keeps(plan, alias) && !isWriter(plan.definition.aliases?.[alias]))
    .map((plan) => ({ target: plan.target, indices: replacedBy(plan, known) }))
  const others = known.otherTargets.map((target) => ({ target, indices: [target] }))
  const has = (name: string) =>
    state.indices.some((index) => index === name || index.startsWith(`${name}--restoring-`))
  return [...own, ...others].filter(({ indices }) => indices.some(has))
}
