import type { DumpType } from './types.js'

/** One way to read a file's name. */
export interface Reading {
  index: string
  type: DumpType
}

export interface NameReadings {
  /** The name without its endings; what `multielasticdump` calls a data file. */
  stem: string
  /** Number of a split file. */
  split: number | undefined
  /** Readings with a type in the name, the longest type first. A bare name has none. */
  typed: Reading[]
}

const SPLIT = /\.split-(\d+)(?=\.|$)/
const JSON_ENDING = /\.(?:nd)?json$/i
const GZIP_ENDINGS = /(?:\.gz)+$/i
const TYPE_SUFFIX: [RegExp, DumpType][] = [
  [/[-._]component[-_]templates?$/i, 'component_template'],
  [/[-._]index[-_]templates?$/i, 'index_template'],
  [/[-._]analyzers?$/i, 'analyzer'],
  [/[-._]mappings?$/i, 'mapping'],
  [/[-._]settings?$/i, 'settings'],
  [/[-._]alias(?:es)?$/i, 'alias'],
  [/[-._]templates?$/i, 'template'],
  [/[-._]polic(?:y|ies)$/i, 'policy'],
  [/[-._]scripts?$/i, 'script'],
  [/[-._]data$/i, 'data'],
  [/[-._]index$/i, 'index'],
]

/**
 * Reads a file's name as the documented procedure, multielasticdump and people write them:
 * `<index>-mappings.json`, `<index>.mapping.json`, `<index>_data.json.gz`, `<index>.split-0.json`, `x.json.split-0.gz`.
 * Types and endings may be in capitals; `.ndjson` is what a data file is.
 * @returns undefined where the name is no dump file's
 */
export function readName(fileName: string): NameReadings | undefined {
  const split = SPLIT.exec(fileName)
  const joined = split ? fileName.replace(SPLIT, '') : fileName
  const unpacked = joined.replace(GZIP_ENDINGS, '')
  const stem = unpacked.replace(JSON_ENDING, '').replace(GZIP_ENDINGS, '')
  const isJson = JSON_ENDING.test(unpacked)
  if ((!isJson && !split) || stem === '') return undefined
  const typed = TYPE_SUFFIX.flatMap(([suffix, type]) => {
    const index = stem.replace(suffix, '')
    return index !== stem && index !== '' ? [{ index, type }] : []
  })
  return { stem, split: split ? Number(split[1]) : undefined, typed }
}
