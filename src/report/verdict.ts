import { counted, formatCount } from './numbers.js'
import type { Result } from './result.js'

/** @returns what became of the restore, in a line that holds nothing from elsewhere */
export function verdict(result: Result): string {
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
