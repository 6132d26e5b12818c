import { setTimeout as sleep } from 'node:timers/promises'
import { openGate } from '../lib/gate.mjs'
import { startAction } from '../lib/start-action.mjs'
import { LAST_PART, stagesOf } from './stages.mjs'
import { faultAfter, leftOf, makeOld, removeAll } from './target.mjs'

let repetitions = 0

/**
 * Restores over an old index, kills that run, looks what is left, and runs it again.
 * @param moment of the kill: the name of one; or milliseconds from the start, or from the beginning of the last part
 * @returns where the kill fell, what it left, what the next run made of it, and what is bad
 */
export async function repeat(setting, { ifExists, isAlias, moment }) {
  const { url, target, engine, dump } = setting
  await makeOld(url, target, isAlias)
  const workflowRun = String(Date.now() * 1000 + repetitions++)
  const inputs = {
    dump,
    engine,
    types: 'mapping,data',
    'if-exists': ifExists,
    verify: 'full',
    'batch-size': '16kb',
  }
  const start = (uri, attempt) => startAction(setting, { inputs: { uri, ...inputs }, workflowRun, attempt })

  const seen = { stage: undefined, lastPart: undefined, began: performance.now() }
  let run
  let isKilled = false
  const kill = () => {
    isKilled = run.child.exitCode === null
    run.child.kill('SIGKILL')
  }
  const onStage = async (stage) => {
    if (isKilled) return
    // The copy is counted once more when it has been cloned.
    if (stage && !(seen.lastPart && stage.endsWith('verifying'))) {
      seen.stage = stage
      seen.at = performance.now()
    }
    if (stage === LAST_PART[ifExists] && seen.lastPart === undefined) {
      seen.lastPart = performance.now()
      if (moment.inLastPart !== undefined) setTimeout(kill, moment.inLastPart)
    }
    if (stage === undefined || stage !== moment.at) return
    kill()
    await run.ended
  }
  const gate = await openGate(url, { stageOf: stagesOf(ifExists, target), onStage })
  run = await start(gate.url, 1)
  const timer = moment.ms === undefined ? undefined : setTimeout(kill, moment.ms)
  const code = await run.ended
  clearTimeout(timer)
  const took = { whole: performance.now() - seen.began, lastPart: (seen.at ?? 0) - (seen.lastPart ?? 0) }
  // What had reached the cluster is done, whether or not anybody waits for it.
  await sleep(100)
  await gate.close()

  const where = isKilled ? placeOf(run.said.log, seen.stage) : 'ended before'
  const left = await leftOf(url, target, ifExists === 'replace')
  const next = await start(url, 2)
  const nextCode = await next.ended
  const fault =
    nextCode === 0 ? await faultAfter(url, target, ifExists) : `the next run failed: ${next.said.log}`
  const isWhole = ['old', 'new', 'copy'].includes(left)
  if (isWhole && fault === undefined) await removeAll(url, target)
  const bad = isWhole ? fault : left
  if (!isKilled && code !== 0) throw new Error(`a run that nobody killed failed: ${run.said.log}`)
  return { where, left, bad, took, log: run.said.log }
}

/** Where a kill fell: the last request that the cluster got or answered, else the last phase of the log. */
function placeOf(log, stage) {
  if (stage) return stage
  const [, phase] = [...log.matchAll(/^::group::(.*)$/gm)].at(-1) ?? []
  return phase ?? 'before the first line'
}
