import type { Fault } from './faults.js'
import type { Environment } from './parsers.js'

const COUNT = 'Use min-documents'

/** Inputs of the contract that this release lacks, each with what to do until then. */
export const LATER_INPUTS: Readonly<Record<string, string>> = {
  'expect-indices': 'Look for their files in a step before',
  baseline: COUNT,
  'max-shrink': COUNT,
}

/**
 * GitHub only warns about an input that an action does not have, and `max-shrink` without effect would be dangerous: they
 * are faults, whatever their value.
 */
export function laterInputs(env: Environment): Fault[] {
  return Object.entries(LATER_INPUTS).flatMap(([input, fix]) => {
    const value = env[`INPUT_${input.toUpperCase()}`]?.trim() ?? ''
    if (value === '') return []
    return [{ input, value, problem: 'is set, but this input comes in a later release', fix }]
  })
}
