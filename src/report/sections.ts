import { clip, code, fitting, type Line, row, text } from './markdown.js'
import { counted, formatCount } from './numbers.js'
import type { Failure, IndexResult, Result } from './result.js'

const KIB = 1024
const NAMES_SHOWN = 10
const DETAIL_LENGTH = 500
const MESSAGE_LENGTH = 4000

/** KiB that each section may take; with the table's they stay within the summary's budget. */
const SHARES = {
  failures: 180,
  checks: 100,
  rejections: 100,
  warnings: 40,
  leftOut: 20,
  types: 20,
  extras: 40,
  files: 30,
}

/** @returns why the run, its indexes and its cluster steps failed, one line each; empty if nothing did. */
export function failures({ failure, indices, clusterSteps }: Result): string {
  const lines: Line[] = [
    ...(failure === null ? [] : [() => reasonLine('', failure)]),
    ...indices
      .filter(({ status }) => status === 'failed')
      .map((index) => () => reasonLine(`${indexName(index)}: `, index.failure)),
    ...clusterSteps
      .filter(({ status }) => status === 'failed')
      .map((step) => () => reasonLine(`${text(step.type)} ${code(step.name)}: `, step.failure)),
  ]
  return section('What failed', lines, SHARES.failures, 'failure')
}

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

/** The report names more. */
const SHOWN_REJECTIONS = 10

/** @returns a table of the documents that the cluster refused, ten of each index. */
export function rejections({ indices, totals }: Result): string {
  const rows = indices.flatMap((index) =>
    index.rejections.slice(0, SHOWN_REJECTIONS).map(({ id, file, line, status, reason }) => () => {
      const place = file === null ? '–' : code(line === null ? file : `${file}:${line}`)
      return row([indexName(index), code(id), place, String(status), text(reason, DETAIL_LENGTH)])
    }),
  )
  const all =
    rows.length < totals.rejected ? `, ${formatCount(rows.length)} of ${formatCount(totals.rejected)}` : ''
  const head = [row(['Index', 'Id', 'File and line', 'Status', 'Reason']), '| :-- | :-- | :-- | --: | :-- |']
  return section(`Rejected documents${all}`, rows, SHARES.rejections, 'document', head)
}

/** @returns the warnings, and the indexes whose dump names a document more than once. */
export function warnings({ warnings, indices }: Result): string {
  const repeated = indices
    .filter(({ superseded }) => superseded > 0)
    .map((index) => () => {
      const documents = counted(index.superseded, 'document')
      return `- ${indexName(index)}: ${documents} of the dump gave way to a later one with the same id and routing`
    })
  const lines = [...warnings.map((warning) => () => `- ${text(warning)}`), ...repeated]
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

/** @returns `source → target`, or the one name if both are the same. */
export function indexName({ source, name }: IndexResult): string {
  return source === name ? code(name) : `${code(source)} → ${code(name)}`
}

/** @returns the sentence under rows that did not all fit. */
export function moreRows(left: number, one: string, many = `${one}s`, failed = 0): string {
  const what = left === 1 ? `${one}** is` : `${many}** are`
  const ofThem = failed === 0 ? '' : `, ${formatCount(failed)} of them failed`
  return `**${formatCount(left)} more ${what} left out here${ofThem}; the JSON report has everything.`
}

function reasonLine(what: string, failure: Failure | null): string {
  if (failure === null) return `- ${what}no reason was recorded`
  const hint = failure.hint === null ? '' : `<br>💡 ${text(failure.hint)}`
  // Faults of inputs are told a line each.
  const told = clip(failure.message, MESSAGE_LENGTH)
    .split('\n')
    .map((line) => text(line))
  return `- ${what}${told.join('<br>')} (${code(failure.code)})${hint}`
}

function shortened(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN).map((name) => code(name))
  const more = names.length - shown.length
  return [...shown, ...(more === 0 ? [] : [`and ${formatCount(more)} more`])].join(', ')
}

function section(
  title: string,
  lines: readonly Line[],
  kib: number,
  what: string,
  head: string[] = [],
): string {
  if (lines.length === 0) return ''
  return `### ${title}\n\n${[...head, ...fitted(lines, kib, what)].join('\n')}`
}

function details(title: string, lines: readonly Line[], kib: number): string {
  if (lines.length === 0) return ''
  const body = fitted(lines, kib, 'line').join('\n')
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`
}

function fitted(lines: readonly Line[], kib: number, what: string): string[] {
  const { lines: kept, left } = fitting(lines, kib * KIB)
  return left === 0 ? kept : [...kept, '', moreRows(left, what)]
}
