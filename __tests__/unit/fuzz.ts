const given = Number(process.env.FUZZ_RUNS ?? 0)

/** @param few runs of a property in every test; FUZZ_RUNS in the environment takes their place */
export function runs(few: number): { numRuns: number } {
  return { numRuns: given || few }
}

/** Milliseconds that a property may take, so many runs as it has. */
export const FUZZ_TIMEOUT = given ? 3_600_000 : 20_000
