import type { Baseline, Chosen, IndexContent } from './types.js'

/** Goes up when a program that reads reports would have to change. */
export const REPORT_VERSION = 1

/** Why a text cannot be a baseline, as a predicate ("is not …"), and what to give instead. */
export class NoBaseline extends Error {
  override readonly name = 'NoBaseline'

  constructor(
    readonly problem: string,
    readonly fix: string,
  ) {
    super(problem)
  }
}

/**
 * Reads an earlier report as what it says of its dump. Nothing in it is trusted but its form.
 * @throws NoBaseline where it is no such report, or that of a run that failed
 */
export function parseBaseline(text: string): Baseline {
  const report = object(parsed(text))
  if (!Number.isSafeInteger(report.reportVersion) || !Array.isArray(report.indices)) throw noReport()
  if (report.reportVersion !== REPORT_VERSION) {
    throw new NoBaseline(
      `is a report of version ${report.reportVersion}, and this release compares with version ${REPORT_VERSION}`,
      'Run once without baseline for a new one',
    )
  }
  if (report.status === 'failed') {
    throw new NoBaseline('is the report of a run that failed', 'Give the last one of a run that succeeded')
  }
  if (!/^\d{4}-\d\d-\d\dT[\d:.]{8,}Z$/.test(string(report.startedAt))) throw noReport()
  const chosen = chosenOf(object(report.chosen))
  const indices = report.indices.map(object).map(({ source, content }): [string, IndexContent] => {
    // A single data file may be called otherwise every night.
    return [chosen.index ?? string(source), contentOf(object(content))]
  })
  const shard = report.shard === null ? undefined : object(report.shard)
  const leftToOthers = shard ? strings(shard.leftToOthers) : []
  return { startedAt: string(report.startedAt), chosen, indices: new Map(indices), leftToOthers }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw noReport()
  }
}

function chosenOf({ index, match }: Record<string, unknown>): Chosen {
  return { index: index === null ? null : string(index), match: match === null ? null : string(match) }
}

function contentOf({ documents, bytes, digests, mapping }: Record<string, unknown>): IndexContent {
  const known = mapping === null ? null : object(mapping)
  return {
    documents: count(documents),
    bytes: count(bytes),
    digests: list(digests)
      .map(object)
      .map(({ type, sha256 }) => ({ type: string(type), sha256: string(sha256) })),
    mapping: known && {
      sha256: string(known.sha256),
      fields: known.fields === null ? null : strings(known.fields),
    },
  }
}

function noReport(): NoBaseline {
  return new NoBaseline(
    'is no report of this action that can be compared with',
    'Give the file that an earlier run wrote to report-path',
  )
}

function object(value: unknown): Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw noReport()
  return value as Record<string, unknown>
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw noReport()
  return value
}

function strings(value: unknown): string[] {
  return list(value).map(string)
}

function string(value: unknown): string {
  if (typeof value !== 'string') throw noReport()
  return value
}

function count(value: unknown): number | null {
  if (value === null) return null
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw noReport()
  return value as number
}
