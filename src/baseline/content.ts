import { createHash } from 'node:crypto'
import type { Content, DataScan, DumpFile, DumpType, IndexMetadata } from '../dump/index.js'
import { canonicalJson } from '../json/lossless.js'
import { fieldsOf } from './fields.js'
import type { IndexContent, MappingContent } from './types.js'

/** What has been read of an index of the dump, and which files know their content. */
export interface Dumped {
  files: Partial<Record<DumpType, DumpFile[]>>
  mapping: MappingContent | null
  /** Whether data was asked for: then an index without a data file has no documents. */
  isDataAsked: boolean
}

/** @returns what is known of a mapping, null where none was read */
export function mappingContent({ mappings }: IndexMetadata): MappingContent | null {
  if (!mappings) return null
  return { sha256: sha256(canonicalJson(mappings)), fields: fieldsOf(mappings) }
}

/** @param data what a reading of all its documents found */
export function contentOf({ files, mapping, isDataAsked }: Dumped, data: DataScan | undefined): IndexContent {
  const none = isDataAsked && files.data === undefined ? 0 : null
  const digests = Object.entries(files).flatMap(([type, parts]) => {
    const known = knownOf(parts)
    return known === undefined ? [] : [{ type, sha256: digestOf(known) }]
  })
  const bytes = files.data && knownOf(files.data)?.reduce((sum, content) => sum + content.bytes, 0)
  return { documents: data?.distinct ?? none, bytes: bytes ?? none, digests, mapping }
}

/** @returns undefined unless all of them have been read */
function knownOf(files: DumpFile[]): Content[] | undefined {
  const known = files.flatMap(({ content }) => content?.known ?? [])
  return known.length === files.length ? known : undefined
}

function digestOf(contents: Content[]): string {
  const digests = contents.map((content) => content.sha256)
  return digests.length === 1 ? (digests[0] as string) : sha256(digests.join(''))
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
