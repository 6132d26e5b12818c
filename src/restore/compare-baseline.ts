import { type Baseline, type Changes, compare, contentOf } from '../baseline/index.js'
import { type Dump, INDEX_TYPES } from '../dump/index.js'
import type { Inputs } from '../inputs/index.js'
import { cutOff, type ReadIndex } from '../plan/index.js'

type Wanted = Pick<Inputs, 'index' | 'match'>

/**
 * Compares what was read of a dump with the baseline, by the names of indexes in the dump.
 * @throws RestoreError INPUTS_INVALID for a `match` that does not come to an end over the baseline's names
 */
export function compareWithBaseline(
  baseline: Baseline,
  indices: ReadIndex[],
  dump: Dump,
  { index, match }: Wanted,
): Changes {
  const named = indices.map((read) => ({ ...read, name: index ?? read.name }))
  const held = new Set(
    dump.indices.filter(({ files }) => INDEX_TYPES.some((type) => files[type])).map(({ name }) => name),
  )
  const isChosen = (name: string) => (index === undefined ? (match?.test(name) ?? true) : name === index)
  return cutOff('match', () =>
    compare(baseline, {
      indices: new Map(named.map(({ name, dumped, data }) => [name, contentOf(dumped, data)])),
      unread: new Set(named.filter(({ fault }) => fault).map(({ name }) => name)),
      isInDump: (name) => held.has(name),
      isChosen,
    }),
  )
}

/** @returns what a reader should know of a comparison that cannot tell all */
export function baselineWarnings({ chosen }: Baseline, { index, match }: Wanted): string[] {
  const isOther = chosen.index !== (index ?? null) || chosen.match !== (match?.source ?? null)
  const other =
    'The baseline is of a run with another `index` or `match`: what only one of the two was about looks new, or is not compared.'
  return isOther ? [other] : []
}
