import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../src/inputs/faults.js'
import {
  boolean,
  byteSize,
  choice,
  exactVersion,
  expression,
  integer,
  optional,
  type Parser,
  password,
  seconds,
  text,
  typeList,
} from '../../../src/inputs/parsers.js'

function refusal(parse: Parser<unknown>, value: string): Refusal {
  try {
    parse(value, {})
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error(`'${value}' was accepted`)
}

describe('integer', () => {
  it.each([
    ['0', 0],
    ['64', 64],
    ['007', 7],
  ])('reads %s', (value, expected) => expect(integer(0, 64)(value, {})).toBe(expected))

  it.each(['', ' ', '1.5', '1e3', '0x10', '+1', '1_000', 'many', '12s', 'NaN', 'Infinity'])(
    'refuses %j',
    (value) => {
      expect(refusal(integer(0, 64), value).problem).toBe('is not a whole number')
    },
  )

  it.each(['0', '-1', '65', '99999999999999999999'])('refuses %s as out of range', (value) => {
    expect(refusal(integer(1, 64), value)).toMatchObject({
      problem: 'is out of range',
      fix: 'Give a whole number, from 1 to 64',
    })
  })

  it('has no upper end unless it is told one, but stays exact', () => {
    expect(integer(0)('9007199254740991', {})).toBe(Number.MAX_SAFE_INTEGER)
    expect(refusal(integer(0), '9007199254740992').fix).toBe('Give a whole number, 0 or more')
  })

  it('turns seconds into milliseconds', () => expect(seconds(0, 3600)('60', {})).toBe(60_000))
})

describe('boolean', () => {
  it.each(['true', 'True', 'TRUE'])('reads %s as true', (value) => expect(boolean(value)).toBe(true))
  it.each(['false', 'False', 'FALSE'])('reads %s as false', (value) => expect(boolean(value)).toBe(false))
  it.each(['yes', 'no', 'on', 'off', '1', '0', 'tRue', 'fasle', ''])('refuses %j', (value) => {
    expect(refusal(boolean, value).fix).toBe('Write true or false')
  })
})

describe('choice', () => {
  const parse = choice(['fail', 'skip', 'append'])

  it('reads a word it knows', () => expect(parse('skip', {})).toBe('skip'))

  it.each([
    ['apend', "is not known (did you mean 'append'?)"],
    ['Fail', "is not known (did you mean 'fail'?)"],
    ['overwrite', 'is not known'],
    ['toString', 'is not known'],
  ])('refuses %s', (value, problem) => {
    expect(refusal(parse, value)).toMatchObject({ problem, fix: 'Give fail, skip or append' })
  })
})

describe('byteSize', () => {
  it.each([
    ['5mb', 5_242_880],
    ['512kb', 524_288],
    ['1048576b', 1_048_576],
    ['1048576', 1_048_576],
    ['5 MB', 5_242_880],
    ['1kb', 1024],
    ['1024', 1024],
    ['100mb', 104_857_600],
  ])('reads %s', (value, bytes) => expect(byteSize(value)).toBe(bytes))

  it.each(['', 'mb', '5mib', '5m', '1.5mb', '-5mb', '5mb5', '5 m b', 'five'])('refuses %j', (value) => {
    expect(refusal(byteSize, value).problem).toBe('is not a size in bytes')
  })

  it.each(['0', '1023', '1023b', '0kb', '104857601', '101mb', '1gb'])(
    'refuses %s as out of range',
    (value) => {
      expect(refusal(byteSize, value).problem).toBe('is out of range')
    },
  )
})

describe('typeList', () => {
  it.each([
    ['data', ['data']],
    ['data,mapping,analyzer', ['analyzer', 'mapping', 'data']],
    ['alias\ntemplate\n', ['template', 'alias']],
    [' data , data,\r\n mapping ', ['mapping', 'data']],
  ])('reads %j', (value, types) => expect(typeList(value)).toEqual(types))

  it('reads all, also among others', () => {
    expect(typeList('all')).toBe('all')
    expect(typeList('data, all')).toBe('all')
  })

  it.each([
    ['mappings', "names what is no type: 'mappings' (did you mean 'mapping'?)"],
    ['Data,foo', "names what is no type: 'Data' (did you mean 'data'?), 'foo'"],
    [
      'component-template',
      "names what is no type: 'component-template' (did you mean 'component_template'?)",
    ],
    ['all,dta', "names what is no type: 'dta' (did you mean 'data'?)"],
    [',', 'names no type'],
  ])('refuses %j', (value, problem) => expect(refusal(typeList, value).problem).toBe(problem))
})

describe('expression', () => {
  it('is case-insensitive and unanchored', () => {
    expect(expression('shop\\.').test('my-SHOP.orders')).toBe(true)
    expect(expression('^shop').flags).toBe('i')
  })

  it.each([
    ['(', 'is not a regular expression (Unterminated group)'],
    ['a: (', 'is not a regular expression (Unterminated group)'],
    ['*', 'is not a regular expression (Nothing to repeat)'],
  ])('refuses %s and says why', (value, problem) => {
    expect(refusal(expression, value).problem).toBe(problem)
  })
})

describe('exactVersion', () => {
  it.each(['6.125.1', '0.0.0', '7.0.0-beta.1'])('reads %s', (value) =>
    expect(exactVersion(value)).toBe(value),
  )
  it.each([
    'v6.125.1',
    '6',
    '6.125',
    '^6.125.1',
    'latest',
    '6.125.x',
    '06.1.1',
    '6.125.1 ',
    '1.2.3+b',
    '1.2.3;ls',
  ])('refuses %s', (value) => expect(refusal(exactVersion, value).problem).toBe('is not an exact version'))
})

describe('password', () => {
  it.each([
    [' two spaces ', ' two spaces '],
    ['pasted\n', 'pasted'],
    ['pasted\r\n\n', 'pasted'],
    ['two\nlines', 'two\nlines'],
    ['', undefined],
    ['\n', undefined],
  ])('reads %j', (value, expected) => expect(password(value)).toBe(expected))
})

it('optional leaves an empty text away', () => {
  expect(optional(text)('', {})).toBeUndefined()
  expect(optional(text)('orders', {})).toBe('orders')
})
