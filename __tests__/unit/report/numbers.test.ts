import { expect, it } from 'vitest'
import { counted, formatBytes, formatCount, formatDuration } from '../../../src/report/index.js'

it.each([
  [0, '0 ms'],
  [340, '340 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [12_345, '12.3 s'],
  [59_940, '59.9 s'],
  [59_960, '1 min 00 s'],
  [245_000, '4 min 05 s'],
  [3_599_600, '1 h 00 min'],
  [7_380_000, '2 h 03 min'],
])('formats %d ms as %s', (ms, expected) => {
  expect(formatDuration(ms)).toBe(expected)
})

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1500, '1.5 kB'],
  [999_960, '1.0 MB'],
  [12_345_678, '12.3 MB'],
  [5e12, '5.0 TB'],
  [5e15, '5000.0 TB'],
])('formats %d bytes as %s', (bytes, expected) => {
  expect(formatBytes(bytes)).toBe(expected)
})

it('formats counts', () => {
  expect(formatCount(1_234_567)).toBe('1,234,567')
  expect(formatCount(null)).toBe('–')
  expect(counted(1, 'index', 'indexes')).toBe('1 index')
  expect(counted(1234, 'document')).toBe('1,234 documents')
})
