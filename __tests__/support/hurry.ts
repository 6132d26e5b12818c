import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('./hurry.cjs', import.meta.url))

/** The environment of an action whose long waits for the network are over soon. */
export const HURRY = { NODE_OPTIONS: `--require "${script}"` }
