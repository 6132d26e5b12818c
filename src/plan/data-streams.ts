import type { TargetState } from '../cluster/index.js'
import { RestoreError } from '../errors.js'
import type { Inputs } from '../inputs/index.js'
import { bestOf, type TemplatesToCome } from './templates.js'
import type { IndexRestore, ReadIndex } from './types.js'

/** @returns the targets that are data streams: the index template that fits them best has `data_stream` */
export function dataStreamsAmong(targets: readonly string[], { composable }: TemplatesToCome): Set<string> {
  return new Set(targets.filter((target) => bestOf(composable, target)?.isOfDataStreams))
}

/** Decides what is done with a data stream, or a name that will be one's. */
export function planDataStream(
  plan: IndexRestore,
  state: TargetState,
  ifExists: Inputs['ifExists'],
): IndexRestore {
  const { target, definition, steps } = plan
  const stream: IndexRestore = { ...plan, isDataStream: true }
  const isThere = state.kind === 'data stream' && !state.isUntouched
  if (isThere && ifExists === 'skip') return { ...stream, action: 'skip', steps: [] }
  const aliases = Object.keys(definition.aliases ?? {})
  if (aliases.length > 0) return faulty(stream, aliasFault(target, aliases))
  if (isThere && ifExists === 'append') {
    return { ...stream, action: 'append', steps: steps.filter((type) => !OF_TEMPLATE.includes(type)) }
  }
  if (isThere) return faulty(stream, existsFault(target, ifExists))
  if (steps.every((type) => type === 'alias')) return { ...stream, action: 'skip', steps: [] }
  return stream
}

/** What a data stream that exists has of its index template, and keeps. */
const OF_TEMPLATE = ['index', 'settings']

function faulty(plan: IndexRestore, fault: RestoreError): IndexRestore {
  return { ...plan, fault, steps: [] }
}

function aliasFault(target: string, aliases: string[]): RestoreError {
  return new RestoreError(
    'INDEX_DIFFERS',
    `${target} is a data stream, which takes no aliases, and the dump has ${aliases.join(', ')}`,
    { hint: 'Leave `alias` out of `types`.' },
  )
}

function existsFault(target: string, ifExists: Inputs['ifExists']): RestoreError {
  const why =
    ifExists === 'fail'
      ? 'and `if-exists` is `fail`'
      : `and nothing can be restored beside it and put in its place, as \`if-exists: ${ifExists}\` does`
  return new RestoreError('INDEX_EXISTS', `data stream ${target} exists, ${why}`, {
    hint: `Delete it first (DELETE /_data_stream/${target}), or set \`if-exists\` to \`skip\` or \`append\`.`,
  })
}

/** @param kind what has the name now: it was made before the template was */
export function wouldBeDataStream(target: string, kind: string): RestoreError {
  return new RestoreError(
    'INDEX_EXISTS',
    `${target} is an ${kind}, and by an index template its name is that of a data stream: no index can be made in its place`,
    { hint: 'Delete it first, or restore under another name with `rename-pattern`.' },
  )
}

/** @returns what a reader should know of data streams of the dump that become indexes */
export function streamWarnings(indices: readonly ReadIndex[], plans: readonly IndexRestore[]): string[] {
  return indices.flatMap(({ name, metadata, isDataStream, fault }, i) => {
    const plan = plans[i]
    if (fault || plan?.fault || plan?.isDataStream || plan?.action === 'skip') return []
    if (!isDataStream && !isOfDataStream(metadata.mappings)) return []
    return [
      `${name} is a data stream in the dump, and is restored as an index: no index template with \`data_stream\` fits ${plan?.target}. Restore it as well (\`index_template\`), or put one into the cluster before.`,
    ]
  })
}

/** @param mappings of an index behind a data stream, or of another */
function isOfDataStream(mappings: Record<string, unknown> | undefined): boolean {
  const { enabled } = (mappings?._data_stream_timestamp ?? {}) as { enabled?: unknown }
  return String(enabled) === 'true'
}
