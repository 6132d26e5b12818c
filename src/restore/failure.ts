import { isDiskFault, messageOf, RestoreError } from '../errors.js'
import type { Failure } from '../report/index.js'

/** @returns what went wrong, for outputs and summary */
export function failureOf(error: unknown): Failure {
  if (error instanceof RestoreError)
    return { code: error.code, message: error.message, hint: error.hint ?? null }
  if (isDiskFault(error)) {
    return {
      code: 'RUNNER_DISK',
      message: `this runner could not write a file of its own: ${messageOf(error)}`,
      hint: 'Make room where `RUNNER_TEMP` is, then run this again.',
    }
  }
  return {
    code: 'UNEXPECTED',
    message: messageOf(error),
    hint: 'This is a defect of the action: please report it.',
  }
}
