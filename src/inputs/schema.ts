import { baseline } from './baseline.js'
import { hostList } from './hosts.js'
import { indexSettings } from './index-settings.js'
import {
  boolean,
  byteSize,
  choice,
  exactVersion,
  expression,
  integer,
  names,
  optional,
  type Parser,
  password,
  percent,
  seconds,
  text,
  typeList,
} from './parsers.js'
import { certificates, dumpPath, modulePath, reportPath } from './places.js'
import { type Rename, renamePattern } from './rename.js'
import { shard } from './shard.js'
import { type Credentials, parseTarget } from './uri.js'

/** Reads an input as `getInput` of @actions/core does: empty where it is not set, trimmed unless told otherwise. */
export type ReadInput = (name: string, options?: { trim?: boolean }) => string

export interface InputSpec<T> {
  /** Its name in action.yml. */
  readonly input: string
  /** As in action.yml; without one, the parser gets an empty text. */
  readonly default?: string
  readonly parse: Parser<T>
  readonly required?: true
  /** Its value is never told. */
  readonly secret?: true
  /** Spaces around it belong to it. */
  readonly untrimmed?: true
}

/** Every input, by the name of its value. The type {@link Inputs} follows from it. */
export const SCHEMA = {
  uri: { input: 'uri', parse: parseTarget, required: true, secret: true },
  username: { input: 'username', parse: optional(text), secret: true },
  password: { input: 'password', parse: password, secret: true, untrimmed: true },
  dump: { input: 'dump', parse: optional(dumpPath) },
  sourceUri: { input: 'source-uri', parse: optional(parseTarget), secret: true },
  sourceUsername: { input: 'source-username', parse: optional(text), secret: true },
  sourcePassword: { input: 'source-password', parse: password, secret: true, untrimmed: true },
  index: { input: 'index', parse: optional(text) },
  match: { input: 'match', parse: optional(expression) },
  types: { input: 'types', default: 'analyzer,mapping,data', parse: typeList },
  engine: {
    input: 'engine',
    default: 'elasticdump',
    parse: choice(['elasticdump', 'native']),
  },
  elasticdumpVersion: { input: 'elasticdump-version', default: '6.125.1', parse: exactVersion },
  ifExists: {
    input: 'if-exists',
    default: 'fail',
    parse: choice(['fail', 'skip', 'append', 'replace', 'swap']),
  },
  allowedHosts: { input: 'allowed-hosts', parse: hostList },
  renamePattern: { input: 'rename-pattern', parse: optional(renamePattern) },
  renameReplacement: { input: 'rename-replacement', parse: optional(text) },
  renameAliasPattern: { input: 'rename-alias-pattern', parse: optional(renamePattern) },
  renameAliasReplacement: { input: 'rename-alias-replacement', parse: optional(text) },
  indexSettings: { input: 'index-settings', parse: optional(indexSettings) },
  ignoreIndexSettings: { input: 'ignore-index-settings', parse: names },
  shard: { input: 'shard', parse: optional(shard) },
  waitTimeoutMs: { input: 'wait-timeout', default: '60', parse: seconds(0, 3600) },
  parallel: { input: 'parallel', default: '2', parse: integer(1, 64) },
  concurrency: { input: 'concurrency', default: '4', parse: integer(1, 64) },
  batchSizeBytes: { input: 'batch-size', default: '5mb', parse: byteSize },
  verify: { input: 'verify', default: 'sample', parse: choice(['none', 'counts', 'sample', 'full']) },
  transform: { input: 'transform', parse: optional(modulePath) },
  maxRejected: { input: 'max-rejected', default: '0', parse: integer(0) },
  minDocuments: { input: 'min-documents', default: '0', parse: integer(0) },
  expectIndices: { input: 'expect-indices', parse: names },
  baseline: { input: 'baseline', parse: optional(baseline) },
  maxShrink: { input: 'max-shrink', parse: optional(percent) },
  dryRun: { input: 'dry-run', default: 'false', parse: boolean },
  reportPath: { input: 'report-path', parse: reportPath },
  jobSummary: { input: 'job-summary', default: 'true', parse: boolean },
  tlsCa: { input: 'tls-ca', parse: optional(certificates), secret: true },
  tlsVerify: { input: 'tls-verify', default: 'true', parse: boolean },
} satisfies Record<string, InputSpec<unknown>>

type Schema = typeof SCHEMA

/** What the parsers give, by the keys of the table. */
export type Parsed = { readonly [K in keyof Schema]: ReturnType<Schema[K]['parse']> }

export interface Target {
  /** Neither credentials nor a trailing slash; a path prefix is kept. */
  readonly url: string
  readonly auth?: Credentials
  readonly tls: {
    /** PEM text. */
    readonly ca?: string
    readonly verify: boolean
  }
}

type OptionalKey<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T]
type WithOptional<T> = Omit<T, OptionalKey<T>> & { readonly [K in OptionalKey<T>]?: Exclude<T[K], undefined> }

/** Inputs that are handed on together with others. */
type PartKey = CredentialKey | `source${Capitalize<CredentialKey>}` | 'tlsCa' | 'tlsVerify' | RenameKey
type CredentialKey = 'uri' | 'username' | 'password'
type RenameKey = `rename${'' | 'Alias'}${'Pattern' | 'Replacement'}`

/** The inputs, valid and frozen. */
export type Inputs = WithOptional<Omit<Parsed, PartKey>> & {
  readonly target: Target
  /** The cluster to restore from; exactly one of it and `dump` is there. */
  readonly source?: Target
  /** From source to target index names. */
  readonly rename?: Rename
  /** For the aliases of the dump. */
  readonly renameAlias?: Rename
  /** Nobody asked for other types than the default ones. */
  readonly typesAreDefault: boolean
}
