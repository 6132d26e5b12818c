export { carryOut } from './carry-out.js'
export type { RestoreContext } from './context.js'
export { failureOf } from './failure.js'
export { readDump, requireDocuments, sampleSize } from './read-dump.js'
