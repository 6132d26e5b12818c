import type { ReadInput } from './schema.js'
import { decode, splitUserinfo } from './uri.js'

/** As the user gave them, valid or not. */
export interface RawCredentials {
  uri: string
  username: string
  password: string
}

/** @returns the secrets among the inputs; also those of a later release, which a user may have set already. */
export function readSecrets(read: ReadInput): RawCredentials[] {
  const secrets = ['', 'source-'].map((prefix) => ({
    uri: read(`${prefix}uri`),
    username: read(`${prefix}username`),
    password: read(`${prefix}password`, { trim: false }),
  }))
  // An address may be signed, or have a password; a path is no secret.
  const dump = read('dump')
  return dump.includes('://') ? [...secrets, { uri: dump, username: '', password: '' }] : secrets
}

/** A URI without credentials is no secret: masked, it would be missing from every error that is about it. */
const ADDRESS_ONLY = /^https?:\/\/[^@]*$/i

/** Characters of a value in a query that is masked by itself too. */
const LONG = 16

/**
 * Every form in which a secret can turn up in a log: URI and password as given, line by line, percent-encoded in the
 * ways in use, inside JSON, and as the value of a Basic header. None is blank: masking that would mask the log.
 */
export function secretForms(secrets: readonly RawCredentials[]): string[] {
  const forms = secrets.flatMap(({ uri, username, password }) => {
    const inUri = lines(uri).map(userinfo)
    const passwords = unique([
      password,
      password.replace(/[\r\n]+$/, ''),
      ...inUri.flatMap((found) => found.passwords),
    ])
    const usernames = unique([username, ...inUri.flatMap((found) => found.usernames)])
    const headers = usernames.flatMap((user) => passwords.map((word) => basic(user, word)))
    const uris = lines(uri).filter((line) => !ADDRESS_ONLY.test(line))
    const queries = lines(uri).flatMap(queryForms)
    return [...uris, ...queries, ...passwords.flatMap(lines).flatMap(encodings), ...headers].flatMap(
      (form) => [form, ...jsonForms(form)],
    )
  })
  return unique(forms)
}

/** As JSON has it in a string, also where that is plain ASCII. */
function jsonForms(text: string): string[] {
  const json = JSON.stringify(text).slice(1, -1)
  const ascii = (digits: (hex: string) => string) =>
    json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${digits(unit.charCodeAt(0).toString(16).padStart(4, '0'))}`)
  return [json, ascii((hex) => hex), ascii((hex) => hex.toUpperCase())]
}

/** Has the runner mask every form. First of all, so that even what is said about wrong inputs is masked. */
export function maskSecrets(forms: readonly string[], setSecret: (secret: string) => void): void {
  for (const form of forms) setSecret(form)
}

/** @returns a function that puts `***` in the place of every secret, also where two overlap. */
export function redactor(forms: readonly string[]): (text: string) => string {
  return (text) => {
    const spans = forms.flatMap((form) => occurrences(text, form)).sort((a, b) => a.start - b.start)
    let clean = ''
    let done = 0
    for (const { start, end } of spans) {
      if (start >= done) clean += `${text.slice(done, start)}***`
      done = Math.max(done, end)
    }
    return clean + text.slice(done)
  }
}

function occurrences(text: string, form: string): { start: number; end: number }[] {
  const found = []
  for (let start = text.indexOf(form); start !== -1; start = text.indexOf(form, start + 1)) {
    found.push({ start, end: start + form.length })
  }
  return found
}

/** The secret itself and its lines: a log shows them one at a time, and may trim them. */
function lines(secret: string): string[] {
  return unique([secret, ...secret.split(/\r\n|\r|\n/).flatMap((line) => [line, line.trim()])])
}

// Looser than the parser: a password in a URI that will be refused is a secret too.
function userinfo(uri: string): { usernames: string[]; passwords: string[] } {
  const { userinfo: text = '' } = splitUserinfo(uri.replace(/^[a-z][a-z0-9+.-]*:\/+/i, ''))
  const colon = text.indexOf(':')
  const username = text.slice(0, Math.max(colon, 0))
  const password = text.slice(colon + 1)
  return { usernames: [username, decode(username)], passwords: [password, decode(password)] }
}

/** A signed address has its secrets in its query, which is masked whole, and each long value of it: a short one is a word. */
function queryForms(uri: string): string[] {
  const [, query = ''] = /\?([^#]*)/.exec(uri) ?? []
  const values = query.split('&').map((pair) => pair.slice(pair.indexOf('=') + 1))
  return [query, ...values.filter((value) => value.length >= LONG)].flatMap((text) => [text, decode(text)])
}

function encodings(secret: string): string[] {
  const url = new URL('http://host')
  url.password = secret
  const encoded = [encodeWith(encodeURIComponent, secret), encodeWith(encodeURI, secret), url.password]
  const lowerCase = encoded.map((text) => text.replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase()))
  const base64 = Buffer.from(secret).toString('base64')
  return [secret, ...encoded, ...lowerCase, base64]
}

// Half a surrogate pair has no encoding; it must not keep the rest from being masked.
function encodeWith(encode: (text: string) => string, text: string): string {
  try {
    return encode(text)
  } catch {
    return text
  }
}

function basic(username: string, password: string): string {
  return Buffer.from(`${username}:${password}`).toString('base64')
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text.trim() !== '')
}
