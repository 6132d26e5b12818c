export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** @returns median and, of several, the smallest and the largest: `3.5 (3.4–4.2)` */
export function spread(values, digits = 2) {
  const text = (value) => value.toFixed(digits)
  const range = values.length > 1 ? ` (${text(Math.min(...values))}–${text(Math.max(...values))})` : ''
  return `${text(median(values))}${range}`
}

/** Figures by way: `{ seconds: [], fault? }`. A way with a fault has no figure. */
export class Figures {
  constructor(ways) {
    this.ways = ways.map((way) => ({ ...way, seconds: [] }))
  }

  /** @returns median seconds of a way, of `raw` those of its fastest number of connections; undefined without a figure */
  of(name) {
    const medians = this.ways
      .filter(({ id, group, fault }) => (name === 'raw' ? group : id) === name && !fault)
      .filter(({ seconds }) => seconds.length > 0)
      .map(({ seconds }) => median(seconds))
    return medians.length > 0 ? Math.min(...medians) : undefined
  }

  table() {
    const raw = this.of('raw')
    const native = this.of('native')
    const times = (seconds, base) => (base === undefined ? '–' : (seconds / base).toFixed(2))
    const row = ({ title, seconds, fault }) => {
      if (fault) return `| ${title} | no figure: ${fault} | | | |`
      const own = median(seconds)
      return `| ${title} | ${spread(seconds)} | ${seconds.length} | ${times(own, raw)} | ${times(own, native)} |`
    }
    return [
      '| way | seconds: median (from–to) | runs | times raw | times `native` |',
      '| --- | --: | --: | --: | --: |',
      ...this.ways.map(row),
    ].join('\n')
  }
}
