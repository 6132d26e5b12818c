import { createDataStream, getMade, getSettings, putSettings } from '../cluster/index.js'
import { leavesOf } from '../json/leaves.js'
import type { IndexRestore } from '../plan/index.js'
import { compareSettings } from '../verify/index.js'
import type { RestoreContext } from './context.js'
import { settingsAroundLoad, splitSettings } from './load-settings.js'
import { amountOf, checkExtension, type Finish } from './target.js'

type JsonObject = Record<string, unknown>

/**
 * Creates a data stream with the mark of this run, ready to take documents. Its index template makes it; what of the
 * dump differs from that is put after, as far as an index takes it that is there already.
 */
export async function createDataStreamTarget(plan: IndexRestore, context: RestoreContext): Promise<Finish> {
  const { cluster, engine, heart, run } = context
  const { target, definition } = plan
  const amount = amountOf(plan, context)
  context.signal.throwIfAborted()
  context.begun.add(target)
  await createDataStream(cluster, target, run)
  heart.beginDataStream(target, run)
  // Not the pipeline: that is off while documents are loaded.
  await checkExtension({ ...plan, dataFiles: [] }, cluster)
  const { create, later } = splitSettings(definition.settings ?? {}, amount)
  const differing = differingFrom(await getSettings(cluster, target), create)
  if (Object.keys(differing).length > 0) await putSettings(cluster, target, differing)
  if (definition.mappings && Object.keys(definition.mappings).length > 0)
    await engine.putMappings(target, definition.mappings)
  const made = await getMade(cluster, target)
  const { before, after, seal } = settingsAroundLoad(made.settings, later, amount)
  if (Object.keys(before).length > 0) await putSettings(cluster, target, before)
  return { after, seal, made }
}

/** @returns the settings of the dump, by dotted name, that the template gave other values */
function differingFrom(actual: JsonObject, wanted: JsonObject): JsonObject {
  const leaves = leavesOf(wanted).filter(([name, value]) => {
    const { ok } = compareSettings({ [name]: value }, actual, 'settings')
    return !ok
  })
  return Object.fromEntries(leaves)
}
