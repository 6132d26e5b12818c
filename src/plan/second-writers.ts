import { RestoreError } from '../errors.js'
import { isRestored, isWriter, type KnownAliases, outsidersOf, replacedBy } from './shared-aliases.js'
import { aliasesFor, namesWhenMade } from './templates.js'
import type { IndexRestore } from './types.js'

/** An alias that is to write to an index, and what to do where it cannot. */
interface Claim {
  alias: string
  /** A template gives it when the index is made; the dump only when it is in its place. */
  template?: string
  hint: string
}

/**
 * An alias writes to one index.
 * @returns the plans, with a fault where the dump or a template makes an index the one that an alias writes to, and it
 * writes to another already that stays, or is there still when this one is made
 */
export function refuseSecondWriters(plans: readonly IndexRestore[], known: KnownAliases): IndexRestore[] {
  const isOutside = outsidersOf(plans, known)
  const isKept = (index: string, alias: string) =>
    plans.some(
      (plan) =>
        isRestored(plan) && keeps(plan, alias) && replacedBy(plan, known).some((own) => own === index),
    )
  const writers = new Map<string, string>()
  return plans.map((plan) => {
    if (!isRestored(plan)) return plan
    const { target } = plan
    const claims = claimsOf(plan, known)
    for (const claim of claims) {
      const { alias, template } = claim
      const state = known.held.get(alias)
      const held = state?.kind === 'alias' ? state.writeIndex : undefined
      const isStaying =
        held !== undefined && (template !== undefined || isOutside(held) || isKept(held, alias))
      const other = isStaying ? held : writers.get(alias)
      if (other === undefined) continue
      const isOwn = replacedBy(plan, known).includes(other)
      const which = isOwn ? `${other}, which stays until the new one is in its place` : other
      return { ...plan, fault: writerFault(target, claim, which), steps: [] }
    }
    for (const { alias } of claims) writers.set(alias, target)
    return plan
  })
}

/**
 * @returns whether an alias stays what it is of an index: what is appended to keeps one that the dump does not name, what is
 * replaced keeps all where the dump has none
 */
export function keeps({ action, definition: { aliases } }: IndexRestore, alias: string): boolean {
  return action === 'append' ? !Object.hasOwn(aliases ?? {}, alias) : aliases === undefined
}

function claimsOf({ target, action, definition, isDataStream }: IndexRestore, known: KnownAliases): Claim[] {
  const isMade = action !== 'append' && !isDataStream
  const brought = isMade
    ? aliasesFor(namesWhenMade(target)[action === 'create' ? 'new' : 'beside'], known.templates)
    : []
  const own = Object.entries(definition.aliases ?? {}).map(([alias, options]) => ({
    alias,
    options,
    hint: 'Rename the alias with `rename-alias-pattern`, or leave `alias` out of `types`.',
  }))
  const ofTemplates = brought.map(({ alias, options, template, isOfDump }) => ({
    alias,
    options,
    template,
    hint: isOfDump
      ? `Take \`is_write_index\` out of template ${template} of the dump, or leave that out of \`types\`.`
      : `Take \`is_write_index\` out of template ${template} of the cluster, or restore under a name that it does not fit, with \`rename-pattern\`.`,
  }))
  return [...ofTemplates, ...own]
    .filter(({ alias, options }) => alias !== target && isWriter(options))
    .map(({ options: _, ...claim }) => claim)
}

function writerFault(target: string, { alias, template, hint }: Claim, other: string): RestoreError {
  const by = template === undefined ? '' : ` from the moment it is made, as template ${template} says`
  return new RestoreError(
    'NAMES_CLASH',
    `index ${target} cannot be the one that alias ${alias} writes to${by}: that is ${other}, and there cannot be more than one write index`,
    { hint },
  )
}
