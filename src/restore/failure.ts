import { messageOf, RestoreError } from '../errors.js'
import type { Failure } from '../report/index.js'

/** @returns what went wrong, for outputs and summary */
export function failureOf(error: unknown): Failure {
  if (error instanceof RestoreError)
    return { code: error.code, message: error.message, hint: error.hint ?? null }
  return {
    code: 'UNEXPECTED',
    message: messageOf(error),
    hint: 'This is a defect of the action: please report it.',
  }
}
