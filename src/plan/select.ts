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
import { cutOff } from './cut-off.js'
import { NAMING_HINT, splitUnnamed, unnamedWarnings } from './dot-indices.js'
import { placedByName, spread } from './shard.js'
import { nameTargets, renameWarnings } from './targets.js'

/** The files of which an index gets its mapping. */
const MAPPED_BY: readonly DumpType[] = ['mapping', 'index']

/** An index, with the types that were asked for and that it has. */
export interface SelectedIndex {
  index: DumpIndex
  target: string
  types: DumpType[]
}

/** The part of a dump that a restore is about. */
export interface Selection {
  indices: SelectedIndex[]
  /** What was selected as well, and is left to other jobs. */
  otherShards: SelectedIndex[]
  /** Files of templates, policies and scripts. */
  clusterFiles: DumpIndex[]
  clusterTypes: DumpType[]
  notRestored: { type: DumpType; indices: string[] }[]
  /** Mappings are wanted, and not each index with documents has one. */
  isMappingMissing: boolean
  warnings: string[]
}

type Wanted = Pick<Inputs, 'index' | 'match' | 'types' | 'typesAreDefault' | 'rename' | 'shard'>

/**
 * Chooses what of a dump is restored, by `index`, `match` and `types`, names its targets, and keeps this job's shard.
 * All but the last is the same in every job of a matrix.
 * @throws RestoreError DUMP_NO_MATCH where nothing is left, DUMP_TYPE_MISSING for a type that no index has, NAMES_CLASH
 * and INDEX_NAME_INVALID for targets that cannot be, INPUTS_INVALID for a pattern that does not come to an end
 */
export function select(dump: Dump, wanted: Wanted): Selection {
  const asked: readonly DumpType[] = wanted.types === 'all' ? DUMP_TYPES : wanted.types
  const isIndex = ({ files }: DumpIndex) => INDEX_TYPES.some((type) => files[type])
  const chosenByName = chooseByName(dump, dump.indices.filter(isIndex), wanted)
  const isFile = chosenByName.some((index) => isOneFile(dump, index))
  const { named, leftOut } = isFile
    ? { named: chosenByName, leftOut: [] }
    : splitUnnamed(chosenByName, wanted)
  const clusterFiles = dump.indices.filter(
    (entry) => CLUSTER_TYPES.some((type) => entry.files[type]) && (named.includes(entry) || !isIndex(entry)),
  )
  const indexTypes: DumpType[] = asked.filter((type) => !isClusterType(type))
  const isOfCluster = clusterFiles.length > 0 && indexTypes.length < asked.length
  if (named.length === 0 && leftOut.length > 0 && !isOfCluster)
    throw noMatch(dump, leftOut, 'indexes whose names begin with a dot are left out', NAMING_HINT)
  const chosen = named
    .map((index) => ({ index, types: availableTypes(index).filter((type) => indexTypes.includes(type)) }))
    // Without its data an index cannot be restored where data was asked for; that is told with the index.
    .filter(({ types }) => types.length > 0 || (wanted.types !== 'all' && indexTypes.includes('data')))
  const considered = [...new Set([...named, ...clusterFiles])]
  const missing = asked.filter((type) => !considered.some((entry) => availableTypes(entry).includes(type)))
  const warnings = wanted.types === 'all' ? [] : reportMissing(dump, missing, considered, wanted)
  const isMappingMissing =
    asked.includes('mapping') &&
    chosen.some(({ types }) => types.includes('data') && !MAPPED_BY.some((type) => types.includes(type)))
  if (wanted.types === 'all') warnings.push(...lostDataWarnings(chosen))
  warnings.push(...unnamedWarnings(leftOut))
  warnings.unshift(...(dump.notes ?? []))
  // For a single data file `index` is the name that it was dumped under.
  const sources = chosen.map(({ index }) => wanted.index ?? index.name)
  const targets = cutOff('rename-pattern', () => {
    warnings.push(...renameWarnings(sources, wanted.rename))
    return nameTargets(sources, wanted.rename)
  })
  const selected = chosen.map((one, i) => ({ ...one, target: targets[i] ?? one.index.name }))
  const [indices, otherShards] = inShard(selected, wanted, dump)
  const isFirst = (wanted.shard?.number ?? 1) === 1
  const others = new Set(otherShards.map(({ index }) => index))
  const own = considered.filter((entry) => !others.has(entry) && (isFirst || isIndex(entry)))
  return {
    indices,
    otherShards,
    clusterFiles: isFirst ? clusterFiles : [],
    clusterTypes: isFirst ? asked.filter((type) => isClusterType(type)) : [],
    notRestored: notRestoredOf(own, isFirst ? leftOut : [], asked),
    isMappingMissing,
    warnings,
  }
}

/** With `all` a dump may be one without any data. Where others have theirs, an index without may have lost it. */
function lostDataWarnings(chosen: readonly Pick<SelectedIndex, 'index' | 'types'>[]): string[] {
  if (!chosen.some(({ types }) => types.includes('data'))) return []
  const without = chosen.filter(
    ({ types }) => !types.includes('data') && types.some((type) => type !== 'alias'),
  )
  if (without.length === 0) return []
  return [
    `The dump has no data file for ${listed(without.map(({ index }) => index))}, which is restored without documents. Where that is a file that was lost, take the dump again; what is named in \`expect-indices\` has to have one.`,
  ]
}

/** @returns what is in this job's shard, and what is in the others */
function inShard(
  selected: SelectedIndex[],
  { shard }: Wanted,
  { isLive }: Dump,
): [SelectedIndex[], SelectedIndex[]] {
  if (!shard) return [selected, []]
  const bytesOf = ({ index, types }: SelectedIndex) =>
    types.flatMap((type) => index.files[type] ?? []).reduce((sum, { bytes }) => sum + bytes, 0)
  const weighed = selected.map((one) => ({ name: one.index.name, bytes: bytesOf(one) }))
  const places = isLive ? placedByName(weighed, shard.of) : spread(weighed, shard.of)
  const isHere = ({ index }: SelectedIndex) => places.get(index.name) === shard.number
  return [selected.filter(isHere), selected.filter((one) => !isHere(one))]
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
  const found = cutOff('match', () => candidates.filter(({ name }) => match.test(name)))
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
        hint: `Leave it out of \`types\`, or take a dump that has it.${ignoredNote(dump)}${templateNote(needed, dump)}`,
      },
    )
  }
  // Whether a mapping is missing depends on the templates.
  const others = missing.filter((type) => type !== 'mapping')
  return others.map((type) => `The dump has no ${type} file; none is restored.`)
}

function listed(indices: DumpIndex[]): string {
  const names = indices.slice(0, 20).map(({ name }) => name)
  const more = indices.length > names.length ? ` and ${indices.length - names.length} more` : ''
  return `${names.join(', ') || 'no index'}${more}`
}

/** Files whose content tells another type than their names. */
function templateNote(needed: readonly DumpType[], { notes = [] }: Dump): string {
  return needed.includes('template') ? notes.map((note) => ` ${note}`).join('') : ''
}

function ignoredNote({ ignored }: Dump): string {
  if (ignored.length === 0) return ''
  return ` Files that were not recognised: ${ignored.slice(0, 10).join(', ')}.`
}

/** @param leftOut entries of which nothing is restored, whatever was asked for */
function notRestoredOf(
  entries: DumpIndex[],
  leftOut: DumpIndex[],
  asked: readonly DumpType[],
): Selection['notRestored'] {
  const namesOf = (type: DumpType) =>
    (asked.includes(type) ? leftOut : [...entries, ...leftOut])
      .filter(({ files }) => files[type])
      .map(({ name }) => name)
  return DUMP_TYPES.map((type) => ({ type, indices: namesOf(type) })).filter(
    ({ indices }) => indices.length > 0,
  )
}
