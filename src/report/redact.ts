import type { Failure, Result } from './result.js'

/**
 * Takes secrets out of whatever came from elsewhere: the cluster's words, elasticdump's, the system's. Names and
 * counts stay: they come from the dump, and a secret that is part of an index name would spoil them.
 */
export function redactResult(result: Result, redact: (text: string) => string): Result {
  const failure = (told: Failure | null): Failure | null =>
    told && { ...told, message: redact(told.message), hint: told.hint && redact(told.hint) }
  return {
    ...result,
    failure: failure(result.failure),
    warnings: result.warnings.map(redact),
    clusterSteps: result.clusterSteps.map((step) => ({ ...step, failure: failure(step.failure) })),
    indices: result.indices.map((index) => ({
      ...index,
      failure: failure(index.failure),
      rejections: index.rejections.map((rejection) => ({ ...rejection, reason: redact(rejection.reason) })),
      checks: index.checks.map((check) => ({
        ...check,
        detail: redact(check.detail),
        differences: check.differences.map(redact),
        extra: check.extra.map(redact),
      })),
    })),
  }
}
