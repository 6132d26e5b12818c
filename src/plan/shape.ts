import type { Inputs } from '../inputs/index.js'
import { aliasWarnings, renameAliases } from './aliases.js'
import { ignoredWarnings, shapeSettings } from './settings.js'
import type { ReadIndex } from './types.js'

type Wanted = Pick<Inputs, 'renameAlias' | 'indexSettings' | 'ignoreIndexSettings'>

/**
 * Changes what has been read of a dump into what is to be restored: aliases by their new names, settings without those
 * that are ignored and with those that are laid over. The names of the indexes stay.
 * @param targets names of all indexes of this restore, those of other shards too
 * @throws RestoreError NAMES_CLASH, INDEX_NAME_INVALID for aliases that cannot be
 */
export function shape(
  indices: readonly ReadIndex[],
  wanted: Wanted,
  targets: readonly string[],
): { indices: ReadIndex[]; warnings: string[] } {
  const named = renameAliases(indices, wanted.renameAlias, targets)
  return {
    indices: named.map((index) => ({ ...index, metadata: shapeSettings(index.metadata, wanted) })),
    warnings: [...aliasWarnings(indices, wanted.renameAlias), ...ignoredWarnings(indices, wanted)],
  }
}
