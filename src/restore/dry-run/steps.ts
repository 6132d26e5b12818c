import {
  madeDataStreams,
  type NameTemplate,
  nameTemplates,
  requirePolicies,
  stepDeed,
  wouldTakePart,
  wouldTakeTemplate,
} from '../../cluster/index.js'
import { RestoreError } from '../../errors.js'
import {
  areRivals,
  bestOf,
  type ClusterStep,
  listed,
  nameTemplateOf,
  templatesToCome,
} from '../../plan/index.js'
import type { ClusterStepResult } from '../../report/index.js'
import { failureOf } from '../failure.js'
import { withMappingHint } from '../refusals.js'
import { composedBody } from './composed.js'
import { type Questions, requireRights } from './questions.js'

/** Members of the bodies, which the cluster is asked about in the form of another kind. */
const OF_COMPONENT = ['template', 'version', '_meta']
const OF_LEGACY = ['index_patterns', 'template', 'order', 'version', 'settings', 'mappings', 'aliases']
/** What only the name of a template is held to, which is not asked. */
const ODD_NAME = /[ ,#*]|^_|\p{Lu}/u

/** Asks about templates, policies and scripts in their order: those that would be put come before those that follow. */
export async function askAboutSteps(
  steps: readonly ClusterStep[],
  questions: Questions,
): Promise<ClusterStepResult[]> {
  const results: ClusterStepResult[] = []
  const put: ClusterStep[] = []
  const isAny = steps.some(({ type }) => type === 'index_template')
  const held = isAny ? await nameTemplates(questions.cluster) : []
  for (const step of steps) {
    const { type, name } = step
    try {
      await askAbout(step, put, held, questions)
      results.push({ type, name, status: 'planned', failure: null })
      put.push(step)
    } catch (error) {
      results.push({ type, name, status: 'failed', failure: failureOf(withMappingHint(error)) })
    }
  }
  return results
}

async function askAbout(
  step: ClusterStep,
  put: readonly ClusterStep[],
  held: readonly NameTemplate[],
  questions: Questions,
): Promise<void> {
  const { type, name, body } = step
  const { cluster, onUntold } = questions
  await requireRights(`the ${type} ${name}`, [stepDeed(type, name, body)], questions)
  if (type === 'policy') return await requirePolicies(cluster, name)
  if (type === 'script') return
  const odd = ODD_NAME.exec(name)?.[0]
  if (odd !== undefined) throw refused(step, `its name has ${JSON.stringify(odd)}`)
  if (type === 'index_template') {
    if (!(await askAboutIndexTemplate(step, put, held, questions))) onUntold()
    return
  }
  const isLegacy = type === 'template'
  const unknown = Object.keys(body).find((key) => !(isLegacy ? OF_LEGACY : OF_COMPONENT).includes(key))
  if (unknown !== undefined) throw refused(step, `OpenSearch has no member ${unknown} in it`)
  if (isLegacy && [body.index_patterns ?? body.template ?? []].flat().length === 0)
    throw refused(step, 'it has no `index_patterns`')
  if (!isLegacy && body.template === undefined) throw refused(step, 'it has no `template`')
  const { settings, mappings, aliases } = body
  const asked = isLegacy ? { template: { settings, mappings, aliases } } : body
  if (!(await wouldTakePart(cluster, type, name, asked))) onUntold()
}

async function askAboutIndexTemplate(
  step: ClusterStep,
  put: readonly ClusterStep[],
  held: readonly NameTemplate[],
  { cluster }: Questions,
): Promise<boolean> {
  const own = nameTemplateOf(step)
  const before = put.filter(({ type }) => type === 'index_template')
  const rival = before.map(nameTemplateOf).find((one) => areRivals(one, own))
  if (rival) {
    throw refused(
      step,
      `index_template ${rival.name} of the dump has patterns for the same names and the same priority, ${own.priority}`,
    )
  }
  // The cluster sees to that as well, but not while it has the template that this one takes the place of.
  if (held.some(({ isOfDataStreams }) => isOfDataStreams)) {
    const { composable } = templatesToCome(held, [...before, step])
    const lost = (await madeDataStreams(cluster)).filter((name) => !bestOf(composable, name)?.isOfDataStreams)
    if (lost.length > 0)
      throw refused(step, `data streams of the cluster would have no template any more: ${listed(lost)}`)
  }
  const parts = put.filter(({ type }) => type === 'component_template')
  const replaced = [...before.map(({ name }) => name), step.name]
  return await wouldTakeTemplate(cluster, step.name, composedBody(step, parts), replaced)
}

function refused({ type, name }: ClusterStep, why: string): RestoreError {
  return new RestoreError('CLUSTER_REFUSED', `the ${type} ${name} would be refused: ${why}`, {
    hint: `Change it in the dump for this cluster, or leave \`${type}\` out of \`types\`.`,
  })
}
