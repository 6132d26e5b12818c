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

/** @returns the fault of a document whose id or routing is no text that the cluster could keep */
export function halfPair(place: string, what: 'id' | 'routing'): RestoreError {
  return new RestoreError('DUMP_DOCUMENT_INVALID', `${place}: half of a surrogate pair in the ${what}`, {
    hint: 'The cluster would put another character in its place, the same for all of them. Change it in the dump, or leave the document out.',
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
