import type { DumpIndex } from '../dump/index.js'
import type { Inputs } from '../inputs/index.js'
import { listed } from './names.js'

/** The beginning of a pattern that is written for names with a dot in front: `^\.`, `\.`, `^(\.`, `[.]`. */
const FOR_DOTS = /^\^?(?:\((?:\?:)?)?(?:\\\.|\[\.\])/

/**
 * Indexes whose names begin with a dot are those of plugins and dashboards, and of the cluster itself: like a snapshot's,
 * they are restored only where they are named.
 * @param indices those that `index` and `match` choose
 * @returns what is restored, and what is left out
 */
export function splitUnnamed(
  indices: readonly DumpIndex[],
  { index, match }: Pick<Inputs, 'index' | 'match'>,
): { named: DumpIndex[]; leftOut: DumpIndex[] } {
  if (index !== undefined || FOR_DOTS.test(match?.source ?? '')) return { named: [...indices], leftOut: [] }
  const isDotted = ({ name }: DumpIndex) => name.startsWith('.')
  return { named: indices.filter((one) => !isDotted(one)), leftOut: indices.filter(isDotted) }
}

export const NAMING_HINT =
  'Name one that you want with `index`, or with a `match` that begins with a dot, such as ^\\.my-index'

/** @returns what a reader should know of what is left out */
export function unnamedWarnings(leftOut: readonly DumpIndex[]): string[] {
  if (leftOut.length === 0) return []
  const names = listed(leftOut.map(({ name }) => name))
  return [`Left out, as their names begin with a dot: ${names}. ${NAMING_HINT}.`]
}
