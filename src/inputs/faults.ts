import { RestoreError } from '../errors.js'

/** Thrown by a parser: why a value cannot be used, as a predicate ("is not …"), and what to give instead. */
export class Refusal extends Error {
  override readonly name = 'Refusal'

  constructor(
    readonly problem: string,
    readonly fix: string,
    /** For a value that is no secret by its input, and may still hold one. */
    readonly hidesValue = false,
  ) {
    super(problem)
  }
}

export interface Fault {
  input: string
  /** Left out where nobody may see it. */
  value?: string
  problem: string
  fix: string
}

const MAX_SHOWN = 100

/**
 * One error for everything that is wrong with the inputs, a line for each.
 * @param redact takes secrets out of text, for those that were given in the wrong input
 */
export function invalidInputs(faults: readonly Fault[], redact: (text: string) => string): RestoreError {
  const lines = faults.map(({ input, value, problem, fix }) => {
    // A problem may tell parts of the value, in which a secret would not be recognised.
    const isTold = value !== undefined && redact(value) === value
    const says = isTold || value === undefined ? problem : 'cannot be used, and has a secret in it'
    return `- ${input}: ${isTold ? quote(value) : 'it'} ${oneLine(redact(says))}. ${redact(fix)}`
  })
  return new RestoreError('INPUTS_INVALID', ['These inputs cannot be used:', ...lines].join('\n'))
}

function quote(value: string): string {
  const characters = [...oneLine(value)]
  return characters.length > MAX_SHOWN
    ? `'${characters.slice(0, MAX_SHOWN).join('')}…'`
    : `'${characters.join('')}'`
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ')
}
