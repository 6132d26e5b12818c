// What a cluster can be asked about templates and policies before they are put.
import { randomBytes } from 'node:crypto'
import { messageOf } from '../errors.js'
import type { Cluster } from './connect.js'
import { clusterError, reasonOf, statusOf } from './errors.js'
import { HIGHEST_PRIORITY, wouldTake } from './preflight.js'
import { STEP_HINTS, stepDeed } from './templates.js'

type JsonObject = Record<string, unknown>

const SIMULATE = '/_index_template/_simulate'

/**
 * Asks whether the cluster would take an index template.
 * @param replaced names of templates that stand against it only until then: its own, and those that are put before it
 * @returns false where this user may not ask
 * @throws RestoreError with the cluster's reason against it
 */
export async function wouldTakeTemplate(
  cluster: Cluster,
  name: string,
  body: JsonObject,
  replaced: readonly string[],
): Promise<boolean> {
  const priority = Number(body.priority ?? 0)
  // It is asked about without its name, so that the one that it takes the place of stands against it: then as near as may be.
  for (const near of [undefined, priority + 1, HIGHEST_PRIORITY]) {
    try {
      return await simulate(
        cluster,
        'index_template',
        name,
        near === undefined ? body : { ...body, priority: near },
      )
    } catch (error) {
      const others = /existing templates \[([^\]]*)\]/.exec(messageOf(error))?.[1]?.split(/,\s*/)
      if (others === undefined) throw error
      if (near === undefined && !others.every((other) => replaced.includes(other))) throw error
    }
  }
  return true
}

/**
 * The same of a component or legacy template.
 * @param body with its settings, mappings and aliases in `template`
 */
export async function wouldTakePart(
  cluster: Cluster,
  type: 'component_template' | 'template',
  name: string,
  body: JsonObject,
): Promise<boolean> {
  // No index has such a name, and no data stream.
  const index_patterns = [`asked-${randomBytes(8).toString('hex')}`]
  return await simulate(cluster, type, name, { ...body, index_patterns, priority: HIGHEST_PRIORITY })
}

async function simulate(
  { client }: Cluster,
  type: keyof typeof STEP_HINTS,
  name: string,
  body: JsonObject,
): Promise<boolean> {
  const what = `the ${type} ${name} would be refused`
  return await wouldTake(
    what,
    () => client.transport.request({ method: 'POST', path: SIMULATE, body }),
    STEP_HINTS[type],
  )
}

/** @returns whether an index template of the cluster, with what it is composed of, maps fields; false where that is not told */
export async function mapsFields({ client }: Cluster, template: string): Promise<boolean> {
  try {
    const path = `${SIMULATE}/${encodeURIComponent(template)}`
    const { body } = await client.transport.request({ method: 'POST', path })
    return Object.keys(body.template?.mappings ?? {}).length > 0
  } catch (error) {
    if (statusOf(error) !== undefined) return false
    throw clusterError(error, `the cluster does not say what index template ${template} brings`)
  }
}

/** @returns data streams with the index template that makes each; none where this user may not ask */
export async function madeDataStreams({ client }: Cluster): Promise<{ name: string; template: string }[]> {
  try {
    const { body } = await client.transport.request({ method: 'GET', path: '/_data_stream' })
    return (body.data_streams ?? []) as { name: string; template: string }[]
  } catch (error) {
    if (statusOf(error) === 403) return []
    throw clusterError(error, 'the data streams of the cluster cannot be listed')
  }
}

/** @throws RestoreError where the cluster has no plugin for policies */
export async function requirePolicies({ client }: Cluster, name: string): Promise<void> {
  try {
    await client.transport.request({ method: 'GET', path: stepDeed('policy', name, {}).path })
  } catch (error) {
    // Any other answer is the plugin's.
    if (!/no handler found for uri/.test(reasonOf(error))) return
    throw clusterError(error, `the policy ${name} would be refused`, STEP_HINTS.policy)
  }
}
