import { type BeforeAndNow, type Changes, type IndexChange, percent, shrunkBy } from '../baseline/index.js'
import type { Annotation } from './annotations.js'
import { moreRows, SHARES } from './budget.js'
import { code, fitting, row, safeInLog, text } from './markdown.js'
import { counted, formatBytes, formatCount } from './numbers.js'

const NAMES_SHOWN = 10
const NAME_LENGTH = 100
const FIELDS_SHOWN = 5

/** @returns what of the dump is otherwise than in the baseline: in words, then index by index, the gravest first */
export function changesSection(changes: Changes | null): string {
  if (changes === null) return ''
  const { since, indices, notCompared } = changes
  const stale = staleWarning(changes)
  const same = indices.filter(({ isSame }) => isSame === true).map(({ name }) => name)
  const parts = [
    `### Since the baseline of ${day(since)}`,
    stale === undefined ? '' : `⚠️ **${text(stale.message)}**`,
    text(verdictOf(indices)),
    changesTable(indices.filter(isToTell)),
    mappingChanges(indices),
    stale === undefined ? named('The same to the byte', same) : '',
    named('Not compared, as only one of the two runs was about them', notCompared),
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

/** @returns the same as a line of the log */
export function changesLine(changes: Changes): string {
  const verdict = staleWarning(changes)?.message ?? verdictOf(changes.indices)
  return safeInLog(`since the baseline of ${day(changes.since)}: ${verdict}`)
}

/** That a backup has stopped shows in nothing else. @returns undefined where something did change */
export function staleWarning(changes: Changes | null): Annotation | undefined {
  if (!changes?.isSame) return undefined
  return {
    title: 'Nothing changed since the baseline',
    message: `The dump is the same to the byte as the one of ${day(changes.since)}. Is it still taken, or is this an old one?`,
  }
}

function verdictOf(indices: IndexChange[]): string {
  const number = (is: (index: IndexChange) => boolean) => indices.filter(is).length
  const isMore = ({ documents: { before, now } }: IndexChange) =>
    before !== null && now !== null && now > before
  const parts: [number, string][] = [
    [number(({ kind }) => kind === 'missing'), 'missing'],
    [number(({ kind }) => kind === 'unread'), 'damaged'],
    [number((index) => index.kind !== 'missing' && shrunkBy(index) > 0), 'with fewer documents'],
    [number(isMore), 'with more'],
    [number(({ kind }) => kind === 'new'), 'new'],
    [number(({ mapping }) => mapping === 'changed'), 'with another mapping'],
    [number(({ isSame }) => isSame === true), 'the same to the byte'],
  ]
  const told = parts.filter(([count]) => count > 0).map(([count, what]) => `${formatCount(count)} ${what}`)
  const documents = `${formatCount(total(indices, 'before'))} → ${counted(total(indices, 'now'), 'document')}`
  const held = number(({ kind }) => kind !== 'missing')
  return [`${counted(held, 'index', 'indexes')}, ${documents}`, ...told].join('; ')
}

function total(indices: IndexChange[], when: keyof BeforeAndNow): number {
  return indices.reduce((sum, { documents }) => sum + (documents[when] ?? 0), 0)
}

function isToTell({ kind, documents, bytes, mapping }: IndexChange): boolean {
  const isOther = ({ before, now }: BeforeAndNow) => before !== now
  return kind !== 'kept' || isOther(documents) || isOther(bytes) || mapping === 'changed'
}

/** Few columns, the change next to the name: on a phone the rest is out of sight. */
function changesTable(told: IndexChange[]): string {
  if (told.length === 0) return ''
  const rows = told.sort((a, b) => gravity(b) - gravity(a)).map((index) => () => changeRow(index))
  const { lines, left } = fitting(rows, SHARES.changes * 1024)
  return [
    row(['Index', 'Change', 'Documents', 'Size']),
    '| :-- | --: | --: | --: |',
    ...lines,
    ...(left === 0 ? [] : ['', moreRows(left, 'index', 'indexes')]),
  ].join('\n')
}

function mappingChanges(told: IndexChange[]): string {
  const changed = told.filter(({ mapping }) => mapping === 'changed')
  if (changed.length === 0) return ''
  const items = changed.map((index) => () => `- ${code(index.name, NAME_LENGTH)}: ${fieldsOf(index)}`)
  const { lines, left } = fitting(items, SHARES.mappings * 1024)
  const more = left === 0 ? [] : ['', moreRows(left, 'mapping')]
  return ['Other mappings:', '', ...lines, ...more].join('\n')
}

/** Missing and damaged, then by the part that was lost, new, with another mapping, and by the part that was gained. */
function gravity(index: IndexChange): number {
  const { kind, mapping, documents } = index
  if (kind === 'missing' || kind === 'unread') return 1000
  const shrunk = shrunkBy(index)
  if (shrunk > 0) return 300 + shrunk
  if (kind === 'new') return 200
  if (mapping === 'changed') return 100
  return documents.before !== null && documents.now ? 1 - documents.before / documents.now : 0
}

function changeRow(index: IndexChange): string {
  const { name, kind, documents, bytes } = index
  const icon = { missing: '❌ ', unread: '❌ ', new: '🆕 ', kept: '' }[kind]
  const change = { missing: 'missing', unread: 'damaged', new: 'new', kept: difference(documents) }[kind]
  return row([
    `${icon}${code(name)}`,
    change,
    fromTo(formatCount(documents.before), formatCount(documents.now)),
    fromTo(size(bytes.before), size(bytes.now)),
  ])
}

function fromTo(before: string, now: string): string {
  return before === now ? now : `${before}&nbsp;→ ${now}`
}

function difference({ before, now }: BeforeAndNow): string {
  if (before === null || now === null) return '–'
  if (before === now) return '='
  const sign = now > before ? '+' : '−'
  const by = Math.abs(now - before)
  const part = before === 0 ? '' : text(` (${sign}${percent((by / before) * 100)})`)
  return `${sign}${formatCount(by)} ${part}`.trim().replaceAll(' ', '&nbsp;')
}

function fieldsOf({ fields, moreFields }: IndexChange): string {
  const shown = fields.slice(0, FIELDS_SHOWN).map((field) => code(field, NAME_LENGTH))
  const more = fields.length - shown.length + moreFields
  const told = [...shown, ...(more > 0 ? [`${formatCount(more)} more`] : [])].join(', ')
  return told || 'other than names and types of fields'
}

function named(what: string, names: string[]): string {
  if (names.length === 0) return ''
  const shown = names.slice(0, NAMES_SHOWN).map((name) => code(name, NAME_LENGTH))
  const more = names.length - shown.length
  return `${what}: ${[...shown, ...(more > 0 ? [`and ${formatCount(more)} more`] : [])].join(', ')}`
}

function size(bytes: number | null): string {
  return bytes === null ? '–' : formatBytes(bytes).replaceAll(' ', '&nbsp;')
}

/** @param moment ISO 8601 @returns `2026-01-04 06:54 UTC` */
function day(moment: string): string {
  return `${moment.slice(0, 10)} ${moment.slice(11, 16)} UTC`
}
