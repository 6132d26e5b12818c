import { RestoreError } from '../errors.js'

const FORBIDDEN = /[\\/*?"<>| ,#:]/

/**
 * Holds a name to OpenSearch's rules for index names (lower case, at most 255 bytes, no `\ / * ? " < > | , #` or
 * space, no `_`, `-` or `+` in front). File names make index names here: `_all` or `*` must never reach a request.
 * @param file one that gave the name
 * @returns the fault, or undefined for a good name
 */
export function indexNameFault(name: string, file?: string): RestoreError | undefined {
  const reason =
    name === '' || name === '.' || name === '..'
      ? 'it is empty or dots'
      : FORBIDDEN.test(name)
        ? `it has the character ${JSON.stringify(FORBIDDEN.exec(name)?.[0])}`
        : /^[_\-+]/.test(name)
          ? `it begins with ${name[0]}`
          : name !== name.toLowerCase()
            ? 'it has upper-case letters'
            : Buffer.byteLength(name) > 255
              ? 'it is longer than 255 bytes'
              : undefined
  if (!reason) return undefined
  return new RestoreError(
    'INDEX_NAME_INVALID',
    `${JSON.stringify(name)}${file ? `, of the file ${file},` : ''} is no name for an index: ${reason}`,
    {
      hint: 'Rename its files in the dump, or leave it out with `match`; a single data file takes its name from `index`.',
    },
  )
}
