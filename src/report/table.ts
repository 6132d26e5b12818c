import { folded, moreRows, SHARES } from './budget.js'
import { fitting, row, text } from './markdown.js'
import { indexName } from './names.js'
import { counted, formatBytes, formatCount, formatDuration } from './numbers.js'
import type { IndexResult, Result } from './result.js'

/** A table of more rows shows some of those to look at, and folds the others away. */
const ROWS_SHOWN = 25
const ROWS_TO_LOOK_AT = 10
const KIB = 1024

interface Column {
  title: string
  align: ':--' | '--:'
  cell(index: IndexResult): string
  /** A column that says the same of every index is left out: there is little room on a phone. */
  isTelling(indices: readonly IndexResult[]): boolean
}

const count = (title: string, of: (index: IndexResult) => number | null): Column => ({
  title,
  align: '--:',
  cell: (index) => formatCount(of(index)),
  isTelling: (indices) => indices.some((index) => of(index) !== null),
})

function columns(verify: string): Column[] {
  return [
    {
      title: 'Index',
      align: ':--',
      cell: (index) => `${icon(index)}&nbsp;${indexName(index)}`,
      isTelling: () => true,
    },
    count('Dump', ({ planned, documents }) => (planned ? planned.documents : documents.dump)),
    {
      ...count('Indexed', ({ documents }) => documents.indexed),
      isTelling: (indices) =>
        indices.some(({ documents: { indexed, cluster } }) => indexed !== null && indexed !== cluster),
    },
    {
      ...count('Rejected', ({ documents }) => documents.rejected),
      isTelling: (indices) => indices.some(({ documents }) => (documents.rejected ?? 0) > 0),
    },
    count('Cluster', ({ documents }) => documents.cluster),
    {
      title: 'Size',
      align: '--:',
      cell: ({ bytes }) => (bytes === 0 ? '–' : unbroken(formatBytes(bytes))),
      isTelling: (indices) => indices.some(({ bytes }) => bytes > 0),
    },
    {
      title: 'Time',
      align: '--:',
      cell: ({ durationMs }) => (durationMs > 0 ? unbroken(formatDuration(durationMs)) : '–'),
      isTelling: (indices) => indices.some(({ durationMs }) => durationMs > 0),
    },
    {
      title: 'Result',
      align: ':--',
      cell: (index) => unbroken(outcome(index, verify)),
      isTelling: () => true,
    },
    {
      title: 'Types',
      align: ':--',
      cell: ({ types }) => text(types.join(', '), 300),
      isTelling: (indices) => new Set(indices.map(({ types }) => types.join())).size > 1,
    },
  ]
}

/** @returns a row for each index, failed ones first; where they are many, those that are well are folded away */
export function table({ indices, verify }: Result): string {
  if (indices.length === 0) return ''
  const sorted = [...indices].sort((a, b) => rank(a) - rank(b))
  const telling = columns(verify).filter(({ isTelling }) => isTelling(indices))
  const head = [row(telling.map(({ title }) => title)), row(telling.map(({ align }) => align))]
  const rows = fitting(
    sorted.map((index) => () => row(telling.map(({ cell }) => cell(index)))),
    SHARES.table * KIB,
  )
  const kept = sorted.slice(0, rows.lines.length)
  const toLookAt = kept.slice(0, ROWS_TO_LOOK_AT).filter((one) => rank(one) < 2).length
  const shown = indices.length <= ROWS_SHOWN ? kept.length : toLookAt
  const parts: string[] = []
  if (shown > 0) parts.push([...head, ...rows.lines.slice(0, shown)].join('\n'))
  if (shown < kept.length) {
    const what = shown > 0 ? ['more index', 'more indexes'] : ['index', 'indexes']
    const title = counted(kept.length - shown, what[0] as string, what[1])
    parts.push(folded(title, [...head, ...rows.lines.slice(shown)]))
  }
  const failed = sorted.slice(kept.length).filter(({ status }) => status === 'failed').length
  if (rows.left > 0) parts.push(moreRows(rows.left, 'index', 'indexes', failed))
  return parts.join('\n\n')
}

/** Failed indexes come first, then those to look at, then the rest: the last rows are the first to be left out. */
function rank({ status, verified }: IndexResult): number {
  if (status === 'failed') return 0
  return status === 'ok' && !verified ? 1 : 2
}

function icon({ status, verified }: IndexResult): string {
  if (status === 'ok') return verified ? '✅' : '⚠️'
  return { failed: '❌', skipped: '⏭️', planned: '📋' }[status]
}

function outcome(index: IndexResult, verify: string): string {
  const { status, action, verified, planned } = index
  if (status === 'failed') return 'failed'
  if (planned) return `would ${planned.action}`
  if (status !== 'ok') return status
  if (verified) return `${action}, verified`
  return `${action}, ${verify === 'none' ? 'not checked' : 'not verified'}`
}

function unbroken(cell: string): string {
  return cell.replaceAll(' ', '&nbsp;')
}
