import { credentialFaults } from './credentials.js'
import { type Fault, invalidInputs, Refusal } from './faults.js'
import { hostOf, isAllowedHost } from './hosts.js'
import { type Environment, typeList } from './parsers.js'
import { liesInDump } from './places.js'
import { readRename } from './rename.js'
import { type InputSpec, type Inputs, type Parsed, type ReadInput, SCHEMA, type Target } from './schema.js'
import { readSecrets, redactor, secretForms } from './secrets.js'
import type { TargetAddress } from './uri.js'

export { fits } from './globs.js'
export type { IndexSettings } from './index-settings.js'
export type { Environment } from './parsers.js'
export { isAddress, isSameFile, liesInDump, reportPath, shownDump } from './places.js'
export type { Rename } from './rename.js'
export type { Inputs, ReadInput, Target } from './schema.js'
export { maskSecrets, type RawCredentials, readSecrets, redactor, secretForms } from './secrets.js'
export type { Shard } from './shard.js'
export { didYouMean } from './suggest.js'
export type { Credentials } from './uri.js'

/** What is needed is mostly kept in a secret, and one that is not there is an empty text. */
const GIVE_IT =
  'Give it to the step. If it comes from a secret, that is not set here, or withheld, as from the pull requests of forks and of Dependabot'

/**
 * Reads every input once. Mask the secrets before: `maskSecrets(secretForms(readSecrets(read)), setSecret)`.
 * @throws RestoreError `INPUTS_INVALID` with all that is wrong, a line for each fault
 */
export function readInputs(read: ReadInput, env: Environment): Inputs {
  const faults: Fault[] = []
  const parsed = parseAll(read, env, faults)
  faults.push(...contradictions(parsed, read, env))
  const rename = readRename('rename', read, parsed.renamePattern, faults)
  const renameAlias = readRename('rename-alias', read, parsed.renameAliasPattern, faults)
  if (faults.length > 0) throw invalidInputs(faults, redactor(secretForms(readSecrets(read))))
  // A key that is missing has left a fault.
  return assemble(parsed as Parsed, { ...(rename && { rename }), ...(renameAlias && { renameAlias }) })
}

function parseAll(read: ReadInput, env: Environment, faults: Fault[]): Partial<Parsed> {
  const values: [string, unknown][] = []
  for (const [key, spec] of Object.entries<InputSpec<unknown>>(SCHEMA)) {
    const given = read(spec.input, { trim: !spec.untrimmed })
    try {
      if (spec.required && given === '') throw new Refusal('is required', GIVE_IT, true)
      values.push([key, spec.parse(given || (spec.default ?? ''), env)])
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const fault = { input: spec.input, problem: error.problem, fix: error.fix }
      faults.push(spec.secret || error.hidesValue ? fault : { ...fault, value: given })
    }
  }
  return Object.fromEntries(values)
}

/** Inputs that are fine one by one, and not together. */
function contradictions(parsed: Partial<Parsed>, read: ReadInput, env: Environment): Fault[] {
  const faults: Fault[] = []
  if (parsed.reportPath && parsed.dump && liesInDump(parsed.reportPath, parsed.dump, env)) {
    const fix = 'Give a path outside of it: a report must not take the place of a file of the dump'
    faults.push({ input: 'report-path', value: read('report-path'), problem: 'lies in the dump', fix })
  }
  const { uri, username, password, allowedHosts = [] } = parsed
  if (uri && !isAllowedHost(allowedHosts, uri.url)) {
    const problem = `allows no restore into ${hostOf(uri.url)}, the host of the uri`
    const fix = 'Correct the uri, or add the host if the restore is meant for it'
    faults.push({ input: 'allowed-hosts', value: read('allowed-hosts'), problem, fix })
  }
  const index = read('index')
  if (index !== '' && read('match') !== '') {
    const problem = 'is given together with match'
    faults.push({ input: 'index', value: index, problem, fix: 'Give one of the two' })
  }
  faults.push(...shrinkFaults(parsed, read))
  const { sourceUri, sourceUsername, sourcePassword } = parsed
  faults.push(
    ...originFaults(read),
    ...credentialFaults('', { uri, username, password }),
    ...credentialFaults('source-', { uri: sourceUri, username: sourceUsername, password: sourcePassword }),
  )
  return faults
}

/** What is restored comes from one place. */
function originFaults(read: ReadInput): Fault[] {
  const [hasDump, hasSource] = [read('dump') !== '', read('source-uri') !== '']
  if (hasDump && hasSource) {
    const fix = 'Give the one that is to be restored'
    return [{ input: 'source-uri', problem: 'is given together with dump', fix }]
  }
  if (!hasDump && !hasSource) {
    const fix = 'Give the directory or file of a dump; or, to restore from another cluster, source-uri'
    return [{ input: 'dump', problem: 'is required, unless there is a source-uri', fix }]
  }
  const orphan = ['source-username', 'source-password'].find((input) => read(input) !== '')
  if (hasSource || orphan === undefined) return []
  return [{ input: orphan, problem: 'is given without source-uri', fix: 'Give both, or neither' }]
}

function shrinkFaults({ types }: Partial<Parsed>, read: ReadInput): Fault[] {
  const value = read('max-shrink')
  if (value === '') return []
  const fault = (problem: string, fix: string): Fault => ({ input: 'max-shrink', value, problem, fix })
  if (read('baseline') === '') {
    return [fault('is given without baseline', 'Give the report to compare with, or leave max-shrink out')]
  }
  if (types === undefined || types === 'all' || types.includes('data')) return []
  return [fault('is given, and types has no data', 'Add data to types, or leave max-shrink out')]
}

function assemble(parsed: Parsed, renames: Pick<Inputs, 'rename' | 'renameAlias'>): Inputs {
  const { uri, username, password, sourceUri, sourceUsername, sourcePassword, ...own } = parsed
  const { tlsCa, tlsVerify, dump, index, match, types, ...others } = own
  const { renamePattern, renameReplacement, renameAliasPattern, renameAliasReplacement, ...rest } = others
  const { indexSettings, shard, transform, baseline, maxShrink, ...always } = rest
  const tls = Object.freeze({ ...(tlsCa !== undefined && { ca: tlsCa }), verify: tlsVerify })
  return Object.freeze({
    ...always,
    ...renames,
    target: clusterAt(uri, username, password, tls),
    ...(sourceUri && { source: clusterAt(sourceUri, sourceUsername, sourcePassword, tls) }),
    ...(dump !== undefined && { dump }),
    types: Object.freeze(types),
    typesAreDefault: String(types) === String(typeList(SCHEMA.types.default)),
    ...(index !== undefined && { index }),
    ...(match !== undefined && { match }),
    ...(indexSettings !== undefined && { indexSettings }),
    ...(shard !== undefined && { shard }),
    ...(transform !== undefined && { transform }),
    ...(baseline !== undefined && { baseline }),
    ...(maxShrink !== undefined && { maxShrink }),
  })
}

function clusterAt(
  { url, auth: inUri }: TargetAddress,
  username: string | undefined,
  password: string | undefined,
  tls: Target['tls'],
): Target {
  const auth = username !== undefined && password !== undefined ? { username, password } : inUri
  return Object.freeze({ url, ...(auth && { auth: Object.freeze(auth) }), tls })
}
