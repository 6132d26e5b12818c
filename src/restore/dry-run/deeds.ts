// The requests of a restore that take rights, to ask about them beforehand. Of some (refreshing, reading mappings and
// aliases, the parts of a bulk request) no cluster tells.
import { besideName, type Deed, markerAlias, markerName, type RunIdentity } from '../../cluster/index.js'
import type { IndexRestore } from '../../plan/index.js'

/** @returns what the restore of an index asks, as it would ask it; the documents of one stand for all */
export function deedsOf(plan: IndexRestore, run: RunIdentity): Deed[] {
  const { action, target, definition } = plan
  if (action === 'skip') return []
  if (action === 'append') {
    const given = definition.aliases ? aliases(target, definition.aliases) : []
    return [settings(target), ...loading(plan, target), ...mapping(plan, target), ...given]
  }
  if (plan.isDataStream) return makingDataStream(plan)
  if (action === 'create') return making(plan, target, run)
  const beside = besideName(target, run)
  const old = `/${encodeURIComponent(target)}`
  const replacing: Deed[] = [
    { method: 'PUT', path: `/${encodeURIComponent(beside)}/_clone/${encodeURIComponent(target)}` },
    { method: 'PUT', path: `${old}/_settings`, body: { index: { 'blocks.write': true } } },
  ]
  return [
    ...making(plan, beside, run),
    { method: 'DELETE', path: old },
    ...aliases(target, { [target]: {} }),
    ...(action === 'replace' ? replacing : []),
  ]
}

function making(plan: IndexRestore, index: string, run: RunIdentity): Deed[] {
  const path = `/${encodeURIComponent(index)}`
  return [
    { method: 'PUT', path },
    { method: 'GET', path },
    settings(index),
    { method: 'PUT', path: `${path}/_settings`, body: { index: { refresh_interval: '-1' } } },
    ...aliases(index, { ...plan.definition.aliases, ...markerAlias(markerName(index, run)) }),
    ...loading(plan, index),
    ...mapping(plan, index),
    { method: 'DELETE', path },
  ]
}

function makingDataStream(plan: IndexRestore): Deed[] {
  const { target } = plan
  const path = `/_data_stream/${encodeURIComponent(target)}`
  const of: Deed[] = [
    { method: 'PUT', path },
    { method: 'GET', path },
    { method: 'DELETE', path },
  ]
  const mark = { index: { refresh_interval: '-1' } }
  const marking: Deed = { method: 'PUT', path: `/${encodeURIComponent(target)}/_settings`, body: mark }
  return [...of, settings(target), marking, ...loading(plan, target), ...mapping(plan, target)]
}

function aliases(index: string, of: Record<string, unknown>): Deed[] {
  const actions = Object.keys(of).map((alias) => ({ add: { index, alias } }))
  return [{ method: 'POST', path: '/_aliases', body: { actions } }]
}

function loading({ dataFiles }: IndexRestore, index: string): Deed[] {
  if (dataFiles.length === 0) return []
  const path = `/${encodeURIComponent(index)}`
  return [
    { method: 'PUT', path: `${path}/_doc/1`, body: {} },
    { method: 'POST', path: `${path}/_search`, body: { query: { ids: { values: ['1'] } } } },
  ]
}

function settings(index: string): Deed {
  return { method: 'GET', path: `/${encodeURIComponent(index)}/_settings` }
}

/** Documents may bring fields that the mapping does not name. */
function mapping({ definition, dataFiles }: IndexRestore, index: string): Deed[] {
  if (!definition.mappings && dataFiles.length === 0) return []
  return [{ method: 'PUT', path: `/${encodeURIComponent(index)}/_mapping`, body: { properties: {} } }]
}
