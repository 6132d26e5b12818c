import { RestoreError } from '../../../src/errors.js'
import { type Inputs, type ReadInput, readInputs } from '../../../src/inputs/index.js'

export type Given = Record<string, string>

/** As a runner hands inputs over: by upper-case environment variables, in whatever release they are known. */
export function environment(given: Given, more: Given = {}): Given {
  return {
    ...more,
    ...Object.fromEntries(Object.entries(given).map(([name, value]) => [variable(name), value])),
  }
}

export function reader(given: Given): ReadInput {
  return (name, options) => {
    const value = given[name] ?? ''
    return options?.trim === false ? value : value.trim()
  }
}

export function inputsOf(given: Given, env: Given = {}): Inputs {
  return readInputs(reader(given), environment(given, env))
}

/** @returns the fault lines of inputs that must be refused, without the heading. */
export function faultsOf(given: Given, env: Given = {}): string[] {
  try {
    inputsOf(given, env)
  } catch (error) {
    if (!(error instanceof RestoreError) || error.code !== 'INPUTS_INVALID') throw error
    return error.message.split('\n').slice(1)
  }
  throw new Error('these inputs were accepted')
}

function variable(name: string): string {
  return `INPUT_${name.toUpperCase()}`
}
