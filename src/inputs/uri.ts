import { Refusal } from './faults.js'

export interface Credentials {
  readonly username: string
  readonly password: string
}

export interface TargetAddress {
  /** Neither credentials nor a trailing slash; a path prefix is kept. */
  readonly url: string
  readonly auth?: Credentials
}

/**
 * Address and credentials of a cluster. A user and a password may be percent-encoded or typed as they are:
 *
 * - The userinfo ends at the *last* `@`, and the first `:` in it parts user from password, so a raw password may hold
 *   any of `@ / : ? #`.
 * - Each of the two is percent-decoded if every `%` in it begins an escape and the whole is UTF-8; else it is taken raw.
 * - An `@` belongs to the path only where what is before it cannot be `user:password`: it has a `/` and no `:`, or begins
 *   with an IPv6 host. `http://host:9200/a@b` is the user `host` at the host `b`; in such a path `@` is written `%40`.
 *
 * What it throws tells nothing of the URI.
 */
export function parseTarget(uri: string): TargetAddress {
  if (/[\s\p{Cc}]/u.test(uri)) {
    throw new Refusal('has whitespace in it', 'Write a space of a password as %20, or use the password input')
  }
  const [head = '', scheme = ''] = /^(https?):\/\//i.exec(uri) ?? []
  if (head === '') throw new Refusal('does not begin with http:// or https://', SHAPE)
  const { userinfo, address } = splitUserinfo(uri.slice(head.length))
  const auth = userinfo === undefined ? undefined : parseUserinfo(userinfo)
  const url = parseAddress(scheme.toLowerCase(), address)
  return auth === undefined ? { url } : { url, auth }
}

/** Parts what follows the `//`; see {@link parseTarget} for the rule. */
export function splitUserinfo(rest: string): { userinfo?: string; address: string } {
  const at = rest.lastIndexOf('@')
  const before = rest.slice(0, Math.max(at, 0))
  const isPath = IPV6_HOST_THEN_PATH.test(before) || (/[/?#]/.test(before) && !before.includes(':'))
  return at === -1 || isPath ? { address: rest } : { userinfo: before, address: rest.slice(at + 1) }
}

/** @returns the text percent-decoded, or as it is where it is not percent-encoded throughout. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const SHAPE = 'Write it as https://host:9200, or with credentials as https://user:password@host:9200'
const NO_PASSWORD = 'has a user and no password'
const BOTH = 'Write user:password@, or use the inputs username and password'
const IPV6_HOST_THEN_PATH = /^\[[0-9a-f:.]+\](:\d*)?[/?#]/i
const IPV6_OR_NAME = /^(?:\[[0-9a-f:.]+\]|[^[\]:/\\@]+)/i

function parseUserinfo(userinfo: string): Credentials {
  const colon = userinfo.indexOf(':')
  if (colon === -1 || colon === userinfo.length - 1) throw new Refusal(NO_PASSWORD, BOTH)
  const username = decode(userinfo.slice(0, colon))
  if (username === '') throw new Refusal('has a password and no user', SHAPE)
  // Basic authentication parts the two at the first colon.
  if (username.includes(':')) throw new Refusal('has a colon in the user', 'Use a user without one')
  return { username, password: decode(userinfo.slice(colon + 1)) }
}

function parseAddress(scheme: string, address: string): string {
  if (/[?#]/.test(address)) throw new Refusal('has a query or a fragment', 'End it after host, port or path')
  const [host = ''] = IPV6_OR_NAME.exec(address) ?? []
  if (host === '') throw new Refusal('has no host', SHAPE)
  const rest = address.slice(host.length)
  if (rest.startsWith('@')) throw new Refusal(NO_PASSWORD, BOTH)
  const url = /^(:\d+)?(\/[^\\]*)?$/.test(rest) ? parseUrl(`${scheme}://${address}`) : undefined
  if (url === undefined) throw new Refusal('has a host or a port that is not valid', SHAPE)
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

// The error of `new URL` holds the URL, so it goes no further.
function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}
