const BYTE_UNITS = ['kB', 'MB', 'GB', 'TB']

/** @returns a count with thousands separators, `–` for one that is not known. */
export function formatCount(count: number | null): string {
  return count === null ? '–' : grouped(count)
}

/** @returns a count and what is counted: `1 index`, `1,234 indexes`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

/** @returns bytes in decimal units: `512 B`, `12.3 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`
  let amount = bytes
  let unit = ''
  for (const next of BYTE_UNITS) {
    amount /= 1000
    unit = next
    // Not 1000: what rounds up to "1000.0" reads better in the next unit.
    if (amount < 999.95) break
  }
  return `${amount.toFixed(1)} ${unit}`
}

/** @returns milliseconds for people: `340 ms`, `12.3 s`, `4 min 05 s`, `2 h 03 min`. */
export function formatDuration(ms: number): string {
  if (Math.round(ms) < 1000) return `${Math.round(ms)} ms`
  if (Math.round(ms / 100) < 600) return `${(Math.round(ms / 100) / 10).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${twoDigits(seconds % 60)} s`
  const minutes = Math.round(seconds / 60)
  return `${grouped(Math.floor(minutes / 60))} h ${twoDigits(minutes % 60)} min`
}

/** Not Intl's: making one of its formats takes 10 ms of every start. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
