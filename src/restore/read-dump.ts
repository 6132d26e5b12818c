import {
  type Dump,
  type DumpType,
  isClusterType,
  readClusterMetadata,
  readIndexMetadata,
  scanData,
} from '../dump/index.js'
import type { Engine, LoadSurvey } from '../engines/index.js'
import { RestoreError } from '../errors.js'
import type { Inputs } from '../inputs/index.js'
import type { ClusterStep, ReadIndex, Selection } from '../plan/index.js'

const SAMPLE_DOCUMENTS = 100

export interface ReadDump {
  indices: ReadIndex[]
  clusterSteps: ClusterStep[]
  surveys: Map<string, LoadSurvey>
}

/** Reads all of the selected part of a dump, before anything is written: a fault of one index is kept with it. */
export async function readDump(
  selection: Selection,
  engine: Engine,
  options: { scratch: string; verify: Inputs['verify'] },
): Promise<ReadDump> {
  const surveys = new Map<string, LoadSurvey>()
  const indices: ReadIndex[] = []
  for (const { index, target, types } of selection.indices) {
    const dataFiles = types.includes('data') ? (index.files.data ?? []) : []
    const read: ReadIndex = {
      name: index.name,
      target,
      types,
      metadata: {},
      dataFiles,
      data: undefined,
      fault: index.fault,
    }
    indices.push(read)
    if (read.fault) continue
    try {
      read.metadata = await readIndexMetadata(index, types)
      if (dataFiles.length === 0) continue
      const observer = engine.observe()
      surveys.set(index.name, observer)
      const sampleSize = options.verify === 'sample' ? SAMPLE_DOCUMENTS : 0
      read.data = await scanData(dataFiles, { scratch: options.scratch, sampleSize, observer })
      observer.end()
    } catch (error) {
      if (!(error instanceof RestoreError)) throw error
      read.fault = error
    }
  }
  return { indices, clusterSteps: await readClusterSteps(selection), surveys }
}

/** @throws RestoreError DUMP_TOO_SMALL */
export function requireDocuments(indices: ReadIndex[], least: number, dump: Dump): void {
  const documents = indices.reduce((sum, { data }) => sum + (data?.distinct ?? 0), 0)
  if (documents >= least) return
  throw new RestoreError(
    'DUMP_TOO_SMALL',
    `${dump.path} holds ${documents} documents; \`min-documents\` is ${least}`,
    {
      hint: 'Nothing was written. Look whether the dump is whole, or set `min-documents` lower.',
    },
  )
}

/** multielasticdump writes all legacy templates of a cluster beside each index: each is put once. */
async function readClusterSteps({ clusterFiles, clusterTypes }: Selection): Promise<ClusterStep[]> {
  const steps = new Map<string, ClusterStep>()
  // An index template is refused where a component template that it names is not there yet.
  const order: DumpType[] = ['script', 'policy', 'component_template', 'index_template', 'template']
  for (const type of order.filter((one) => (clusterTypes as DumpType[]).includes(one))) {
    if (!isClusterType(type)) continue
    for (const { files } of clusterFiles) {
      for (const [name, body] of await readClusterMetadata(type, files[type] ?? [])) {
        steps.set(`${type}/${name}`, { type, name, body })
      }
    }
  }
  return [...steps.values()]
}
