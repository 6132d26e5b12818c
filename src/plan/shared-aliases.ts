import type { TargetState } from '../cluster/index.js'
import { RestoreError } from '../errors.js'
import { aliasNameFault, listed } from './names.js'
import { aliasesFor, type TemplatesToCome } from './templates.js'
import type { IndexRestore, ReadIndex } from './types.js'

/** What is known of aliases when a restore is planned. */
export interface KnownAliases {
  /** What the cluster has under the names of the aliases. */
  held: ReadonlyMap<string, TargetState>
  states: ReadonlyMap<string, TargetState>
  /** Targets that other jobs of a matrix restore. */
  otherTargets: readonly string[]
  templates: TemplatesToCome
}

/** @returns all aliases that indexes may get, to look up what the cluster has under their names */
export function aliasNames(indices: readonly ReadIndex[], templates: TemplatesToCome): string[] {
  const names = indices.flatMap(({ target, metadata, fault }) =>
    fault
      ? []
      : [...Object.keys(metadata.aliases ?? {}), ...aliasesFor(target, templates).map(({ alias }) => alias)],
  )
  // What no alias can be is told elsewhere; in a request it might be a pattern.
  return [...new Set(names)].filter((name) => aliasNameFault(name) === undefined)
}

/**
 * An alias writes to one index.
 * @returns the plans, with a fault where the dump makes an index the one that an alias writes to, and it writes to another
 * already that stays
 */
export function refuseSecondWriters(plans: readonly IndexRestore[], known: KnownAliases): IndexRestore[] {
  const isOutside = outsidersOf(plans, known)
  // What is appended to keeps an alias that the dump does not name.
  const keeps = (index: string, alias: string) =>
    plans.some(
      (plan) =>
        isRestored(plan) &&
        plan.action === 'append' &&
        plan.target === index &&
        !Object.hasOwn(plan.definition.aliases ?? {}, alias),
    )
  const writers = new Map<string, string>()
  return plans.map((plan) => {
    const { target, definition } = plan
    if (!isRestored(plan)) return plan
    const own = Object.entries(definition.aliases ?? {}).filter(
      ([alias, options]) => isWriter(options) && alias !== target,
    )
    for (const [alias] of own) {
      const state = known.held.get(alias)
      const held = state?.kind === 'alias' ? state.writeIndex : undefined
      const isStaying = held !== undefined && (isOutside(held) || keeps(held, alias))
      const other = isStaying ? held : writers.get(alias)
      if (other !== undefined) return { ...plan, fault: writerFault(target, alias, other), steps: [] }
    }
    for (const [alias] of own) writers.set(alias, target)
    return plan
  })
}

function writerFault(target: string, alias: string, other: string): RestoreError {
  return new RestoreError(
    'NAMES_CLASH',
    `index ${target} cannot be the one that alias ${alias} writes to: that is ${other}, and there cannot be more than one write index`,
    { hint: 'Rename the alias with `rename-alias-pattern`, or leave `alias` out of `types`.' },
  )
}

/** @returns what a reader should know of aliases that show more than before, as an index that is not restored has them */
export function sharedAliasWarnings(plans: readonly IndexRestore[], known: KnownAliases): string[] {
  const isOutside = outsidersOf(plans, known)
  const found = new Map<string, { targets: string[]; tell(targets: string[]): string }>()
  for (const plan of plans.filter(isRestored)) {
    const replaced = replacedBy(plan, known)
    for (const { alias, options, advice } of given(plan, known)) {
      const state = known.held.get(alias)
      if (state?.kind !== 'alias' || state.indices.some((index) => replaced.includes(index))) continue
      const owners = state.indices.filter(isOutside)
      if (owners.length === 0) continue
      const writing = isWriter(options)
        ? `, and what is written to it goes to ${plan.target} from then on`
        : state.writeIndex === undefined
          ? ', and who writes to it finds no index'
          : ''
      const tell = (targets: string[]) =>
        `Alias ${alias}, which ${listed(targets)} will have, is an alias of ${listed(owners)} already: who reads it finds both${writing}. ${advice}`
      const key = tell([])
      const one = found.get(key) ?? { targets: [], tell }
      if (!one.targets.includes(plan.target)) one.targets.push(plan.target)
      found.set(key, one)
    }
  }
  return [...found.values()].map(({ targets, tell }) => tell(targets))
}

const OF_DUMP = 'Rename it with `rename-alias-pattern`, or leave `alias` out of `types`.'

/** @returns the aliases that an index gets, from the dump and from templates where it is made */
function given(
  { target, action, definition }: IndexRestore,
  { templates }: KnownAliases,
): { alias: string; options: unknown; advice: string }[] {
  const own = Object.entries(definition.aliases ?? {})
  const added = action === 'append' ? [] : aliasesFor(target, templates)
  return [
    ...own.map(([alias, options]) => ({ alias, options, advice: OF_DUMP })),
    ...added
      .filter(({ alias }) => !own.some(([name]) => name === alias))
      .map(({ alias, options, template, isOfDump }) => ({
        alias,
        options,
        advice: isOfDump
          ? `Take it out of template ${template} of the dump, or leave that out of \`types\`.`
          : `It is given by template ${template} of the cluster: restore under another name with \`rename-pattern\`, or change the template.`,
      })),
  ].filter(({ alias }) => alias !== target)
}

function isWriter(options: unknown): boolean {
  const { is_write_index } = (options ?? {}) as { is_write_index?: unknown }
  return String(is_write_index) === 'true'
}

function isRestored({ fault, action }: IndexRestore): boolean {
  return !fault && action !== 'skip'
}

/** @returns the indexes that this one is, or takes the place of */
function replacedBy({ target }: IndexRestore, { states }: KnownAliases): string[] {
  const state = states.get(target)
  return state?.kind === 'alias' ? state.indices : [target]
}

/** @returns whether an index is none of those that are restored, here or by other jobs */
function outsidersOf(plans: readonly IndexRestore[], known: KnownAliases): (index: string) => boolean {
  const restored = plans.filter(isRestored)
  const own = new Set([
    ...known.otherTargets,
    ...restored.flatMap((plan) => [plan.target, ...replacedBy(plan, known)]),
  ])
  // What a swap has put behind a name.
  return (index) => !own.has(index) && !own.has(index.replace(/--restoring-.*$/, ''))
}
