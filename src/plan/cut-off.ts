import { runInNewContext } from 'node:vm'
import { RestoreError } from '../errors.js'

/** Thousands of names take milliseconds. */
const LIMIT_MS = 2000

/**
 * Matches a pattern of the inputs against names of the dump. Of some patterns, such as `^(a+)+$`, a name that somebody
 * thought up for them is looked at longer than anybody waits.
 * @param input whose pattern it is, for people
 * @throws RestoreError INPUTS_INVALID where it takes longer than two seconds; what `match` throws
 */
export function cutOff<T>(input: string, match: () => T): T {
  try {
    // The one way to end a regular expression that runs, and what called it with it.
    return runInNewContext('match()', { match }, { timeout: LIMIT_MS }) as T
  } catch (error) {
    if ((error as NodeJS.ErrnoException | null)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
    throw new RestoreError(
      'INPUTS_INVALID',
      `\`${input}\` was still looking at the names of the dump after ${LIMIT_MS / 1000} s`,
      {
        hint: 'Write it without a repetition within a repetition, such as (a+)+ or (.*)*. Nothing was written.',
      },
    )
  }
}
