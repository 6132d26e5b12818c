import { RestoreError } from '../errors.js'
import type { Rename } from '../inputs/index.js'
import { indexNameFault, listed } from './names.js'
import { isMatched, isMatchedAgainAtEnd, renamed } from './rename.js'

const SHOWN_FAULTS = 10

/**
 * Gives indexes their names in the cluster.
 * @returns the targets in the order of the sources
 * @throws RestoreError NAMES_CLASH where two would have one name, INDEX_NAME_INVALID where renaming makes a name that
 * OpenSearch refuses; with every such fault
 */
export function nameTargets(sources: readonly string[], rename: Rename | undefined): string[] {
  if (!rename) return [...sources]
  const targets = sources.map((source) => renamed(source, rename))
  const bySource = new Map<string, string[]>()
  for (const [i, target] of targets.entries()) {
    bySource.set(target, [...(bySource.get(target) ?? []), sources[i] ?? ''])
  }
  const clashes = [...bySource]
    .filter(([, names]) => names.length > 1)
    .map(([target, names]) => `indexes ${listed(names)} would all become ${JSON.stringify(target)}`)
  const refused = targets.flatMap((target, i) => {
    const fault = target === sources[i] ? undefined : indexNameFault(target)
    return fault ? [`index ${sources[i]}: ${fault.message}`] : []
  })
  requireNoFault(clashes, refused, 'Change `rename-pattern` or `rename-replacement`.')
  return targets
}

/** @returns what a reader should know of a pattern that does nothing, or more than it looks */
export function renameWarnings(sources: readonly string[], rename: Rename | undefined): string[] {
  if (!rename || sources.length === 0) return []
  const matched = sources.filter((source) => isMatched(source, rename))
  if (matched.length === 0) {
    return [`\`rename-pattern\` matches none of the indexes: ${listed(sources)} keep their names.`]
  }
  const twice = matched.find((source) => isMatchedAgainAtEnd(source, rename))
  if (twice === undefined) return []
  const target = renamed(twice, rename)
  return [
    `\`rename-pattern\` matches ${twice}, and then the empty text at its end: it becomes ${target}. Write (.+) for (.*), or ^(.*)$.`,
  ]
}

/** @throws RestoreError with all of both kinds */
export function requireNoFault(clashes: string[], refused: string[], fix: string): void {
  const faults = [...clashes, ...refused]
  if (faults.length === 0) return
  const shown = faults.slice(0, SHOWN_FAULTS).map((fault) => `- ${fault}`)
  const more = faults.length - shown.length
  const lines = ['These names cannot be:', ...shown, ...(more > 0 ? [`- and ${more} more`] : [])]
  const code = clashes.length > 0 ? 'NAMES_CLASH' : 'INDEX_NAME_INVALID'
  throw new RestoreError(code, lines.join('\n'), { hint: `${fix} Nothing was written.` })
}
