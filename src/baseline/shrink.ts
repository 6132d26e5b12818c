import { RestoreError } from '../errors.js'
import type { Changes, IndexChange } from './types.js'

/** Of many; the report has all. */
const SHOWN = 50
/** Percents have three decimals at most: in thousandths they are whole numbers. */
const PARTS = 1000

/** @returns percent by which an index holds fewer documents; 0 where it does not, or where that is not known */
export function shrunkBy({ kind, documents: { before, now } }: IndexChange): number {
  if (kind === 'missing') return 100
  if (before === null || now === null || now >= before) return 0
  return ((before - now) / before) * 100
}

/**
 * Holds every index to `max-shrink`.
 * @param most percent, with three decimals at most
 * @throws RestoreError DUMP_SHRANK with all that shrank by more, and all that cannot be held to it
 */
export function requireNoShrink({ since, indices }: Changes, most: number): void {
  const shrunk = indices.filter((index) => isOver(index, most)).sort((a, b) => shrunkBy(b) - shrunkBy(a))
  const unheld = indices.filter(isUncounted)
  if (shrunk.length + unheld.length === 0) return
  const told = [...shrinkLines(shrunk, since, most), ...unheldLines(unheld, since)]
  const helps = [...(shrunk.length === 0 ? [] : [SHRUNK_HINT]), ...(unheld.length === 0 ? [] : [UNHELD_HINT])]
  throw new RestoreError('DUMP_SHRANK', told.join('\n'), {
    hint: ['Nothing was written.', ...helps].join(' '),
  })
}

const SHRUNK_HINT =
  'Look whether the dump is whole; where it is meant to be smaller, set `max-shrink` higher for one run.'
const UNHELD_HINT =
  'As `baseline`, give the report of a run that restored these indexes: one that skipped them, or was without data, has no counts.'

function shrinkLines(shrunk: IndexChange[], since: string, most: number): string[] {
  if (shrunk.length === 0) return []
  const what = shrunk.length === 1 ? '1 index has' : `${shrunk.length} indexes have`
  return [
    `${what} fewer documents than in the baseline of ${since}, by more than \`max-shrink\` allows, ${most} %:`,
    ...shrunk.slice(0, SHOWN).map(shrinkLine),
    ...(shrunk.length > SHOWN ? [`and ${shrunk.length - SHOWN} more`] : []),
  ]
}

function unheldLines(unheld: IndexChange[], since: string): string[] {
  if (unheld.length === 0) return []
  const named = unheld.slice(0, SHOWN).map(({ name }) => name)
  const others = unheld.length > SHOWN ? ` and ${unheld.length - SHOWN} more` : ''
  return [
    `\`max-shrink\` cannot be held for ${named.join(', ')}${others}: the baseline of ${since}, or this run, did not count the documents`,
  ]
}

function isOver({ kind, documents: { before, now } }: IndexChange, most: number): boolean {
  if (kind === 'missing') return most < 100
  if (before === null || now === null) return false
  return BigInt(before - now) * BigInt(100 * PARTS) > BigInt(Math.round(most * PARTS)) * BigInt(before)
}

/** What cannot be read fails by itself. */
function isUncounted({ kind, documents: { before, now } }: IndexChange): boolean {
  return kind === 'kept' && (before === null || now === null)
}

function shrinkLine(index: IndexChange): string {
  const { name, kind, documents } = index
  if (kind === 'missing') {
    const had = documents.before === null ? '' : `, and had ${documents.before} documents`
    return `- ${name}: the dump does not have it any more${had}`
  }
  return `- ${name}: ${documents.before} → ${documents.now} documents (−${percent(shrunkBy(index))})`
}

/** @returns for people: `12.5 %`, with `<` where it would round to nothing */
export function percent(value: number): string {
  return value > 0 && value < 0.1 ? '<0.1 %' : `${Number(value.toFixed(1))} %`
}
