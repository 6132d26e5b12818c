import { Refusal } from './faults.js'

/** One of several parts of a plan. */
export interface Shard {
  /** From 1 to `of`. */
  readonly number: number
  readonly of: number
}

/** Jobs that GitHub runs of a matrix. */
const MOST_SHARDS = 256
const FIX =
  'Write 1/4 for the first of four jobs and 4/4 for the last; in a matrix, strategy.job-index begins at 0: give the numbers as shard: [1, 2, 3, 4]'

/** `2/4`: the second of four. */
export function shard(value: string): Shard {
  const [, number, of] = /^(\d{1,9})\s*\/\s*(\d{1,9})$/.exec(value) ?? []
  if (number === undefined || of === undefined) throw new Refusal('is no part of a whole', FIX)
  const parsed = { number: Number(number), of: Number(of) }
  if (parsed.of > MOST_SHARDS) {
    throw new Refusal(`has more than ${MOST_SHARDS} parts, the most jobs of a matrix`, FIX)
  }
  if (parsed.number < 1 || parsed.number > parsed.of) throw new Refusal('is out of range', FIX)
  return Object.freeze(parsed)
}
