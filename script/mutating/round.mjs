// One run of the action over many indexes, each of which something is done to.
import { mkdtemp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'lossless-json'
import { checkDump } from '../checking/check-dump.mjs'
import { openGate } from '../lib/gate.mjs'
import { deleteIndexes, request } from '../lib/run.mjs'
import { startAction } from '../lib/start-action.mjs'
import { Cluster } from './cluster.mjs'
import { writeIndex } from './dump.mjs'
import { judge } from './judge.mjs'
import { stagesFor } from './stages.mjs'

const WITHOUT_ALIASES = ['data', 'mapping', 'analyzer', 'settings']

/**
 * Restores a dump of these indexes, and does to each what is planned for it when its load is done.
 * @param tasks `{ index, kind, target, mutation }`, target: `document`, `definition`, `dump` or `harmless`
 * @returns for each task: what the action made of it (`failed`, `listed`, `verified` or what went wrong), and what the
 * checker says
 */
export async function restoreWith(setting, verify, tasks) {
  const { url, engine } = setting
  const folder = await mkdtemp(join(setting.folder, 'dump-'))
  const cluster = new Cluster(url)
  const state = new Map(
    tasks.map((task) => [task.index.name, { task, done: undefined, seen: undefined, fault: undefined }]),
  )
  const templates = tasks.flatMap((task) => (task.mutation.before ? [task.mutation.before(task)] : []))
  for (const [path, body] of templates) await request(url, 'PUT', path, body)
  for (const { index } of tasks) await writeIndex(folder, index)

  const carryOut = async (one) => {
    const { index, mutation, target } = one.task
    try {
      const before = target === 'definition' && stringify(await cluster.definition(index.name))
      await mutation.apply?.({ cluster, index, folder, chance: one.task.chance })
      if (before && before === stringify(await cluster.definition(index.name)))
        throw new Error('nothing is changed by it')
      if (target === 'harmless') return
      const types = mutation.at === 'aliases' ? undefined : WITHOUT_ALIASES
      one.seen = differencesOf(await checkDump(folder, url, { only: [index.name], types }))
    } catch (error) {
      one.fault = error.stack
    }
  }
  const onStage = async (stage) => {
    const [, when, name] = /^before (\w+) (.*)$/.exec(stage ?? '') ?? []
    const one = state.get(name)
    if (!one || when !== stageOf(one.task)) return
    one.done ??= carryOut(one)
    await one.done
  }
  const gate = await openGate(url, { stageOf: stagesFor(engine), onStage })
  const reportPath = `${folder}-report.txt`
  const inputs = {
    uri: gate.url,
    dump: folder,
    engine,
    verify,
    parallel: '8',
    types: 'settings,analyzer,mapping,data,alias',
    'report-path': reportPath,
  }
  const { said, ended } = await startAction(setting, { inputs, workflowRun: '1', attempt: 1 })
  await ended
  await gate.close()
  try {
    const report = JSON.parse(await readFile(reportPath, 'utf8').catch(() => `no report: ${said.log}`))
    const harmless = tasks.filter(({ target }) => target === 'harmless').map(({ index }) => index.name)
    const found = harmless.length > 0 ? await checkDump(folder, url, { only: harmless }) : undefined
    return [...state.values()].map((one) => judge(one, report, found))
  } finally {
    await deleteIndexes(url, [...state.keys()].map(encodeURIComponent))
    for (const [path] of templates) await request(url, 'DELETE', path)
  }
}

/** A dump is changed before it is read again, which is when verification begins. */
function stageOf({ target, mutation }) {
  if (mutation.at === 'aliases') return 'aliases'
  return target === 'dump' ? 'loaded' : 'verified'
}

const differencesOf = ({ differences, uncompared, beyond }) => [...differences, ...uncompared, ...beyond]
