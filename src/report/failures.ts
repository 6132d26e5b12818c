import { andMore, folded, moreRows, SHARES } from './budget.js'
import { helpFor } from './help.js'
import { clip, code, fitting, prose, text } from './markdown.js'
import { indexName } from './names.js'
import { counted } from './numbers.js'
import type { Failure, Result } from './result.js'

const MESSAGE_LENGTH = 4000
/** What is told in the box; more is folded away below it. */
const IN_BOX = 10
const NAMES_SHOWN = 10

interface Failed {
  /** Markdown; empty for the run as a whole. */
  what: string
  /** What it is called in messages. */
  names: string[]
  failure: Failure
}

const UNKNOWN: Failure = { code: 'UNEXPECTED', message: 'no reason was recorded', hint: null }

/**
 * @param help address of the troubleshooting page
 * @returns why the run, its indexes and its cluster steps failed, once for those that failed alike; empty if none did.
 */
export function failures(result: Result, help?: string): string {
  const groups = alike(failedOf(result))
  if (groups.length === 0) return ''
  const kept = fitting(
    groups.map((group) => () => toldOnce(group, help)),
    SHARES.failures * 1024,
  ).lines
  const box = [
    '> [!CAUTION]',
    kept
      .slice(0, IN_BOX)
      .map((told) => `> ${told}`)
      .join('\n>\n'),
  ]
  const more = kept.slice(IN_BOX)
  const number = (of: Failed[][]) => of.reduce((sum, { length }) => sum + length, 0)
  const left = number(groups.slice(kept.length))
  const notes = left === 0 ? [] : [moreRows(left, 'failure')]
  if (more.length > 0) {
    const title = counted(number(groups.slice(IN_BOX, kept.length)), 'more failure')
    notes.unshift(
      folded(
        title,
        more.map((told) => `- ${told}`),
      ),
    )
  }
  return [box.join('\n'), ...notes].join('\n\n')
}

function failedOf({ failure, indices, clusterSteps }: Result): Failed[] {
  return [
    ...(failure === null ? [] : [{ what: '', names: [], failure }]),
    ...indices
      .filter(({ status }) => status === 'failed')
      .map((index) => ({
        what: indexName(index),
        names: [index.name, index.source],
        failure: index.failure ?? UNKNOWN,
      })),
    ...clusterSteps
      .filter(({ status }) => status === 'failed')
      .map(({ type, name, failure }) => ({
        what: `${text(type)} ${code(name)}`,
        names: [name],
        failure: failure ?? UNKNOWN,
      })),
  ]
}

/** Puts together what differs in nothing but the name, in the order of the first of each. */
function alike(failed: readonly Failed[]): Failed[][] {
  const groups = new Map<string, Failed[]>()
  for (const one of failed) {
    const { code, message, hint } = one.failure
    const nameless = [message, hint ?? ''].map((words) =>
      one.names.reduce((left, name) => (name === '' ? left : left.replaceAll(name, '\0')), words),
    )
    const key = JSON.stringify([code, ...nameless])
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()]
}

/** A line: who, the code, the reason, and what to try. */
function toldOnce(group: readonly Failed[], help: string | undefined): string {
  const { code: name, message, hint } = (group[0] as Failed).failure
  const shown = group.slice(0, NAMES_SHOWN).map(({ what }) => what)
  const who = shown[0] === '' ? '' : `**${andMore(shown, group.length)}** · `
  // Faults of inputs are told a line each.
  const told = clip(message, MESSAGE_LENGTH)
    .split('\n')
    .map((line) => prose(line))
  const such = group.length > 1 ? 'For the first of them: ' : ''
  const entry = help === undefined ? code(name) : `[${code(name)}](${helpFor(help, name)})`
  const lines = [`${who}${entry}`, `${such}${told.join('<br>')}`]
  if (hint !== null) lines.push(`💡 **Try:** ${prose(hint)}`)
  return lines.join('<br>')
}
