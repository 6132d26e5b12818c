import { changesSection } from './changes.js'
import { failures } from './failures.js'
import { code, text } from './markdown.js'
import { formatBytes, formatCount, formatDuration } from './numbers.js'
import { rejections } from './rejections.js'
import type { Result } from './result.js'
import * as sections from './sections.js'
import { table } from './table.js'
import { isTimingDrawn, timing } from './timing.js'
import { verdict } from './verdict.js'

/**
 * Renders the job summary: the verdict first, then what failed and why, then everything else.
 *
 * @param workspace the job's own folder: a dump in it is named as the workflow names it
 * @returns GitHub Markdown of at most 1,000 KiB in UTF-8, however much the result holds: what does not fit is left
 * out by whole rows, failures last, and said to be.
 */
export function renderSummary(result: Result, workspace = '', help?: string): string {
  const parts = [
    `## ${verdict(result)}`,
    failures(result, help),
    totals(result),
    context(result, workspace),
    sections.otherShards(result),
    changesSection(result.changes),
    table(result),
    sections.failedChecks(result),
    rejections(result),
    sections.warnings(result),
    sections.leftOut(result),
    sections.notRestored(result),
    sections.extras(result),
    sections.ignoredFiles(result),
    timing(result),
    versions(result),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function context({ dump, archive, cluster, types, verify }: Result, workspace: string): string {
  if (dump === '') return ''
  const isWithin = workspace !== '' && dump.startsWith(`${workspace}/`)
  const from = isWithin ? dump.slice(workspace.length + 1) : dump
  const into = cluster === null ? '' : ` into cluster ${code(cluster.name)}`
  const packed = archive === null ? '' : `, SHA-256 ${code(archive.sha256)},`
  return `From ${code(from)}${packed}${into} · types: ${text(types.join(', '), 300)} · verify: ${text(verify, 40)}`
}

function totals({ dryRun, indices, totals, durationMs }: Result): string {
  if (indices.length === 0) return ''
  if (dryRun) {
    return `${formatBytes(totals.bytes)} to restore · planned in ${formatDuration(durationMs)}`
  }
  return [
    `**${formatCount(totals.dump)}** documents in the dump`,
    `**${formatCount(totals.indexed)}** indexed`,
    `**${formatCount(totals.rejected)}** rejected`,
    `**${formatCount(totals.cluster)}** in the cluster`,
    `${formatBytes(totals.bytes)} in ${formatDuration(durationMs)}`.replaceAll(' ', '&nbsp;'),
  ].join(' · ')
}

function versions(result: Result): string {
  const { actionVersion, engine, elasticdumpVersion, cluster, phases } = result
  const parts = [
    `opensearch-restore-action ${text(actionVersion, 40)}`,
    `engine ${text(`${engine} ${elasticdumpVersion}`, 80)}`,
    ...(cluster === null ? [] : [`OpenSearch ${text(cluster.version, 40)}`]),
  ]
  const times = isTimingDrawn(result) ? [] : phases.slice(0, 20)
  const told = times.map(({ name, ms }) => `${text(name, 40)} ${formatDuration(ms)}`)
  const lines = [parts.join(' · '), ...(told.length === 0 ? [] : [told.join(' · ')])]
  return `---\n\n<sub>${lines.join('<br>')}</sub>`
}
