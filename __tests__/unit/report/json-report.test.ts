import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { renderReport } from '../../../src/report/index.js'
import { changeOf, changesOf } from '../baseline/changes.js'
import { resultOf } from './results.js'
import { SCENARIOS } from './scenarios.js'

const schema = JSON.parse(
  readFileSync(new URL('../../../schema/report.schema.json', import.meta.url), 'utf8'),
)
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema)

describe('the JSON report', () => {
  it.each(Object.keys(SCENARIOS))('of %s is as the schema says', (name) => {
    validate(JSON.parse(renderReport(SCENARIOS[name] ?? resultOf())))
    expect(validate.errors).toBeNull()
  })

  it('of a run with a baseline is as the schema says', () => {
    const changes = changesOf([changeOf('a', 1, null, { kind: 'missing', isSame: null })])
    validate(JSON.parse(renderReport(resultOf({ changes }))))
    expect(validate.errors).toBeNull()
  })

  it('has its version first, and ends with a newline', () => {
    expect(renderReport(resultOf())).toMatch(/^\{\n {2}"reportVersion": 1,\n[\s\S]*\}\n$/)
  })

  it('cannot have a property more or less than the schema', () => {
    const { warnings, ...less } = JSON.parse(renderReport(resultOf()))
    expect(warnings).toEqual([])
    expect(validate(less)).toBe(false)
    expect(validate({ ...less, warnings, secret: 1 })).toBe(false)
  })

  it('has a schema that is strict everywhere', () => {
    for (const object of objectsOf(schema)) {
      expect(object.additionalProperties).toBe(false)
      expect(object.required).toEqual(Object.keys(object.properties))
    }
  })
})

interface ObjectSchema {
  type: 'object'
  additionalProperties: unknown
  required: unknown
  properties: object
}

function objectsOf(value: unknown): ObjectSchema[] {
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.values(value).flatMap(objectsOf)
  return isObjectSchema(value) ? [value, ...inside] : inside
}

function isObjectSchema(value: object): value is ObjectSchema {
  return 'type' in value && value.type === 'object'
}
