import type { IndexRestore, Plan } from './types.js'

/** @returns the plan as lines of a log: what is done with each index, in which order, and how much it is. */
export function printPlan({ indices, clusterSteps, notRestored, warnings }: Plan): string[] {
  return [
    ...clusterSteps.map(({ type, name }) => `${type} ${name}: put`),
    ...indices.map(printIndex),
    ...notRestored.map(({ type, indices: names }) => `not asked for: ${type} (${shorten(names)})`),
    ...warnings.map((warning) => `note: ${warning}`),
  ]
}

function printIndex(plan: IndexRestore): string {
  const name = plan.source === plan.target ? plan.target : `${plan.source} → ${plan.target}`
  if (plan.fault) return `${name}: cannot be restored: ${plan.fault.message}`
  if (plan.action === 'skip') return `${name}: exists, skipped`
  const documents = plan.data ? `, ${plan.data.distinct} documents` : ''
  const twice = plan.data?.superseded ? ` (${plan.data.superseded.size} more are named again later)` : ''
  return `${name}: ${plan.action}: ${plan.steps.join(', ')}${documents}${twice}`
}

function shorten(names: string[]): string {
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ')
}
