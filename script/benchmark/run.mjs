import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

export const root = join(import.meta.dirname, '..', '..')
export const say = (line) => process.stderr.write(`${line}\n`)

const MAX_OUTPUT = 64 * 1024 * 1024
const execute = promisify(execFile)
export const run = (command, args, options) => execute(command, args, { maxBuffer: MAX_OUTPUT, ...options })
export const node = (args, options) => run(process.execPath, args, options)

/** @returns seconds of a whole process */
export async function timed(args, options) {
  const began = performance.now()
  await node(args, options)
  return (performance.now() - began) / 1000
}
