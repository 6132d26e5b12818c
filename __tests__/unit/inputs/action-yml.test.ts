import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { withTables } from '../../../script/docs.mjs'
import { type InputSpec, SCHEMA } from '../../../src/inputs/schema.js'

interface Action {
  name: string
  description: string
  inputs: Record<string, { description: string; required: boolean; default?: unknown }>
  outputs: Record<string, { description: string }>
  runs: { using: string; main: string }
}

const root = join(import.meta.dirname, '../../..')
const text = readFileSync(join(root, 'action.yml'), 'utf8')
const action: Action = parse(text)
const specs: InputSpec<unknown>[] = Object.values(SCHEMA)

describe('action.yml', () => {
  it('has the inputs of the schema, with the same defaults', () => {
    const declared = Object.entries(action.inputs).map(([name, input]) => [
      name,
      input.default,
      input.required,
    ])
    const known = specs.map((spec) => [spec.input, spec.default, spec.required ?? false])
    expect(new Map(declared.map(([name, ...rest]) => [name, rest]))).toEqual(
      new Map(known.map(([name, ...rest]) => [name, rest])),
    )
  })

  it('has the outputs of the contract', () => {
    expect(Object.keys(action.outputs)).toEqual([
      'status',
      'indices',
      'documents',
      'rejected',
      'verified',
      'duration-ms',
      'report',
      'cluster-version',
      'elasticdump-version',
    ])
  })

  it('describes everything, and runs dist/ with Node 24', () => {
    for (const { description } of [...Object.values(action.inputs), ...Object.values(action.outputs)]) {
      expect(description).toMatch(/\S/)
    }
    // GitHub's Marketplace takes no more.
    expect(action.description.length).toBeLessThanOrEqual(125)
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' })
  })
})

describe('script/docs.mjs', () => {
  const empty =
    '# T\n\n<!-- inputs:begin --><!-- inputs:end -->\n\nx\n\n<!-- outputs:begin -->old<!-- outputs:end -->\n'

  it('writes both tables and leaves the rest', () => {
    const small =
      'inputs: {a: {description: "x | y\\n  z", required: true}, b: {description: d, default: "5"}, c: {description: e}}\n' +
      'outputs: {o: {description: f}}'
    expect(withTables(empty, small)).toBe(
      [
        '# T\n\n<!-- inputs:begin -->\n',
        '| input | default | meaning |\n| --- | --- | --- |',
        '| `a` | required | x \\| y z |\n| `b` | `5` | d |\n| `c` |  | e |\n',
        '<!-- inputs:end -->\n\nx\n\n<!-- outputs:begin -->\n',
        '| output | value |\n| --- | --- |\n| `o` | f |\n',
        '<!-- outputs:end -->\n',
      ].join('\n'),
    )
  })

  it('changes nothing the second time', () => {
    const once = withTables(empty, text)
    expect(withTables(once, text)).toBe(once)
  })

  it('says where a marker is missing', () => expect(() => withTables('# T', text)).toThrow('inputs:begin'))

  it('checks without writing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'docs-'))
    const readme = join(folder, 'README.md')
    const script = join(root, 'script/docs.mjs')
    writeFileSync(readme, empty)
    expect(spawnSync(process.execPath, [script, '--check', readme]).status).toBe(1)
    expect(readFileSync(readme, 'utf8')).toBe(empty)
    execFileSync(process.execPath, [script, readme])
    expect(spawnSync(process.execPath, [script, '--check', readme]).status).toBe(0)
    expect(readFileSync(readme, 'utf8')).toContain('| `uri` | required | ')
    rmSync(folder, { recursive: true })
  })
})
