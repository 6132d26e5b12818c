import { details, SHARES, section, shortened } from './budget.js'
import { code, type Line, prose, text } from './markdown.js'
import { indexName } from './names.js'
import { counted, formatCount } from './numbers.js'
import type { Result } from './result.js'

const DETAIL_LENGTH = 500

/** @returns the checks that did not hold, each with what differs. */
export function failedChecks({ indices }: Result): string {
  const lines = indices.flatMap((index) =>
    index.checks
      .filter(({ ok }) => !ok)
      .flatMap(({ name, detail, differences }): Line[] => [
        () => `- ${indexName(index)}, ${name}: ${text(detail, DETAIL_LENGTH)}`,
        ...differences.map((difference) => () => `  - ${text(difference, DETAIL_LENGTH)}`),
      ]),
  )
  return section('Checks that failed', lines, SHARES.checks, 'line')
}

/** @returns the warnings, and the indexes whose dump names a document more than once. */
export function warnings({ warnings, indices }: Result): string {
  const repeated = indices
    .filter(({ superseded }) => superseded > 0)
    .map((index) => () => {
      const documents = counted(index.superseded, 'document')
      return `- ${indexName(index)}: ${documents} of the dump gave way to a later one with the same id and routing`
    })
  const lines = [...warnings.map((warning) => () => `- ${prose(warning)}`), ...repeated]
  return section('Warnings', lines, SHARES.warnings, 'warning')
}

/** @returns what this job of a matrix leaves to the others */
export function otherShards({ shard }: Result): string {
  if (shard === null) return ''
  const { number, of, leftToOthers } = shard
  const left =
    leftToOthers.length === 0
      ? 'no index is left to the others'
      : `${counted(leftToOthers.length, 'index is', 'indexes are')} left to the others: ${shortened(leftToOthers)}`
  return `Shard ${number}/${of}: ${left}`
}

/** @returns what only Elasticsearch knows, by index and template of the dump */
export function leftOut({ leftOut }: Result): string {
  const lines = leftOut.map(({ type, name, parts }) => () => {
    const what = type === 'index' ? code(name) : `${text(type)} ${code(name)}`
    return `- ${what}: ${parts.length > 0 ? shortened(parts) : 'all of it, it is Elasticsearch’s own'}`
  })
  return section('Left out, as only Elasticsearch knows it', lines, SHARES.leftOut, 'line')
}

/** @returns the types that the dump has and nobody asked for. */
export function notRestored({ notRestored }: Result): string {
  const lines = notRestored.map(
    ({ type, indices }) =>
      () =>
        `- ${code(type)}: ${shortened(indices)}`,
  )
  return section('In the dump, not asked for', lines, SHARES.types, 'type')
}

/** @returns what the cluster has beyond the dump, folded away. */
export function extras({ indices }: Result): string {
  const lines = indices.flatMap((index) =>
    index.checks
      .filter(({ extra }) => extra.length > 0)
      .map(
        ({ name, extra }) =>
          () =>
            `- ${indexName(index)}, ${name}: ${shortened(extra)}`,
      ),
  )
  return details(
    'In the cluster beyond the dump, from its templates or dynamic mapping',
    lines,
    SHARES.extras,
  )
}

/** @returns the files that are no part of a dump, folded away. */
export function ignoredFiles({ ignoredFiles }: Result): string {
  const lines = ignoredFiles.map((file) => () => `- ${code(file)}`)
  return details(`Files ignored (${formatCount(lines.length)})`, lines, SHARES.files)
}
