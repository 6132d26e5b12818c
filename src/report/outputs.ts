import type { IndexResult, Result } from './result.js'

// GitHub takes 1 MB of outputs a job, counted in UTF-16; what this leaves is for the other outputs.
const INDICES_CODE_UNITS = 450_000

/**
 * @param reportPath where the JSON report is; empty if it could not be written.
 * @returns the step's outputs by name. `indices` leaves out indexes, successful ones first, once it would be over
 * 900,000 bytes in UTF-16; the report has them all.
 */
export function outputsOf(result: Result, reportPath: string): Record<string, string> {
  return {
    status: result.status,
    indices: indicesJson(result.indices),
    documents: String(result.totals.cluster),
    rejected: String(result.totals.rejected),
    verified: String(result.verified),
    'duration-ms': String(Math.round(result.durationMs)),
    report: reportPath,
    'cluster-version': result.cluster?.version ?? '',
    'elasticdump-version': result.elasticdumpVersion,
  }
}

/** Failed indexes get their place first, then the others from the first; the plan's order stays. */
function indicesJson(indices: readonly IndexResult[]): string {
  const entries = indices.map(({ name, source, action, status, documents }, place) => ({
    place,
    failed: status === 'failed',
    json: JSON.stringify({ name, source, action, status, documents }),
  }))
  const byWeight = entries.toSorted((a, b) => Number(b.failed) - Number(a.failed))
  let units = 2
  const over = byWeight.findIndex(({ json }) => {
    units += json.length + 1
    return units > INDICES_CODE_UNITS
  })
  const kept = over === -1 ? entries : byWeight.slice(0, over).sort((a, b) => a.place - b.place)
  return `[${kept.map(({ json }) => json).join(',')}]`
}
