import { readFileSync } from 'node:fs'
import { type Baseline, NoBaseline, parseBaseline } from '../baseline/index.js'
import { messageOf } from '../errors.js'
import { Refusal } from './faults.js'
import type { Environment } from './parsers.js'
import { inWorkspace, look, workspace } from './places.js'

const MIB = 1024 * 1024
/** A report of a thousand indexes has a few. */
const MAX_MIB = 128

/** An earlier report, read at once: this run's may be written over it. */
export function baseline(value: string, env: Environment): Baseline {
  const path = inWorkspace(value, env)
  const found = look(path)
  if (found === undefined) {
    const fix = `Give the report of an earlier run, and leave it out on the first; a relative path begins at ${workspace(env)}`
    throw new Refusal('does not exist', fix)
  }
  if (!found.isFile()) throw new Refusal('is no file', 'Give the path of the report itself')
  if (found.size > MAX_MIB * MIB) {
    throw new Refusal(
      `has more than ${MAX_MIB} MiB`,
      'Give the file that an earlier run wrote to report-path',
    )
  }
  try {
    return parseBaseline(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof NoBaseline) throw new Refusal(error.problem, error.fix)
    throw new Refusal(`cannot be read (${messageOf(error)})`, 'Let the user of the runner read it')
  }
}
