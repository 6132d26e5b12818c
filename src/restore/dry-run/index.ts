export { dryRun } from './dry-run.js'
