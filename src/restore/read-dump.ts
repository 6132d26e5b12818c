import { mappingContent } from '../baseline/index.js'
import {
  type Dump,
  type DumpFile,
  type DumpIndex,
  type DumpType,
  isClusterType,
  loadTransform,
  readClusterMetadata,
  readIndexMetadata,
  SameContent,
  scanData,
  type Transform,
} from '../dump/index.js'
import type { Engine, LoadSurvey } from '../engines/index.js'
import { RestoreError } from '../errors.js'
import type { Inputs } from '../inputs/index.js'
import type { ClusterStep, ReadIndex, Selection } from '../plan/index.js'
import { counted } from '../report/index.js'
import { type MetadataFiles, metadataFiles } from './refusals.js'

const SAMPLE_DOCUMENTS = 100
const SHOWN_FAULTS = 5

export interface ReadDump {
  indices: ReadIndex[]
  clusterSteps: ClusterStep[]
  surveys: Map<string, LoadSurvey>
  metadataFiles: Map<string, MetadataFiles>
}

export interface PreparedOptions {
  /** Existing directory for what does not fit into memory. */
  scratch: string
  inputs: Inputs
  signal: AbortSignal
}

/**
 * Reads the selected part of a dump while the engine gets ready: installing waits for the network, reading for the
 * processor. A dry run needs no engine, and all that can be told of the dump.
 * @throws RestoreError as readDump and Engine.prepare do
 */
export async function readWhilePreparing(
  selection: Selection,
  engine: Engine,
  { scratch, inputs, signal }: PreparedOptions,
): Promise<ReadDump> {
  const transform = inputs.transform === undefined ? undefined : await loadTransform(inputs.transform)
  const stop = new AbortController()
  const preparing = inputs.dryRun ? Promise.resolve() : engine.prepare()
  preparing.catch((error: unknown) => stop.abort(error))
  const read = await readDump(selection, engine, {
    scratch,
    sampleSize: sampleSize(inputs),
    readsData: isCounted(inputs),
    isDataAsked: inputs.types === 'all' || inputs.types.includes('data'),
    transform,
    isHeld: inputs.verify === 'full',
    signal: AbortSignal.any([stop.signal, signal]),
  }).finally(() => Promise.allSettled([preparing]))
  await preparing
  return read
}

/** @returns whether all documents are read before anything is written, whatever the engine needs */
function isCounted({ ifExists, minDocuments, baseline, dryRun }: Inputs): boolean {
  return ifExists === 'append' || minDocuments > 0 || baseline !== undefined || dryRun
}

interface ReadOptions {
  /** Existing directory for what does not fit into memory. */
  scratch: string
  /** Documents of an index to draw. */
  sampleSize: number
  /** Whether all documents are read, whatever the engine needs. */
  readsData: boolean
  /** Whether an index should have documents. */
  isDataAsked: boolean
  /** What becomes of each document. */
  transform?: Transform | undefined
  /** Whether what is verified in the end has to be what was loaded, byte by byte. */
  isHeld: boolean
  signal: AbortSignal
}

/** @returns documents of an index to draw for its verification */
export function sampleSize({ verify }: Pick<Inputs, 'verify'>): number {
  return verify === 'sample' ? SAMPLE_DOCUMENTS : 0
}

/**
 * Reads the selected part of a dump, before anything is written: a fault of one index is kept with it. Documents are
 * read if asked for, or where the engine needs it.
 */
async function readDump(selection: Selection, engine: Engine, options: ReadOptions): Promise<ReadDump> {
  const surveys = new Map<string, LoadSurvey>()
  const indices: ReadIndex[] = []
  for (const { index: found, target, types } of selection.indices) {
    const index = knowingContent(found, options)
    const dataFiles = types.includes('data') ? (index.files.data ?? []) : []
    const read: ReadIndex = {
      name: index.name,
      target,
      types,
      metadata: {},
      dataFiles,
      data: undefined,
      dumped: { files: index.files, mapping: null, isDataAsked: options.isDataAsked },
      isDataStream: index.isDataStream ?? false,
      fault: index.fault,
    }
    indices.push(read)
    if (read.fault) continue
    try {
      read.metadata = await readIndexMetadata(index, types)
      read.dumped.mapping = mappingContent(read.metadata)
      if (dataFiles.length === 0 || !(options.readsData || engine.readsFirst)) continue
      const observer = engine.observe()
      if (observer) surveys.set(index.name, observer)
      read.data = await scanData(dataFiles, { ...options, observer })
      observer?.end()
    } catch (error) {
      if (options.signal.aborted || !(error instanceof RestoreError)) throw error
      read.fault = error
    }
  }
  const files = selection.indices.map(
    ({ index, types }) => [index.name, metadataFiles(index, types)] as const,
  )
  const clusterSteps = await readClusterSteps(selection)
  return { indices, clusterSteps, surveys, metadataFiles: new Map(files) }
}

/** @returns the index with files that know their content when they have been read */
function knowingContent(index: DumpIndex, { transform, isHeld }: ReadOptions): DumpIndex {
  const known = (file: DumpFile) => ({ ...file, content: new SameContent(isHeld) })
  const files = Object.entries(index.files).map(([type, parts]) => [
    type,
    parts.map((file) => (type === 'data' && transform ? { ...known(file), transform } : known(file))),
  ])
  return { ...index, files: Object.fromEntries(files) }
}

/** @throws RestoreError DUMP_TOO_SMALL */
export function requireDocuments(indices: ReadIndex[], least: number, dump: Dump): void {
  const documents = indices.reduce((sum, { data }) => sum + (data?.distinct ?? 0), 0)
  if (documents >= least) return
  const faults = indices.flatMap(({ name, fault }) => (fault ? [`${name}: ${fault.message}`] : []))
  const some = faults.slice(0, SHOWN_FAULTS).join('; ')
  const more = faults.length > SHOWN_FAULTS ? `; and ${faults.length - SHOWN_FAULTS} more` : ''
  const uncounted = faults.length > 0 ? `. Not counted, as they cannot be read: ${some}${more}` : ''
  throw new RestoreError(
    'DUMP_TOO_SMALL',
    `the indexes to restore from ${dump.path} hold ${counted(documents, 'document')}, and \`min-documents\` is ${least}${uncounted}`,
    {
      hint: 'Nothing was written. Look whether the dump is whole, or set `min-documents` lower.',
    },
  )
}

/** Each is put once, in how many files it may be. */
async function readClusterSteps({ clusterFiles, clusterTypes }: Selection): Promise<ClusterStep[]> {
  const steps: ClusterStep[] = []
  // An index template is refused where a component template that it names is not there yet.
  const order: DumpType[] = ['script', 'policy', 'component_template', 'index_template', 'template']
  for (const type of order.filter((one) => (clusterTypes as DumpType[]).includes(one))) {
    if (!isClusterType(type)) continue
    const found = new Map()
    for (const { files } of clusterFiles) await readClusterMetadata(type, files[type] ?? [], found)
    for (const [name, body] of found) steps.push({ type, name, body })
  }
  return steps
}
