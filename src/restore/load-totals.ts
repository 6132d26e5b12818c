import type { IndexRestore, Plan } from '../plan/index.js'
import type { ProgressTotals } from '../report/index.js'

/** @returns what is to be loaded of each index that has documents to load */
export function loadTotals({ indices }: Plan): ProgressTotals[] {
  return indices
    .filter(({ fault, action, dataFiles }) => !fault && action !== 'skip' && dataFiles.length > 0)
    .map(totalsOf)
}

/** @returns what is to be loaded of an index: its bytes unpacked where they were read before, else on disk */
export function totalsOf({ data, dataFiles }: IndexRestore): ProgressTotals {
  const onDisk = dataFiles.reduce((sum, { bytes }) => sum + bytes, 0)
  return {
    documents: data?.distinct ?? dataFiles[0]?.remote?.documents ?? null,
    bytes: data?.bytes ?? (onDisk || null),
  }
}
