import type { TargetState } from '../cluster/index.js'
import { aliasNameFault, listed } from './names.js'
import { aliasesFor, namesWhenMade, type TemplatesToCome } from './templates.js'
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
      : [
          ...Object.keys(metadata.aliases ?? {}),
          ...Object.values(namesWhenMade(target))
            .flatMap((name) => aliasesFor(name, templates))
            .map(({ alias }) => alias),
        ],
  )
  // What no alias can be is told elsewhere; in a request it might be a pattern.
  return [...new Set(names)].filter((name) => aliasNameFault(name) === undefined)
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

/** @returns whether an alias of these options writes to the index */
export function isWriter(options: unknown): boolean {
  const { is_write_index } = (options ?? {}) as { is_write_index?: unknown }
  return String(is_write_index) === 'true'
}

/** @returns whether something is done with it */
export function isRestored({ fault, action }: IndexRestore): boolean {
  return !fault && action !== 'skip'
}

/** @returns the indexes that this one is, or takes the place of */
export function replacedBy({ target }: IndexRestore, { states }: KnownAliases): string[] {
  const state = states.get(target)
  return state?.kind === 'alias' ? state.indices : [target]
}

/** @returns whether an index is none of those that are restored, here or by other jobs */
export function outsidersOf(plans: readonly IndexRestore[], known: KnownAliases): (index: string) => boolean {
  const restored = plans.filter(isRestored)
  const own = new Set([
    ...known.otherTargets,
    ...restored.flatMap((plan) => [plan.target, ...replacedBy(plan, known)]),
  ])
  // What a swap has put behind a name.
  return (index) => !own.has(index) && !own.has(index.replace(/--restoring-.*$/, ''))
}
