import { clip } from './markdown.js'
import { formatDuration } from './numbers.js'
import type { Result } from './result.js'

/** Of a shorter run there is nothing to learn. */
const SHORTEST_MS = 2000
/** A bar of less cannot be seen. */
const SMALLEST_PART = 0.002
const BARS = 20
const TICKS = [1, 2, 5, 10, 15, 30]
const TICKS_SHOWN = 6
/** A run of more than two of them is told in the next one. */
const UNITS = [
  { name: 's', seconds: 1 },
  { name: 'min', seconds: 60 },
  { name: 'h', seconds: 3600 },
] as const

/** @returns whether {@link timing} draws a chart */
export function isTimingDrawn({ phases, durationMs }: Result): boolean {
  return phases.length > 0 && durationMs >= SHORTEST_MS
}

/**
 * @returns a chart of what the time went to, which GitHub draws with Mermaid; empty for a short run. A closed
 * `<details>` would have no width to draw it in.
 */
export function timing(result: Result): string {
  if (!isTimingDrawn(result)) return ''
  const { phases, stages, durationMs } = result
  const unit = UNITS.find(({ seconds }) => durationMs <= 120_000 * seconds) ?? UNITS[2]
  // The axis counts seconds since the begin, as a time of day would depend on the reader's time zone: so a minute is
  // drawn as if it were a second.
  const at = (ms: number) => Math.round(ms / unit.seconds)
  const tick = TICKS.find((each) => at(durationMs) / 1000 / each <= TICKS_SHOWN) ?? 30
  const bars = [...phases, ...stages]
    .filter(({ ms }) => ms >= durationMs * SMALLEST_PART)
    .slice(0, BARS)
    .map(
      ({ name, beganMs, ms }) =>
        `  ${label(name)}, ${formatDuration(ms)} :${at(beganMs)}, ${at(beganMs + ms)}`,
    )
  const lines = [
    '%%{init: {"gantt": {"leftPadding": 24, "rightPadding": 24}}}%%',
    'gantt',
    '  dateFormat x',
    `  axisFormat %s ${unit.name}`,
    `  tickInterval ${tick}second`,
    ...bars,
  ]
  return `### Where the time went\n\n\`\`\`mermaid\n${lines.join('\n')}\n\`\`\``
}

/** Mermaid takes `:`, `;`, `#` and `%` for its own. */
function label(name: string): string {
  return clip(name.replace(/[^\p{L}\p{N} .-]/gu, ' '), 40)
}
