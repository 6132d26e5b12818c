import { isWrong } from './judge.mjs'

/** @returns tables of Markdown: mutations by kind and level, and harmless variations by kind */
export function tablesOf(results) {
  const mutated = results.filter(({ target }) => target !== 'harmless')
  const harmless = results.filter(({ target }) => target === 'harmless')
  const count = (some, done) => some.filter((one) => one.done === done).length
  const mutations = [
    '| what was changed | `verify` | tried | failed | listed | missed |',
    '| --- | --- | --: | --: | --: | --: |',
    ...groups(mutated, ({ kind, verify }) => `${kind} | \`${verify}\``).map(([title, some]) =>
      row(title, some.length, count(some, 'failed'), count(some, 'listed'), some.filter(isWrong).length),
    ),
  ]
  const variations = [
    '| what was different | tried | restored | failed |',
    '| --- | --: | --: | --: |',
    ...groups(harmless, ({ kind }) => kind).map(([title, some]) =>
      row(title, some.length, count(some, 'verified'), some.filter(isWrong).length),
    ),
  ]
  return { mutations: mutations.join('\n'), variations: variations.join('\n') }
}

function groups(results, titleOf) {
  const all = new Map()
  for (const one of results) all.set(titleOf(one), [...(all.get(titleOf(one)) ?? []), one])
  if (results.length > 0) all.set(titleOf(results[0]).includes('|') ? 'all | ' : 'all', results)
  return [...all]
}

const row = (...cells) => `| ${cells.join(' | ')} |`
