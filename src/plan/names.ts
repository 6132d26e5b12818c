import { RestoreError } from '../errors.js'

const FORBIDDEN = /[\\/*?"<>| ,#:]/

const RENAME =
  'Rename it with `rename-pattern`, or leave it out with `match`; a single data file takes its name from `index`.'
const LOWER_CASE =
  'Write the names of its files in lower case, in a step before: they name the index. `rename-pattern` cannot do that of itself, only put one name in the place of another, such as ^Orders$ by orders; a single data file takes its name from `index`.'

/**
 * Holds a name to OpenSearch's rules for index names (lower case, at most 255 bytes, no `\ / * ? " < > | , #` or
 * space, no `_`, `-` or `+` in front). File names make index names here: `_all` or `*` must never reach a request.
 * @param file one that gave the name
 * @returns the fault, or undefined for a good name
 */
export function indexNameFault(name: string, file?: string): RestoreError | undefined {
  const other = faultOf(name)
  const reason = other ?? (name === name.toLowerCase() ? undefined : 'it has upper-case letters')
  if (!reason) return undefined
  return new RestoreError(
    'INDEX_NAME_INVALID',
    `${JSON.stringify(name)}${file ? `, of the file ${file},` : ''} is no name for an index: ${reason}`,
    { hint: other ? RENAME : LOWER_CASE },
  )
}

/** @returns why OpenSearch refuses an alias of this name, or undefined for a good one; upper case is fine */
export function aliasNameFault(name: string): string | undefined {
  const reason = faultOf(name)
  return reason && `${JSON.stringify(name)} is no name for an alias: ${reason}`
}

function faultOf(name: string): string | undefined {
  if (name === '' || name === '.' || name === '..') return 'it is empty or dots'
  if (FORBIDDEN.test(name)) return `it has the character ${JSON.stringify(FORBIDDEN.exec(name)?.[0])}`
  if (/^[_\-+]/.test(name)) return `it begins with ${name[0]}`
  return Buffer.byteLength(name) > 255 ? 'it is longer than 255 bytes' : undefined
}

/** @returns names for people, the first five of many */
export function listed(names: readonly string[]): string {
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ')
}
