// Changes of a dump that has been read once. Those that keep the file's size are the ones that could go unnoticed.
import { readFile, truncate } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { dataFile, writeData } from './dump.mjs'

/** @param change gets the lines, and gives other ones */
const rewritten = (change) => ({
  async apply({ folder, index, chance }) {
    const file = dataFile(folder, index)
    const bytes = await readFile(file)
    const lines = String(index.isPacked ? gunzipSync(bytes) : bytes)
      .trimEnd()
      .split('\n')
    await writeData(file, change(lines, chance, index), index)
  },
})

/** As long as the one in whose place it is put: space says nothing in JSON. */
const padded = (line, length) => line + ' '.repeat(length - Buffer.byteLength(line))
const bytesOf = (line) => Buffer.byteLength(line)

function withDigit(line) {
  return line.replace(/("price":)(\d)/, (_, key, digit) => key + (digit === '9' ? '1' : Number(digit) + 1))
}

export const DUMP_MUTATIONS = {
  'a line of the dump dropped': rewritten((lines, chance) =>
    lines.toSpliced(chance.between(0, lines.length - 1), 1),
  ),
  'a line of the dump blank': rewritten((lines, chance) => {
    const at = chance.between(0, lines.length - 1)
    return lines.with(at, padded('', bytesOf(lines[at])))
  }),
  'a digit in the dump altered': rewritten((lines, chance) => {
    const at = chance.between(0, lines.length - 1)
    return lines.with(at, withDigit(lines[at]))
  }),
  'a line of the dump twice': rewritten((lines, chance) => [...lines, chance.oneOf(lines)]),
  'a line of the dump in place of another': rewritten((lines, chance) => {
    const [short, long] = [chance.oneOf(lines), chance.oneOf(lines)].sort((a, b) => bytesOf(a) - bytesOf(b))
    // Twice the same one: its place is taken by the next.
    if (short === long) return lines.with(lines.indexOf(long), withDigit(long))
    return lines.with(lines.indexOf(long), padded(short, bytesOf(long)))
  }),
  'the dump cut': {
    async apply({ folder, index, chance }) {
      const file = dataFile(folder, index)
      const { length } = await readFile(file)
      await truncate(file, chance.between(0, length - 1))
    },
  },
}
