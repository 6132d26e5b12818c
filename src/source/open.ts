import { type Cluster, connect, type Greeting, greet } from '../cluster/index.js'
import type { Dump, DumpFile, DumpIndex, IndexType, RemoteFile } from '../dump/index.js'
import { RestoreError } from '../errors.js'
import type { Inputs, Target } from '../inputs/index.js'
import { readClusterFiles } from './cluster-files.js'
import { ofSource } from './errors.js'
import { listIndexes } from './indexes.js'
import { KEEP_EVERY_MS } from './point-in-time.js'
import { SourceIndex, type SourceOptions } from './source-index.js'

/** Another cluster, as the dump that would be taken of it. */
export interface Source {
  dump: Dump
  cluster: Cluster
  /** Lets go of all that the cluster keeps for this run. */
  close(): Promise<void>
}

export interface OpenOptions {
  inputs: Inputs & { source: Target }
  /** Existing directory. */
  scratch: string
  log(line: string): void
  signal: AbortSignal
  /** Comes a while later, and ends also what lets go of the source. */
  end: AbortSignal
}

/** A link that drops, or a node that is busy, gets so long at least. */
const LEAST_PATIENCE_MS = 60_000

/**
 * Connects to the source cluster and looks at what it has. Nothing is read yet but names, templates, policies and scripts.
 * @throws RestoreError CLUSTER_UNREACHABLE, CLUSTER_UNAUTHORIZED; DUMP_NO_MATCH, DUMP_EMPTY
 */
export async function openSource({ inputs, scratch, log, signal, end }: OpenOptions): Promise<Source> {
  const { source, types, index, waitTimeoutMs, concurrency } = inputs
  const greeting = greet(source, waitTimeoutMs, { signal, end })
  const cluster = await connect(greeting, waitTimeoutMs, log).catch(async (error: unknown) => {
    await greeting.close()
    throw error instanceof RestoreError && !signal.aborted ? ofSource(error) : error
  })
  const { name, uuid, product, version } = cluster
  const path = `source cluster ${name} (${product} ${version}) at ${source.url}`
  const notes: string[] = []
  const options: SourceOptions = {
    cluster,
    patienceMs: Math.max(waitTimeoutMs, LEAST_PATIENCE_MS),
    signal,
    scratch,
    withData: types === 'all' || types.includes('data'),
    width: concurrency,
    log,
    note: (text) => notes.push(text),
  }
  try {
    log(`${path}, ${uuid}`)
    const listing = await listIndexes(options, index, path)
    notes.push(...listing.notes)
    const indices = listing.indices.map((one, place) => new SourceIndex(one.name, place, options))
    const files = await readClusterFiles(cluster, types, options.note)
    const dump: Dump = {
      path,
      isLive: true,
      indices: listing.indices.map(({ fault }, i) => ({
        ...asDumped(indices[i] as SourceIndex, types),
        ...(fault && { fault }),
      })),
      ignored: [],
      notes,
    }
    if (Object.keys(files).length > 0) dump.indices.push({ name: CLUSTER, files })
    if (dump.indices.length === 0) {
      throw new RestoreError('DUMP_EMPTY', `the ${path} has no index that this user may see`, {
        hint: 'Look whether the source is the one you mean. Hidden indexes are left out unless `index` names one.',
      })
    }
    return { dump, cluster, close: closing(indices, greeting) }
  } catch (error) {
    await greeting.close()
    throw error
  }
}

/** No index has such a name. */
const CLUSTER = '*'

/** An answer about the whole index is what each of these types is read from. */
const DESCRIBED: readonly IndexType[] = ['settings', 'mapping', 'alias']

function asDumped(index: SourceIndex, types: Inputs['types']): DumpIndex {
  const described: RemoteFile = {
    documents: undefined,
    read: () => index.readDefinition(),
    release: async () => {},
  }
  const file = (name: string, remote: RemoteFile): DumpFile[] => [{ path: '', name, bytes: 0, remote }]
  // It is all of the others once more: only where it is asked for.
  const all = types !== 'all' && types.includes('index') ? [...DESCRIBED, 'index' as const] : DESCRIBED
  return {
    name: index.name,
    files: {
      ...Object.fromEntries(
        all.map((type) => [type, file(`${type} of source index ${index.name}`, described)]),
      ),
      data: file(`source index ${index.name}`, index),
    },
  }
}

/** Keeps what is open until it is closed. */
function closing(indices: SourceIndex[], greeting: Greeting): Source['close'] {
  const keeping = setInterval(() => {
    // Where one is gone, its next reading tells.
    for (const index of indices) index.keep(Date.now()).catch(() => {})
  }, KEEP_EVERY_MS / 2).unref()
  return async () => {
    clearInterval(keeping)
    await Promise.all(indices.map((index) => index.release()))
    await greeting.close()
  }
}
