import { analysisFiles, type DumpIndex, type DumpType } from '../dump/index.js'
import { RestoreError } from '../errors.js'
import { hintForMapping } from './mapping-hints.js'
import { streamHint } from './stream-hints.js'

type Part = 'analyzer' | 'mapping' | 'settings' | 'alias'

/** Names of the files that an index is made from. */
export type MetadataFiles = Partial<Record<Part, string>>

/** The cluster's words by which a refusal is known, the narrowest first, and what to do about it. */
const REFUSALS: [RegExp, Part, (file: string) => string][] = [
  [/unknown setting/, 'settings', leaveOut],
  [
    /(analyzer|normalizer) \[.*\] (has not been configured|not found)/,
    'mapping',
    (file) => `${file} needs this. Add \`analyzer\` to \`types\`, or take a dump that has it.`,
  ],
  [
    /cannot be changed from type|Cannot update parameter|can't merge/i,
    'mapping',
    (file) =>
      `The index has this field otherwise than ${file}. Restore into a new index, or leave \`mapping\` out of \`types\`.`,
  ],
  [/^(?!.*Failed to parse mapping).*similarity/is, 'settings', leaveOut],
  [
    /Limit of (total fields|mapping depth|nested fields)/,
    'mapping',
    (file) =>
      `${file} has more than an index may have by default. Add \`settings\` to \`types\`, where the dump has raised the limit, or raise it with \`index-settings\`, such as {"mapping.total_fields.limit": 5000}.`,
  ],
  [
    /mapper|mapping|\bfields?\b/i,
    'mapping',
    (file) => `Correct ${file}, or install in the cluster the plugin that brings this field type.`,
  ],
  [
    /analy[sz]|filter|tokenizer|normalizer|hunspell|synonym|word_list|ngram|shingle/i,
    'analyzer',
    (file) =>
      `Correct ${file}, or give the cluster the plugin or the word list that it needs. Or put another component in its place: leave the dump's out with \`ignore-index-settings\`, and give one with \`index-settings\`.`,
  ],
  [/alias/i, 'alias', (file) => `Correct ${file}, or leave \`alias\` out of \`types\`.`],
  [/setting/i, 'settings', leaveOut],
]

function leaveOut(file: string): string {
  return `Leave it out with \`ignore-index-settings\`, or correct ${file}.`
}

/** @param types those that are restored */
export function metadataFiles(index: DumpIndex, types: readonly DumpType[]): MetadataFiles {
  const { files } = index
  const whole = types.includes('index') ? files.index : undefined
  const found = {
    analyzer: types.includes('analyzer') ? analysisFiles(index) : undefined,
    mapping: types.includes('mapping') ? files.mapping : whole,
    settings: types.includes('settings') ? files.settings : whole,
    alias: types.includes('alias') ? files.alias : whole,
  }
  return Object.fromEntries(
    Object.entries(found).flatMap(([part, list]) => (list?.[0] ? [[part, list[0].name]] : [])),
  )
}

/**
 * What a cluster refuses of an index is in one of its files, in `index-settings`, or in a template of the cluster.
 * @param given names of the settings that were laid over the dump's
 * @param mappings as the cluster was given them
 * @returns the error with a hint that says which, or as it is where it is no refusal or has a hint
 */
export function withFile(
  error: unknown,
  files: MetadataFiles,
  given: readonly string[],
  mappings?: Record<string, unknown>,
): unknown {
  if (!(error instanceof RestoreError) || error.code !== 'CLUSTER_REFUSED' || error.hint) return error
  if (given.some((name) => error.message.includes(`[index.${name}]`))) {
    return new RestoreError(error.code, error.message, {
      hint: 'Correct it in `index-settings`.',
      cause: error.cause,
    })
  }
  const [, part, fix] = REFUSALS.find(([words]) => words.test(error.message)) ?? []
  const file = part && files[part]
  const all = [...new Set(Object.values(files))]
  const hint =
    (files.mapping ? hintForMapping(error.message, files.mapping, mappings) : undefined) ??
    (file && fix
      ? fix(file)
      : all.length > 0
        ? `Correct it in ${all.join(' or ')}; or in the cluster, where one of its index templates brings it.`
        : 'The dump says nothing of this: look at the index templates of the cluster.')
  return new RestoreError(error.code, error.message, { hint, cause: error.cause })
}

/** @returns the error of a template with a hint at what its mapping has, or as it is */
export function withMappingHint(error: unknown): unknown {
  if (!(error instanceof RestoreError) || error.code !== 'CLUSTER_REFUSED') return error
  const hint = hintForMapping(error.message, 'the dump')
  return hint === undefined
    ? error
    : new RestoreError(error.code, error.message, { hint, cause: error.cause })
}

/** @returns the error with a hint at what is peculiar to data streams, or as it is */
export function withStreamHint(error: unknown, target: string, { mapping }: MetadataFiles): unknown {
  if (!(error instanceof RestoreError) || error.code !== 'CLUSTER_REFUSED') return error
  const hint = streamHint(error.message, target, mapping ?? 'the dump')
  return hint === undefined
    ? error
    : new RestoreError(error.code, error.message, { hint, cause: error.cause })
}

/** @returns the error with what a user should know who restores an index that may be the cluster's own, or as it is */
export function withSystemHint(error: unknown, target: string): unknown {
  if (!target.startsWith('.') || !(error instanceof RestoreError)) return error
  if (error.code !== 'CLUSTER_UNAUTHORIZED') return error
  const hint = `${error.hint ?? ''} System indexes, those of the cluster and its plugins, are written to by nobody without the admin certificate: restore ${target} under another name with \`rename-pattern\`.`
  return new RestoreError(error.code, error.message, { hint: hint.trim(), cause: error.cause })
}
