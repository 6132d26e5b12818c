import {
  availableTypes,
  CLUSTER_TYPES,
  DUMP_TYPES,
  type Dump,
  type DumpIndex,
  type DumpType,
  INDEX_TYPES,
  isClusterType,
} from '../dump/index.js'
import { RestoreError } from '../errors.js'
import type { Inputs } from '../inputs/index.js'

/** The part of a dump that a restore is about. */
export interface Selection {
  /** Indexes, with the types that were asked for and that they have. */
  indices: { index: DumpIndex; target: string; types: DumpType[] }[]
  /** Files of templates, policies and scripts. */
  clusterFiles: DumpIndex[]
  clusterTypes: DumpType[]
  notRestored: { type: DumpType; indices: string[] }[]
  warnings: string[]
}

type Wanted = Pick<Inputs, 'index' | 'match' | 'types' | 'typesAreDefault'>

/**
 * Chooses what of a dump is restored, by `index`, `match` and `types`.
 * @throws RestoreError DUMP_NO_MATCH where nothing is left, DUMP_TYPE_MISSING for a type that no index has
 */
export function select(dump: Dump, wanted: Wanted): Selection {
  const asked: readonly DumpType[] = wanted.types === 'all' ? DUMP_TYPES : wanted.types
  const isIndex = ({ files }: DumpIndex) => INDEX_TYPES.some((type) => files[type])
  const named = chooseByName(dump, dump.indices.filter(isIndex), wanted)
  const clusterFiles = dump.indices.filter(
    (entry) => CLUSTER_TYPES.some((type) => entry.files[type]) && (named.includes(entry) || !isIndex(entry)),
  )
  const indexTypes: DumpType[] = asked.filter((type) => !isClusterType(type))
  const indices = named
    .map((index) => ({
      index,
      target: wanted.index ?? index.name,
      types: availableTypes(index).filter((type) => indexTypes.includes(type)),
    }))
    // Without its data an index cannot be restored where data was asked for; that is told with the index.
    .filter(({ types }) => types.length > 0 || (wanted.types !== 'all' && indexTypes.includes('data')))
  const considered = [...new Set([...named, ...clusterFiles])]
  const missing = asked.filter((type) => !considered.some((entry) => availableTypes(entry).includes(type)))
  const warnings = wanted.types === 'all' ? [] : reportMissing(dump, missing, considered, wanted)
  const clusterTypes = asked.filter((type) => isClusterType(type))
  return { indices, clusterFiles, clusterTypes, notRestored: notAskedFor(considered, asked), warnings }
}

function chooseByName(dump: Dump, candidates: DumpIndex[], { index, match }: Wanted): DumpIndex[] {
  if (index !== undefined) {
    const [only] = candidates
    const isSingleFile = candidates.length === 1 && only && isOneFile(dump, only)
    const found = candidates.filter(({ name }) => name === index || isSingleFile)
    if (found.length > 0) return found
    throw noMatch(
      dump,
      candidates,
      `the dump has no index ${JSON.stringify(index)}`,
      'Give its exact name in `index`',
    )
  }
  if (!match) return candidates
  const found = candidates.filter(({ name }) => match.test(name))
  if (found.length > 0) return found
  throw noMatch(
    dump,
    candidates,
    `no index of the dump matches ${JSON.stringify(match.source)}`,
    'Change `match`',
  )
}

/** For one data file `index` names the target, whatever the file is called. */
function isOneFile(dump: Dump, index: DumpIndex): boolean {
  const files = Object.values(index.files).flat()
  return dump.indices.length === 1 && files.length === 1 && files[0]?.path === dump.path
}

function noMatch(dump: Dump, candidates: DumpIndex[], what: string, fix: string): RestoreError {
  return new RestoreError('DUMP_NO_MATCH', `${what}; ${dump.path} has ${listed(candidates)}`, {
    hint: `${fix}, or look whether the dump is the one you mean.`,
  })
}

/** A type left at its default is not an order: a dump without it is restored, and says so. */
function reportMissing(
  dump: Dump,
  missing: readonly DumpType[],
  considered: DumpIndex[],
  { typesAreDefault }: Wanted,
): string[] {
  const needed = missing.filter((type) => !typesAreDefault || type === 'data')
  if (needed.length > 0) {
    throw new RestoreError(
      'DUMP_TYPE_MISSING',
      `${dump.path} has no file for the type ${needed.join(', ')} of ${listed(considered)}`,
      {
        hint: `Leave it out of \`types\`, or take a dump that has it.${ignoredNote(dump)}`,
      },
    )
  }
  return missing.map((type) =>
    type === 'mapping'
      ? 'The dump has no mapping: the cluster guesses the types of the fields from the documents.'
      : `The dump has no ${type} file; none is restored.`,
  )
}

function listed(indices: DumpIndex[]): string {
  const names = indices.slice(0, 20).map(({ name }) => name)
  const more = indices.length > names.length ? ` and ${indices.length - names.length} more` : ''
  return `${names.join(', ') || 'no index'}${more}`
}

function ignoredNote({ ignored }: Dump): string {
  if (ignored.length === 0) return ''
  return ` Files that were not recognised: ${ignored.slice(0, 10).join(', ')}.`
}

function notAskedFor(entries: DumpIndex[], asked: readonly DumpType[]): Selection['notRestored'] {
  return DUMP_TYPES.filter((type) => !asked.includes(type))
    .map((type) => ({ type, indices: entries.filter(({ files }) => files[type]).map(({ name }) => name) }))
    .filter(({ indices }) => indices.length > 0)
}
