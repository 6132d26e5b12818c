import type { DataScan } from '../../../src/dump/index.js'
import type { buildPlan, IndexRestore, Plan, ReadIndex } from '../../../src/plan/index.js'

export type PlanParts = Parameters<typeof buildPlan>[0]

export const SCAN: DataScan = {
  lines: 3,
  distinct: 3,
  bytes: 90,
  routed: 0,
  superseded: undefined,
  superseding: undefined,
  sample: [],
}

export function readIndex(name: string, given: Partial<ReadIndex> = {}): ReadIndex {
  return {
    name,
    target: name,
    types: ['analyzer', 'mapping', 'data'],
    metadata: { mappings: {} },
    dataFiles: [{ path: `/dump/${name}.json`, name: `${name}.json`, bytes: 90 }],
    data: SCAN,
    dumped: { files: {}, mapping: null, isDataAsked: true },
    fault: undefined,
    ...given,
  }
}

export function partsOf(indices: ReadIndex[], given: Partial<PlanParts> = {}): PlanParts {
  return {
    indices,
    clusterSteps: [],
    states: new Map(),
    busy: new Map(),
    dataStreams: new Set(),
    templates: { composable: [], steps: [] },
    isMappingMissing: false,
    mappedByCluster: new Set(),
    aliases: new Map(),
    otherTargets: [],
    ifExists: 'fail',
    isDataAsked: true,
    hasIndexSettings: false,
    notRestored: [],
    leftOut: [],
    warnings: [],
    ...given,
  }
}

export function planOf(indices: IndexRestore[], given: Partial<Plan> = {}): Plan {
  return { clusterSteps: [], indices, handovers: [], notRestored: [], leftOut: [], warnings: [], ...given }
}
