import type { Failure, Result } from './result.js'

export interface Annotation {
  title: string
  message: string
}

/** @returns one annotation for the run's own failure, each failed index and each failed cluster step, in this order. */
export function annotationsOf({ failure, indices, clusterSteps }: Result): Annotation[] {
  return [
    ...(failure === null ? [] : [{ title: 'Restore failed', message: messageOf(failure) }]),
    ...indices
      .filter(({ status }) => status === 'failed')
      .map(({ name, failure }) => ({ title: `Restore of ${name} failed`, message: messageOf(failure) })),
    ...clusterSteps
      .filter(({ status }) => status === 'failed')
      .map(({ type, name, failure }) => ({
        title: `Restore of ${type} ${name} failed`,
        message: messageOf(failure),
      })),
  ]
}

function messageOf(failure: Failure | null): string {
  if (failure === null) return 'No reason was recorded.'
  return failure.hint === null ? failure.message : `${failure.message}\n${failure.hint}`
}
