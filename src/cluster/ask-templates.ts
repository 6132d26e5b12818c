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
  try {
    return await simulate(cluster, 'index_template', name, body)
  } catch (error) {
    // It is asked about without its name, so that the one that it takes the place of stands against it.
    const others = /existing templates \[([^\]]*)\]/.exec(messageOf(error))?.[1]?.split(/,\s*/)
    if (!others?.every((other) => replaced.includes(other))) throw error
    return await simulate(cluster, 'index_template', name, withOwnNames(body))
  }
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
  return await simulate(cluster, type, name, withOwnNames(body))
}

/** For names that no index and no data stream has, so that no other template stands against it. */
function withOwnNames(body: JsonObject): JsonObject {
  return { ...body, index_patterns: [`asked-${randomBytes(8).toString('hex')}`], priority: HIGHEST_PRIORITY }
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

/** @returns names of the data streams that there are; none where this user may not ask */
export async function madeDataStreams({ client }: Cluster): Promise<string[]> {
  try {
    const { body } = await client.transport.request({ method: 'GET', path: '/_data_stream' })
    return ((body.data_streams ?? []) as { name: string }[]).map(({ name }) => name)
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
