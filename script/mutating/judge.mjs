/**
 * @param one what was done to an index: `task`; whether it was `done`; differences that the checker has `seen`; a `fault`
 * of the mutation itself
 * @param report the action's
 * @param found by the checker after the run, of the harmless ones
 * @returns the task, and what the action made of it: `failed`, `listed` (restored, and told), `verified`, or `spoiled`
 */
export function judge({ task, done, seen, fault }, report, found) {
  const { index, mutation, target } = task
  const { status, verified, checks, failure } = report.indices.find(({ name }) => name === index.name)
  const outcome = { ...task, checks, failure, seen: target === 'harmless' ? seenOf(index, found) : seen }
  const isDue = target !== 'harmless' || mutation.apply !== undefined
  if (fault) return { ...outcome, done: 'spoiled', failure: fault }
  if (isDue && done === undefined) return { ...outcome, done: 'spoiled', failure: failure ?? 'never done' }
  if (status === 'ok' && verified) {
    const isTold = checks.some(({ extra }) => extra.some((place) => place.endsWith('added')))
    return { ...outcome, done: mutation.isListed && isTold ? 'listed' : 'verified' }
  }
  const codes = target === 'dump' ? /^(VERIFICATION_FAILED|DUMP_.*)$/ : /^VERIFICATION_FAILED$/
  return { ...outcome, done: status === 'failed' && codes.test(failure?.code) ? 'failed' : 'spoiled' }
}

const seenOf = ({ name }, { differences, uncompared }) =>
  [...differences, ...uncompared].filter((line) => line.startsWith(`${name}: `))

/** @returns whether the action, or the checker, says what is not so */
export function isWrong({ target, mutation, done, seen }) {
  if (target === 'harmless') return done !== 'verified' || seen.length > 0
  // The checker knows the dump only as it is now.
  const isUnseen = target !== 'dump' && !(seen?.length > 0)
  return isUnseen || done !== (mutation.isListed ? 'listed' : 'failed')
}
