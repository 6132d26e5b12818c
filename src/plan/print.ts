import type { Inputs } from '../inputs/index.js'
import { listed } from './names.js'
import type { SelectedIndex } from './select.js'
import type { IndexRestore, LeftOut, Plan } from './types.js'

/** @returns the plan as lines of a log: what is done with each index, in which order, and how much it is. */
export function printPlan({ indices, clusterSteps, notRestored, leftOut, warnings }: Plan): string[] {
  return [
    ...clusterSteps.map(({ type, name }) => `${type} ${name}: put`),
    ...indices.map(printIndex),
    ...notRestored.map(({ type, indices: names }) => `not asked for: ${type} (${listed(names)})`),
    ...leftOut.map(printLeftOut),
    ...warnings.map((warning) => `note: ${warning}`),
  ]
}

/** @returns what is left to other jobs of a matrix, as a line of the log; nothing where there are none */
export function printShard(others: readonly SelectedIndex[], shard: Inputs['shard']): string[] {
  if (!shard) return []
  const names = others.map(({ index }) => index.name)
  const left = names.length > 0 ? `left to the other shards: ${listed(names)}` : 'nothing is left to others'
  return [`shard ${shard.number}/${shard.of}: ${left}`]
}

function printLeftOut({ type, name, parts }: LeftOut): string {
  const what = type === 'index' ? name : `${type} ${name}`
  if (parts.length === 0) return `left out: ${what}, which is Elasticsearch's own`
  return `left out of ${what}, as only Elasticsearch knows it: ${listed(parts)}`
}

function printIndex(plan: IndexRestore): string {
  const name = plan.source === plan.target ? plan.target : `${plan.source} → ${plan.target}`
  if (plan.fault) return `${name}: cannot be restored: ${plan.fault.message}`
  if (plan.action === 'skip') return `${name}: exists, skipped`
  const documents = plan.data ? `, ${plan.data.distinct} documents` : ''
  const twice = plan.data?.superseded ? ` (${plan.data.superseded.size} more are named again later)` : ''
  return `${name}: ${plan.action}: ${plan.steps.join(', ')}${documents}${twice}`
}
