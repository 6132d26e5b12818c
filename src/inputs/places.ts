import { randomBytes, X509Certificate } from 'node:crypto'
import { accessSync, constants, readFileSync, realpathSync, type Stats, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { Refusal } from './faults.js'
import type { Environment } from './parsers.js'

/** A dump directory, dump file or archive that exists, as an absolute path; or the https address of an archive. */
export function dumpPath(value: string, env: Environment): string {
  if (isAddress(value)) return archiveAddress(value)
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(value)) {
    const fix =
      'Give the https address of an archive; or download the dump in a step before, and give its path'
    throw new Refusal('is an address that is not https', fix, true)
  }
  const path = inWorkspace(value, env)
  if (look(path) === undefined) {
    const fix = `Give a directory or file that an earlier step made; a relative path begins at ${workspace(env)}`
    throw new Refusal('does not exist', fix)
  }
  if (!isReadable(path)) throw new Refusal('cannot be read', 'Let the user of the runner read it')
  return path
}

/** @returns whether a value of `dump` is an address. */
export function isAddress(dump: string): boolean {
  return /^https:\/\//i.test(dump)
}

/** @returns what of a value of `dump` anybody may see: an address without credentials and query. */
export function shownDump(dump: string): string {
  if (!isAddress(dump)) return dump
  const { origin, pathname } = new URL(dump)
  return `${origin}${pathname}`
}

function archiveAddress(value: string): string {
  const fix = 'Write it as https://host/path; in user and password, and an @ in the path, percent-encoded'
  if (/[\s\p{Cc}]/u.test(value) || !URL.canParse(value)) throw new Refusal('is no valid address', fix, true)
  const { username, password, pathname } = new URL(value)
  // What comes before it might be a password.
  if (pathname.includes('@')) throw new Refusal('has an @ in its path', fix, true)
  if ([username, password].some((text) => !isDecodable(text))) {
    throw new Refusal('has a % in user or password that begins no escape', fix, true)
  }
  return value
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

/** A JavaScript module that exists. */
export function modulePath(value: string, env: Environment): string {
  const path = inWorkspace(value, env)
  if (!look(path)?.isFile()) {
    const fix = `Give the path of a JavaScript module (.mjs, .cjs or .js); a relative one begins at ${workspace(env)}`
    throw new Refusal('is no file', fix)
  }
  return path
}

/** Where the report goes; by default a name of its own, so that two steps of a job do not share one. */
export function reportPath(value: string, env: Environment): string {
  if (value === '') {
    const name = `opensearch-restore-report-${randomBytes(4).toString('hex')}.json`
    return resolve(join(env.RUNNER_TEMP || tmpdir(), name))
  }
  const path = inWorkspace(value, env)
  if (/[/\\]$/.test(value) || look(path)?.isDirectory()) {
    throw new Refusal('is a directory', 'Give the path of a file, such as reports/restore.json')
  }
  return path
}

/** @returns whether the report would be written over the dump, or between its files. */
export function liesInDump(report: string, dump: string, env: Environment): boolean {
  if (dump === '' || isAddress(dump)) return false
  const [from, to] = [real(inWorkspace(dump, env)), join(real(dirname(report)), basename(report))]
  const way = relative(from, to)
  return way === '' || (!way.startsWith('..') && !isAbsolute(way))
}

/** @returns whether two paths, as inputs have them, are one file */
export function isSameFile(one: string, other: string, env: Environment): boolean {
  return real(inWorkspace(one, env)) === real(inWorkspace(other, env))
}

function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return resolve(path)
  }
}

/**
 * The certificates of PEM text, or of the file at a path; anything else in there, such as a key, is left behind.
 * The value is never told: it may be anything that was pasted.
 */
export function certificates(value: string, env: Environment): string {
  const blocks = (value.includes('-----BEGIN') ? value : readPem(value, env)).match(
    /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g,
  )
  if (blocks === null) throw new Refusal('has no certificate', PEM_FIX)
  for (const block of blocks) {
    try {
      new X509Certificate(block)
    } catch {
      throw new Refusal('has a certificate that cannot be read', PEM_FIX)
    }
  }
  return `${blocks.join('\n')}\n`
}

const PEM_FIX =
  'Give the text of a PEM file with its line breaks, from -----BEGIN CERTIFICATE-----, or its path'

function readPem(value: string, env: Environment): string {
  try {
    return readFileSync(inWorkspace(value, env), 'utf8')
  } catch {
    throw new Refusal('is neither PEM text nor the path of a file that can be read', PEM_FIX)
  }
}

export function inWorkspace(path: string, env: Environment): string {
  return resolve(workspace(env), path)
}

export function workspace(env: Environment): string {
  return env.GITHUB_WORKSPACE || process.cwd()
}

export function look(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK)
    return true
  } catch {
    return false
  }
}
