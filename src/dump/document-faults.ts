import { RestoreError } from '../errors.js'

/** OpenSearch refuses longer ids, and the whole request with them. */
const MAX_ID_BYTES = 512

/** @param place file and line, for people */
export function damaged(place: string, what: string): RestoreError {
  return new RestoreError('DUMP_DOCUMENT_INVALID', `${place}: ${what}`, {
    hint: 'The data file is damaged or was cut while it was written or copied. Take the dump again, or copy it again.',
  })
}

/** @returns the fault of a document that cannot be restored as it has no source */
export function withoutSource(place: string): RestoreError {
  return new RestoreError('DUMP_DOCUMENT_INVALID', `${place}: a document without an object in _source`, {
    hint: 'Dump the index with its _source; documents cannot be restored without it.',
  })
}

/** @returns whether OpenSearch takes an id of this length */
export function isIdLength(bytes: number): boolean {
  return bytes > 0 && bytes <= MAX_ID_BYTES
}

/** @returns the fault of a document whose id OpenSearch refuses for its length */
export function oddId(place: string, bytes: number): RestoreError {
  return new RestoreError(
    'DUMP_DOCUMENT_INVALID',
    `${place}: an id of ${bytes} bytes; OpenSearch takes 1 to ${MAX_ID_BYTES}`,
    { hint: 'Give the document another id in the dump, or leave it out.' },
  )
}
