import { runIn } from '../cluster/index.js'
import type { Rename } from '../inputs/index.js'
import { aliasNameFault } from './names.js'
import { isMatched, renamed } from './rename.js'
import { requireNoFault } from './targets.js'
import type { ReadIndex } from './types.js'

/**
 * Renames the aliases of the dump. An index that was dumped through an alias has that alias among its own, and no index can
 * have an alias of its own name: where it shows the whole index it is left out, as the name leads there anyway.
 * @param targets names of all indexes of this restore, those of other shards too
 * @throws RestoreError NAMES_CLASH where an alias has the name of one of them, or two of an index would have one name;
 * INDEX_NAME_INVALID where renaming makes a name that OpenSearch refuses, or one is a mark of this action; with every such fault
 */
export function renameAliases(
  indices: readonly ReadIndex[],
  rename: Rename | undefined,
  targets: readonly string[],
): ReadIndex[] {
  const taken = new Set(targets)
  const clashes: string[] = []
  const refused: string[] = []
  const all = indices.map((index): ReadIndex => {
    const { aliases } = index.metadata
    if (!aliases) return index
    const named: Record<string, unknown> = Object.create(null)
    for (const [source, alias] of Object.entries(aliases)) {
      const name = rename ? renamed(source, rename) : source
      if (name === index.target && name === source && isOfAll(alias)) continue
      const which = `alias ${source} of index ${index.name}`
      if (taken.has(name)) clashes.push(`${which} would have the name of the index ${name}`)
      if (name in named) clashes.push(`${which}, and another one of it, would become ${name}`)
      const fault = runIn(name) !== '' ? markFault(name) : name === source ? undefined : aliasNameFault(name)
      if (fault !== undefined) refused.push(`${which}: ${fault}`)
      named[name] = alias
    }
    return { ...index, metadata: { ...index.metadata, aliases: named } }
  })
  const fix = rename
    ? 'Change `rename-alias-pattern` or `rename-alias-replacement`, or leave `alias` out of `types`.'
    : 'Rename with `rename-alias-pattern` and `rename-alias-replacement`, or leave `alias` out of `types`.'
  requireNoFault(clashes, refused, fix)
  return all
}

/** Whichever index it is on, the next restore would take that one for unfinished, and remove it. */
function markFault(name: string): string {
  return `${name} is how this action marks an index that is not finished`
}

function isOfAll(alias: unknown): boolean {
  return Object.keys((alias ?? {}) as object).length === 0
}

/** @returns what a reader should know of a pattern that does nothing */
export function aliasWarnings(indices: readonly ReadIndex[], rename: Rename | undefined): string[] {
  if (!rename || indices.length === 0) return []
  const restored = indices.flatMap(({ metadata }) => (metadata.aliases ? [metadata.aliases] : []))
  if (restored.length === 0) return ['`rename-alias-pattern` has no effect: no aliases are restored.']
  if (restored.some((aliases) => Object.keys(aliases).some((name) => isMatched(name, rename)))) return []
  return ['`rename-alias-pattern` matches none of the aliases: they keep their names.']
}
