import { changesSection } from './changes.js'
import { code, fitting, row, text } from './markdown.js'
import { counted, formatBytes, formatCount, formatDuration } from './numbers.js'
import type { IndexResult, Result } from './result.js'
import * as sections from './sections.js'

// GitHub drops a summary of over 1,024 KiB whole. The shares of the table, of sections.ts and of changes.ts come to less than
// 980 KiB, which leaves the lines of this file 20 KiB within the 1,000 KiB that renderSummary promises.
const TABLE_BYTES = 320 * 1024

const ACTIONS_TO_DO = {
  created: 'create',
  replaced: 'replace',
  appended: 'append',
  skipped: 'skip',
  planned: 'restore',
}

/**
 * Renders the job summary: the verdict first, then what failed and why, then everything else.
 *
 * @returns GitHub Markdown of at most 1,000 KiB in UTF-8, however much the result holds: what does not fit is left
 * out by whole rows, failures last, and said to be.
 */
export function renderSummary(result: Result): string {
  const parts = [
    `## ${verdict(result)}`,
    context(result),
    sections.otherShards(result),
    totals(result),
    sections.failures(result),
    changesSection(result.changes),
    table(result),
    sections.failedChecks(result),
    sections.rejections(result),
    sections.warnings(result),
    sections.leftOut(result),
    sections.notRestored(result),
    sections.extras(result),
    sections.ignoredFiles(result),
    versions(result),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function verdict(result: Result): string {
  const { indices, totals } = result
  const skipped = indices.filter(({ status }) => status === 'skipped').length
  const indexes = counted(indices.length - skipped, 'index', 'indexes')
  const andSkipped = skipped === 0 ? '' : `, ${formatCount(skipped)} skipped`
  if (result.status === 'failed') {
    const what = result.dryRun ? 'Dry run: the restore would fail' : 'Restore failed'
    return `❌ ${what}${failedParts(result)}`
  }
  if (result.status === 'planned') return `📋 Dry run: ${indexes} planned${andSkipped}, nothing written`
  if (skipped > 0 && skipped === indices.length) {
    return `⏭️ Nothing restored: ${counted(skipped, 'index', 'indexes')} skipped`
  }
  if (result.shard !== null && indices.length + result.clusterSteps.length === 0) {
    return '⏭️ Nothing to restore in this shard'
  }
  if (result.leftOut.length > 0 && indices.length + result.clusterSteps.length === 0) {
    return '⏭️ Nothing restored: all of it is Elasticsearch’s own'
  }
  if (totals.rejected > 0) {
    const rejected = counted(totals.rejected, 'rejected document')
    return `⚠️ Restored with ${rejected} within \`max-rejected\`, not verified`
  }
  if (!result.verified) return `⚠️ Restored, not verified: ${indexes}${andSkipped}`
  if (indices.length === 0) {
    const steps = counted(
      result.clusterSteps.length,
      'template, policy or script',
      'templates, policies and scripts',
    )
    return `✅ Restored: ${steps}`
  }
  return `✅ Restored and verified: ${indexes}, ${counted(totals.dump, 'document')}${andSkipped}`
}

function failedParts({ indices, clusterSteps }: Result): string {
  const part = (all: readonly { status: string }[], one: string, many: string) => {
    const failed = all.filter(({ status }) => status === 'failed').length
    return failed === 0 ? [] : [`${formatCount(failed)} of ${counted(all.length, one, many)}`]
  }
  const parts = [
    ...part(indices, 'index', 'indexes'),
    ...part(clusterSteps, 'template, policy or script', 'templates, policies and scripts'),
  ]
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`
}

function context({ dump, archive, cluster, types, verify }: Result): string {
  if (dump === '') return ''
  const into = cluster === null ? '' : ` into cluster ${code(cluster.name)}`
  const packed = archive === null ? '' : `, SHA-256 ${code(archive.sha256)},`
  return `From ${code(dump)}${packed}${into} · types: ${text(types.join(', '), 300)} · verify: ${text(verify, 40)}`
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
    `${formatBytes(totals.bytes)} in ${formatDuration(durationMs)}`,
  ].join(' · ')
}

function table({ indices, verify }: Result): string {
  if (indices.length === 0) return ''
  const sorted = [...indices].sort((a, b) => rank(a) - rank(b))
  const rows = fitting(
    sorted.map((index) => () => tableRow(index, verify)),
    TABLE_BYTES,
  )
  const failed = sorted.slice(rows.lines.length).filter(({ status }) => status === 'failed').length
  const note = rows.left === 0 ? [] : ['', sections.moreRows(rows.left, 'index', 'indexes', failed)]
  return [
    row(['Index', 'Action', 'Types', 'Dump', 'Indexed', 'Rejected', 'Cluster', 'Time', 'Verdict']),
    '| :-- | :-- | :-- | --: | --: | --: | --: | --: | :-- |',
    ...rows.lines,
    ...note,
  ].join('\n')
}

/** Failed indexes come first, then those to look at, then the rest: the last rows are the first to be left out. */
function rank({ status, verified }: IndexResult): number {
  if (status === 'failed') return 0
  return status === 'ok' && !verified ? 1 : 2
}

function tableRow(index: IndexResult, verify: string): string {
  const { documents } = index
  return row([
    sections.indexName(index),
    index.planned
      ? index.planned.action
      : index.status === 'failed'
        ? ACTIONS_TO_DO[index.action]
        : index.action,
    text(index.types.join(', '), 300),
    formatCount(index.planned ? index.planned.documents : documents.dump),
    formatCount(documents.indexed),
    formatCount(documents.rejected),
    formatCount(documents.cluster),
    unbroken(formatDuration(index.durationMs)),
    unbroken(indexVerdict(index, verify)),
  ])
}

function indexVerdict({ status, verified, documents }: IndexResult, verify: string): string {
  if (status === 'failed') return '❌ failed'
  if (status === 'skipped') return '⏭️ skipped'
  if (status === 'planned') return '📋 planned'
  if (verified) return '✅ verified'
  if ((documents.rejected ?? 0) > 0) return '⚠️ rejected documents'
  return verify === 'none' ? '⚠️ not checked' : '⚠️ not verified'
}

function unbroken(cell: string): string {
  return cell.replaceAll(' ', '&nbsp;')
}

function versions({ actionVersion, engine, elasticdumpVersion, cluster, phases }: Result): string {
  const parts = [
    `opensearch-restore-action ${text(actionVersion, 40)}`,
    `engine ${text(`${engine} ${elasticdumpVersion}`, 80)}`,
    ...(cluster === null ? [] : [`cluster ${code(cluster.name)}, OpenSearch ${text(cluster.version, 40)}`]),
  ]
  const times = phases.slice(0, 20).map(({ name, ms }) => `${text(name, 40)} ${formatDuration(ms)}`)
  const lines = times.length === 0 ? [parts.join(' · ')] : [parts.join(' · '), times.join(' · ')]
  return `---\n\n<sub>${lines.join('<br>')}</sub>`
}
