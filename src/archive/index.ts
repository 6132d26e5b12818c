export { findDump } from './find-dump.js'
