const TELL_MS = 30_000

/**
 * @param tell says how far the work is, now and then; where it fails, as a file is not there yet, nothing is said
 * @returns how long the work took, ms
 */
export async function timed(
  work: () => Promise<void>,
  tell: () => Promise<void>,
  everyMs = TELL_MS,
): Promise<number> {
  const began = Date.now()
  // A rejection that nobody hears would end the process.
  const timer = setInterval(() => tell().catch(() => {}), everyMs).unref()
  try {
    await work()
    return Date.now() - began
  } finally {
    clearInterval(timer)
  }
}
