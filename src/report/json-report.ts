import { REPORT_VERSION } from '../baseline/index.js'
import type { Result } from './result.js'

/** @returns the JSON report, as `schema/report.schema.json` describes it, ending with a newline. */
export function renderReport(result: Result): string {
  return `${JSON.stringify({ reportVersion: REPORT_VERSION, ...result }, null, 2)}\n`
}
