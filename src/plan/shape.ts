import { RestoreError } from '../errors.js'
import type { Inputs } from '../inputs/index.js'
import { aliasWarnings, renameAliases } from './aliases.js'
import { cutOff } from './cut-off.js'
import { untyped } from './elasticsearch/mappings.js'
import { ignoredWarnings, shapeSettings } from './settings.js'
import type { ReadIndex } from './types.js'

type Wanted = Pick<Inputs, 'renameAlias' | 'indexSettings' | 'ignoreIndexSettings'>

/**
 * Changes what has been read of a dump into what is to be restored: aliases by their new names, settings without those
 * that are ignored and with those that are laid over, settings and mappings without what only Elasticsearch knows. The
 * names of the indexes stay. A mapping that cannot be is the fault of its index.
 * @param targets names of all indexes of this restore, those of other shards too
 * @throws RestoreError NAMES_CLASH, INDEX_NAME_INVALID for aliases that cannot be, INPUTS_INVALID for a pattern that does not
 * come to an end
 */
export function shape(
  indices: readonly ReadIndex[],
  wanted: Wanted,
  targets: readonly string[],
): { indices: ReadIndex[]; warnings: string[] } {
  const { named, warnings } = cutOff('rename-alias-pattern', () => ({
    named: renameAliases(indices, wanted.renameAlias, targets),
    warnings: aliasWarnings(indices, wanted.renameAlias),
  }))
  return {
    indices: named.map((index) => shapeIndex(index, wanted)),
    warnings: [...warnings, ...ignoredWarnings(indices, wanted)],
  }
}

function shapeIndex(index: ReadIndex, wanted: Wanted): ReadIndex {
  const { metadata, leftOut } = shapeSettings(index.metadata, wanted)
  if (!metadata.mappings) return { ...index, metadata, leftOut }
  try {
    const { mappings, leftOut: unmapped } = untyped(index.name, metadata.mappings)
    return { ...index, metadata: { ...metadata, mappings }, leftOut: [...leftOut, ...unmapped] }
  } catch (error) {
    if (!(error instanceof RestoreError)) throw error
    return { ...index, fault: index.fault ?? error }
  }
}
