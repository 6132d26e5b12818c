import { orderOf } from './stages.mjs'

/** @returns where kills fell, and what they left, as a table of Markdown with a line of sums */
export function table(ifExists, results) {
  const killed = results.filter(({ where }) => where !== 'ended before')
  const places = [...new Set(killed.map(({ where }) => where))]
  places.sort((a, b) => orderOf(ifExists, a) - orderOf(ifExists, b))
  const columns = ['old', 'new', 'copy']
  const row = (title, some) => {
    const count = (left) => some.filter((one) => one.left === left).length
    const bad = some.filter((one) => one.bad !== undefined).length
    return `| ${[title, some.length, ...columns.map(count), bad].join(' | ')} |`
  }
  return [
    `| killed, \`if-exists: ${ifExists}\` | kills | old | new | away, verified copy | bad |`,
    '| --- | --: | --: | --: | --: | --: |',
    ...places.map((place) =>
      row(
        place,
        killed.filter(({ where }) => where === place),
      ),
    ),
    row('all', killed),
  ].join('\n')
}
