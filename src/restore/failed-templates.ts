import { RestoreError } from '../errors.js'
import { type Brought, type IndexRestore, listed } from '../plan/index.js'
import type { ClusterStepResult } from '../report/index.js'

/** What of a dump has what templates bring, too. */
const TYPES = { settings: 'settings', mappings: 'mapping', aliases: 'alias' }

/**
 * An index whose template failed would be another than was asked for, and look as good: where the template alone brings its
 * mappings, settings or aliases, and for data streams, it is not made. Where the dump of the index has them itself, it is.
 * @param steps what became of what is put before the indexes, or of asking about it
 */
export function withoutFailedTemplates(
  plans: readonly IndexRestore[],
  steps: readonly Pick<ClusterStepResult, 'type' | 'name' | 'status'>[],
): { indices: IndexRestore[]; warnings: string[] } {
  const failed = new Set(steps.filter(({ status }) => status === 'failed').map(keyOf))
  const without = new Map<string, string[]>()
  const indices = plans.map((plan) => {
    const missing = plan.templates?.filter((one) => failed.has(keyOf(one))) ?? []
    const template = missing.findLast(({ only }) => only.length > 0) ?? missing.at(-1)
    if (plan.fault || !template) return plan
    const what = `${template.type} ${template.name}`
    const fault = faultOf(plan, template)
    if (fault) return { ...plan, fault, steps: [] }
    without.set(what, [...(without.get(what) ?? []), plan.target])
    return plan
  })
  const warnings = [...without].map(
    ([what, targets]) =>
      `The ${what} failed, which is for ${listed(targets)} as well: what the dump has of them itself is restored without it.`,
  )
  return { indices, warnings }
}

function faultOf(
  { target, isDataStream }: IndexRestore,
  { type, name, only }: { type: string; name: string; only: readonly Brought[] },
): RestoreError | undefined {
  const isMaker = isDataStream && type === 'index_template'
  if (!isMaker && only.length === 0) return undefined
  const why = isMaker ? 'which makes it' : `which alone brings its ${only.join(', ')}`
  const types = only.map((part) => `\`${TYPES[part]}\``).join(', ')
  const more = isMaker ? '' : `; or add ${types} to \`types\`, where the dump has them`
  return new RestoreError(
    'CLUSTER_REFUSED',
    `${isDataStream ? 'data stream' : 'index'} ${target} is not restored: the ${type} ${name} failed, ${why}`,
    {
      hint: `See why the template failed, correct it, and run this again${more}.`,
    },
  )
}

function keyOf({ type, name }: { type: string; name: string }): string {
  return `${type}/${name}`
}
