export { carryOut } from './carry-out.js'
export type { RestoreContext } from './context.js'
export { failureOf } from './failure.js'
export { readDump, requireDocuments } from './read-dump.js'
