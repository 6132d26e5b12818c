import type { Result } from './result.js'

/** Goes up when a program that reads reports would have to change. */
const REPORT_VERSION = 1

/** @returns the JSON report, as `schema/report.schema.json` describes it, ending with a newline. */
export function renderReport(result: Result): string {
  return `${JSON.stringify({ reportVersion: REPORT_VERSION, ...result }, null, 2)}\n`
}
