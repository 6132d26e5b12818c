import type { Fault } from './faults.js'
import type { Environment } from './parsers.js'

const DUMP_FIRST = 'Dump that cluster with elasticdump in a step before, and give the directory as dump'

/** Inputs of the contract that this release lacks, each with what to do until then. */
export const LATER_INPUTS: Readonly<Record<string, string>> = {
  'source-uri': DUMP_FIRST,
  'source-username': DUMP_FIRST,
  'source-password': DUMP_FIRST,
}

/**
 * GitHub only warns about an input that an action does not have, and would restore from something else: they are faults,
 * whatever their value.
 */
export function laterInputs(env: Environment): Fault[] {
  return Object.entries(LATER_INPUTS).flatMap(([input, fix]) => {
    const value = env[`INPUT_${input.toUpperCase()}`]?.trim() ?? ''
    if (value === '') return []
    // All of them may be secrets: no value is told.
    return [{ input, problem: 'is set, but this input comes in a later release', fix }]
  })
}
