import { describe, expect, it } from 'vitest'
import { RestoreError } from '../../../src/errors.js'
import { cutOff } from '../../../src/plan/cut-off.js'
import { shape } from '../../../src/plan/index.js'
import { nameTargets } from '../../../src/plan/targets.js'

const NAME = `${'a'.repeat(60)}!`
const PATTERN = /^(a+)+$/gu

describe('cutOff', () => {
  it('gives what was found, and throws what was thrown', () => {
    const rename = { pattern: /^a/gu, replacement: ['b'] }
    expect(cutOff('rename-pattern', () => nameTargets(['ax'], rename))).toEqual(['bx'])
    const fault = new RestoreError('NAMES_CLASH', 'x')
    expect(() =>
      cutOff('match', () => {
        throw fault
      }),
    ).toThrow(fault)
  })

  it('ends what does not come to an end, and names the input', () => {
    const index = {
      name: 'i',
      target: 'i',
      types: [],
      metadata: { aliases: { [NAME]: {} } },
      dataFiles: [],
      data: undefined,
      dumped: { files: {}, mapping: null, isDataAsked: false },
      fault: undefined,
    }
    const wanted = { renameAlias: { pattern: PATTERN, replacement: ['x'] }, ignoreIndexSettings: [] }
    expect(() => shape([index], wanted, ['i'])).toThrow('`rename-alias-pattern` was still looking')
  })
})
