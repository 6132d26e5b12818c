/** What went wrong, for programs; each has its entry in docs/TROUBLESHOOTING.md, where the error links to. */
export const ERROR_CODES = [
  'INPUTS_INVALID',
  'DUMP_EMPTY',
  'DUMP_NO_MATCH',
  'DUMP_TYPE_MISSING',
  'DUMP_UNREADABLE',
  'DUMP_AMBIGUOUS',
  'DUMP_DOCUMENT_INVALID',
  'DUMP_METADATA_INVALID',
  'DUMP_TOO_SMALL',
  'DUMP_SHRANK',
  'DUMP_INDEX_MISSING',
  'SOURCE_UNREADABLE',
  'CLUSTER_UNREACHABLE',
  'CLUSTER_UNAUTHORIZED',
  'CLUSTER_REFUSED',
  'NAMES_CLASH',
  'INDEX_NAME_INVALID',
  'INDEX_EXISTS',
  'INDEX_MISSING',
  'INDEX_BUSY',
  'INDEX_DIFFERS',
  'INDEX_NOT_IN_PLACE',
  'DOCUMENTS_REJECTED',
  'ENGINE_INSTALL_FAILED',
  'ENGINE_FAILED',
  'ENGINE_CANNOT_CARRY',
  'TRANSFORM_FAILED',
  'VERIFICATION_FAILED',
  'CANCELLED',
  'RUNNER_DISK',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

export interface ErrorDetails {
  /** What to do about it, in a sentence. */
  hint?: string
  cause?: unknown
}

/** A failure that a user can read: what, where, and what to do. Never holds a secret. */
export class RestoreError extends Error {
  override readonly name = 'RestoreError'
  readonly code: ErrorCode
  readonly hint: string | undefined

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.hint = details.hint
  }
}

/** @returns the message of whatever was thrown, in one piece of text. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** A disk that is full, or takes nothing. */
const DISK = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS'])

/** @returns whether it was thrown because a disk takes nothing. */
export function isDiskFault(error: unknown): boolean {
  return DISK.has((error as NodeJS.ErrnoException | null)?.code ?? '')
}
