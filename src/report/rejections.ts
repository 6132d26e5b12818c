import { andMore, folded, moreRows, SHARES } from './budget.js'
import { code, fitting, row, text } from './markdown.js'
import { indexName } from './names.js'
import { formatCount } from './numbers.js'
import type { IndexResult, Rejection, Result } from './result.js'

const KIB = 1024
const REASON_LENGTH = 500
const INDEXES_SHOWN = 5
/** Of each reason; the report names more. */
const DOCUMENTS_SHOWN = 10
/** What reasons and documents take of the share. */
const REASONS_PART = 0.3

interface Rejected extends Rejection {
  index: IndexResult
}

/** @returns why the cluster refused documents, the most frequent reason first, and ten documents of each */
export function rejections({ indices, totals }: Result): string {
  const named = indices.flatMap((index) => index.rejections.map((one): Rejected => ({ ...one, index })))
  if (named.length === 0) return ''
  const groups = byReason(named)
  const reasons = fitting(
    groups.map((group) => () => reasonLine(group)),
    SHARES.rejections * KIB * REASONS_PART,
  )
  const documents = groups.flatMap((group) => group.slice(0, DOCUMENTS_SHOWN))
  const rows = fitting(
    documents.map((one) => () => documentRow(one)),
    SHARES.rejections * KIB * (1 - REASONS_PART),
  )
  const shown = rows.lines.length
  const title = shown < totals.rejected ? `${formatCount(shown)} of them` : 'All of them'
  const parts = [
    `### Rejected documents: ${formatCount(totals.rejected)}`,
    reasons.lines.join('\n'),
    ...(reasons.left === 0 ? [] : [moreRows(reasons.left, 'reason')]),
    folded(`${title}, by id, file and line`, [
      row(['Id', 'File and line', 'Status', 'Reason', 'Index']),
      '| :-- | :-- | --: | :-- | :-- |',
      ...rows.lines,
      ...(rows.left === 0 ? [] : ['', moreRows(rows.left, 'document')]),
    ]),
  ]
  return parts.join('\n\n')
}

/** Together are those whose reasons differ in nothing but the id, a value or a number. */
function byReason(named: readonly Rejected[]): Rejected[][] {
  const groups = new Map<string, Rejected[]>()
  for (const one of named) {
    const key = kindOf(one)
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  return [...groups.values()].sort((a, b) => b.length - a.length)
}

/** The first cause alone: those behind it repeat the value. An apostrophe within a word is no quote. */
function kindOf({ reason, status }: Rejection): string {
  const first = reason.split('; caused by ', 1)[0] as string
  const plain = first
    .replace(/(?<!\w)'.*?'(?!\w)/gs, '…')
    .replace(/"[^"]*"/g, '…')
    .replace(/(?<![\w[.])\d+(?![\w\].])/g, '…')
  return `${status} ${plain}`
}

/** The reason of the first one stands for all. */
function reasonLine(group: readonly Rejected[]): string {
  const first = group[0] as Rejected
  const indexes = [...new Set(group.map(({ index }) => index))]
  const shown = indexes.slice(0, INDEXES_SHOWN).map((index) => indexName(index))
  const of = `of ${andMore(shown, indexes.length)}`
  const where = first.file === null ? code(first.id) : `${code(first.id)} at ${place(first)}`
  return `- **${formatCount(group.length)}** ${of}, such as ${where}: ${text(first.reason, REASON_LENGTH)} (HTTP&nbsp;${first.status})`
}

function documentRow(one: Rejected): string {
  const { id, status, reason, index } = one
  return row([code(id), place(one), String(status), text(reason, REASON_LENGTH), indexName(index)])
}

function place({ file, line }: Rejection): string {
  if (file === null) return '–'
  return code(line === null ? file : `${file}:${line}`)
}
