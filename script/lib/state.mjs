import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkoutFolder } from './places.mjs'

const stateFile = (name) => join(checkoutFolder(), `${name}.json`)

export function readState(name) {
  try {
    return JSON.parse(readFileSync(stateFile(name), 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw new Error(`${stateFile(name)} cannot be read (${error.message}): remove it`)
  }
}

export function writeState(name, state) {
  const draft = `${stateFile(name)}.new`
  writeFileSync(draft, `${JSON.stringify(state, null, 2)}\n`)
  renameSync(draft, stateFile(name))
}

export const removeState = (name) => rmSync(stateFile(name), { force: true })
