import { helpFor } from './help.js'
import { clip, oneLine } from './markdown.js'
import type { Failure, Result } from './result.js'

/** GitHub takes 64 KiB; names and reasons from elsewhere may be of any length. */
const MESSAGE_LENGTH = 4000
const TITLE_LENGTH = 300

export interface Annotation {
  title: string
  message: string
}

/**
 * Each begins with the code, which the troubleshooting page is ordered by.
 * @param help address of the troubleshooting page
 * @returns one annotation for the run's own failure, each failed index and each failed cluster step, in this order.
 */
export function annotationsOf({ failure, indices, clusterSteps }: Result, help?: string): Annotation[] {
  const annotations = [
    ...(failure === null ? [] : [{ title: 'Restore failed', message: messageOf(failure, help) }]),
    ...indices
      .filter(({ status }) => status === 'failed')
      .map(({ name, failure }) => ({
        title: `Restore of ${name} failed`,
        message: messageOf(failure, help),
      })),
    ...clusterSteps
      .filter(({ status }) => status === 'failed')
      .map(({ type, name, failure }) => ({
        title: `Restore of ${type} ${name} failed`,
        message: messageOf(failure, help),
      })),
  ]
  return annotations.map(({ title, message }) => ({
    title: oneLine(clip(title, TITLE_LENGTH)),
    // What is told in lines stays in lines; nothing in them moves the cursor or turns text around.
    message: message.split('\n').map(oneLine).join('\n'),
  }))
}

function messageOf(failure: Failure | null, help: string | undefined): string {
  if (failure === null) return 'No reason was recorded.'
  const message = `${failure.code}: ${clip(failure.message, MESSAGE_LENGTH)}`
  const hint = failure.hint === null ? [] : [clip(failure.hint, MESSAGE_LENGTH)]
  const more = help === undefined ? [] : [helpFor(help, failure.code)]
  return [message, ...hint, ...more].join('\n')
}
