export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** @returns of several ways the one with the smallest median */
export function fastest(ways) {
  const measured = Object.entries(ways).filter(([, values]) => values.length > 0)
  const [name, values] = measured.sort(([, a], [, b]) => median(a) - median(b))[0]
  return { name, seconds: median(values) }
}

export function table({ raw, action, documented, documentedNoWait, install, documents, bytes }, machine) {
  const best = fastest(raw)
  const own = median(action)
  const row = (name, values) => {
    const seconds = median(values)
    const spread =
      values.length > 1 ? ` (${Math.min(...values).toFixed(1)}–${Math.max(...values).toFixed(1)})` : ''
    const ratios = `${(seconds / best.seconds).toFixed(2)} | ${(seconds / own).toFixed(2)}`
    return `| ${name} | ${seconds.toFixed(1)}${spread} | ${values.length} | ${ratios} |`
  }
  return [
    `${documents.toLocaleString('en-US')} documents, ${(bytes / 1e6).toFixed(0)} MB, one index. ${machine}.`,
    '',
    '| way | seconds: median (from–to) | runs | times raw | times the action |',
    '| --- | --: | --: | --: | --: |',
    ...Object.entries(raw).map(([connections, values]) =>
      row(`raw \`_bulk\`, ${connections} connections`, values),
    ),
    row('**the action, `engine: elasticdump`**, whole step', action),
    ...(documentedNoWait.length > 0
      ? [row('documented commands, without their 30 s wait', documentedNoWait)]
      : []),
    ...(documented.length > 0 ? [row('documented commands', documented)] : []),
    '',
    `Installing elasticdump, where the tool cache has none: ${install.cold.toFixed(1)} s with npm's cache empty, ${install.warm.toFixed(1)} s with it full.`,
    '',
  ].join('\n')
}
