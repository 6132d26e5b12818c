import type { NameTemplate } from '../cluster/index.js'
import { fits } from '../inputs/index.js'
import { leavesOf } from '../json/leaves.js'
import { isObject, type JsonObject } from '../json/objects.js'
import type { Brought, ClusterStep, IndexRestore } from './types.js'

/** Templates as they will be when the indexes are made. */
export interface TemplatesToCome {
  composable: (NameTemplate & { step?: ClusterStep })[]
  /** All that is put before any index. */
  steps: readonly ClusterStep[]
}

/**
 * @param held the cluster's index templates
 * @param steps what is put before any index; of one name they take the place of the cluster's
 */
export function templatesToCome(
  held: readonly NameTemplate[],
  steps: readonly ClusterStep[],
): TemplatesToCome {
  const put = steps.filter(({ type }) => type === 'index_template').map(nameTemplateOf)
  const names = new Set(put.map(({ name }) => name))
  return { composable: [...held.filter(({ name }) => !names.has(name)), ...put], steps }
}

/** @returns as much of an index template of the dump as is told of the cluster's */
export function nameTemplateOf(step: ClusterStep): NameTemplate & { step: ClusterStep } {
  const { index_patterns, priority, data_stream, composed_of } = step.body
  return {
    name: step.name,
    patterns: listOf(index_patterns),
    priority: Number(priority ?? 0),
    isOfDataStreams: data_stream !== undefined,
    composedOf: listOf(composed_of),
    aliases: definitionOf(step).aliases ?? {},
    step,
  }
}

/** @returns the index template that makes an index of this name */
export function bestOf<T extends NameTemplate>(templates: readonly T[], target: string): T | undefined {
  const fitting = templates.filter(({ patterns }) => patterns.some((pattern) => fits(pattern, target)))
  return fitting.toSorted((a, b) => b.priority - a.priority)[0]
}

/** @returns what of the dump takes part in making an index of this name: legacy templates only where no other fits */
export function partsFor(target: string, { composable, steps }: TemplatesToCome): ClusterStep[] {
  const best = bestOf(composable, target)
  if (!best) return steps.filter((step) => step.type === 'template' && isLegacyFor(step, target))
  const parts = steps.filter(
    ({ type, name }) => type === 'component_template' && best.composedOf?.includes(name),
  )
  return best.step ? [...parts, best.step] : parts
}

function isLegacyFor({ body }: ClusterStep, target: string): boolean {
  // Of old, `template` is the one pattern.
  const patterns = listOf(body.index_patterns ?? (typeof body.template === 'string' ? body.template : []))
  return patterns.some((pattern) => fits(pattern, target))
}

/** An alias that a template gives. */
export interface TemplateAlias {
  alias: string
  options: unknown
  template: string
  isOfDump: boolean
}

/** @returns the names that an index may have when it is made, which is when templates give it what they bring */
export function namesWhenMade(target: string): { new: string; beside: string } {
  return { new: target, beside: `${target}--restoring-` }
}

/**
 * @returns aliases that templates give to an index of this name, each as the one says that counts; of the cluster's component
 * and legacy ones they are not known
 */
export function aliasesFor(target: string, toCome: TemplatesToCome): TemplateAlias[] {
  const best = bestOf(toCome.composable, target)
  const held = best && !best.step ? [{ template: best.name, aliases: best.aliases, isOfDump: false }] : []
  const place = ({ type, name }: ClusterStep) =>
    type === 'component_template' ? (best?.composedOf ?? []).indexOf(name) : (best?.composedOf ?? []).length
  const put = partsFor(target, toCome)
    .toSorted((a, b) => place(a) - place(b))
    .map((step) => ({ template: step.name, aliases: aliasesOf(step), isOfDump: true }))
  const all = [...put, ...held].flatMap(({ aliases = {}, ...from }) =>
    Object.entries(aliases).map(([alias, options]) => ({ alias, options, ...from })),
  )
  return [...new Map(all.map((one) => [one.alias, one])).values()]
}

/** Of a legacy template OpenSearch drops which index is written to. */
function aliasesOf(step: ClusterStep): JsonObject | undefined {
  const { aliases } = definitionOf(step)
  if (step.type !== 'template' || !aliases) return aliases
  return Object.fromEntries(
    Object.entries(aliases).map(([alias, options]) => [
      alias,
      { ...objectOf(options), is_write_index: undefined },
    ]),
  )
}

/** @returns the plan of an index that is made with the templates of the dump that take part in it */
export function withTemplates(plan: IndexRestore, toCome: TemplatesToCome): IndexRestore {
  const isMade = !plan.fault && plan.action !== 'append' && plan.action !== 'skip'
  const steps = isMade ? partsFor(plan.target, toCome) : []
  if (steps.length === 0) return plan
  const templates = steps.map((step) => {
    const { type, name } = step
    // Without it what it is composed of is missing too.
    const lost = type === 'index_template' ? steps : [step]
    return { type, name, only: onlyBroughtBy(lost, plan) }
  })
  return { ...plan, templates }
}

function onlyBroughtBy(parts: readonly ClusterStep[], { definition }: IndexRestore): Brought[] {
  const kinds: Brought[] = ['settings', 'mappings', 'aliases']
  return kinds.filter((kind) => {
    if (definition[kind]) return false
    const names = parts.flatMap((step) => Object.keys(flat(definitionOf(step)[kind] ?? {}, kind)))
    return names.some((name) => !(definition.analysis && /^(index\.)?analysis\./.test(name)))
  })
}

function flat(definition: JsonObject, kind: Brought): JsonObject {
  return kind === 'settings' ? Object.fromEntries(leavesOf(definition)) : definition
}

/** @returns whether templates of the dump give a mapping to an index of this name */
export function isMappedByDump(target: string, toCome: TemplatesToCome): boolean {
  return partsFor(target, toCome).some((step) => Object.keys(definitionOf(step).mappings ?? {}).length > 0)
}

/** @returns settings, mappings and aliases as a template brings them */
export function definitionOf({ type, body }: ClusterStep): Partial<Record<Brought, JsonObject>> {
  const { settings, mappings, aliases } = type === 'template' ? body : objectOf(body.template)
  return {
    ...(settings ? { settings: objectOf(settings) } : {}),
    ...(mappings ? { mappings: objectOf(mappings) } : {}),
    ...(aliases ? { aliases: objectOf(aliases) } : {}),
  }
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {}
}

function listOf(value: unknown): string[] {
  return [value ?? []].flat().map(String)
}
