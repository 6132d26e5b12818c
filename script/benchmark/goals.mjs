/** `way` may take at the most `times` as long as `than`. */
const GOALS = {
  a: [
    { way: 'native', than: 'raw', times: 1.15 },
    { way: 'native', than: 'helper', times: 1 },
    { way: 'elasticdump', than: 'raw', times: 2.3 },
    { way: 'elasticdump', than: 'documented', times: 1 / 6 },
  ],
  b: [{ way: 'native', than: 'multielasticdump', times: 1 / 10 }],
  c: [],
  d: [{ way: 'native', than: 'documented', times: 1 / 20 }],
  source: [{ way: 'native', than: 'plain', times: 1 / 3 }],
}
const NAMES = {
  raw: 'raw `_bulk`',
  helper: 'the bulk helper',
  documented: 'the documented commands',
  multielasticdump: '`multielasticdump`',
  plain: 'elasticdump from cluster to cluster',
}

/** @returns a line for each goal of a dataset */
export function verdicts(dataset, figures) {
  return GOALS[dataset].map(({ way, than, times }) => {
    const goal = `\`${way}\`: at most ${fraction(times)} ${times < 1 ? 'of' : '×'} ${NAMES[than]}`
    const [own, other] = [figures.of(way), figures.of(than)]
    if (own === undefined || other === undefined) return `- ${goal}: not measured`
    const reached = own / other
    return `- ${goal}: ${reached <= times ? 'met' : '**missed**'}, ${fraction(reached)}`
  })
}

/** Small ratios as parts: 1/21.3 says more than 0.05. */
const fraction = (times) => (times < 0.5 ? `1/${plain(1 / times)}` : plain(times))
const plain = (number) => String(Number(number.toFixed(number < 10 ? 2 : 1)))

/** @returns the line for a limit that is no ratio */
export function verdict(says, limit, reached, unit) {
  return `- ${says}, at most ${limit} ${unit}: ${reached <= limit ? 'met' : '**missed**'}, ${reached.toFixed(0)} ${unit}`
}
