import type { IncomingMessage } from 'node:http'
import { type ActionRun, runAction } from './action.js'
import { type RunningProxy, startProxy } from './proxy.js'

/** A run that stands still before a request, as the proxy does not hand it on. */
export interface HeldRun {
  pid: number
  run: Promise<ActionRun>
  /** Hands on this request and all that follow. */
  release(): void
  /** Hands nothing on any more. */
  close(): Promise<void>
  proxy: RunningProxy
}

/** @param isIt tells the request before which the run is to stand still; from then on all that it tells are held */
export async function holdAt(
  inputs: Record<string, string>,
  isIt: (request: IncomingMessage) => boolean,
  env: Record<string, string> = {},
): Promise<HeldRun> {
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  let told = () => {}
  const held = new Promise<void>((resolve) => {
    told = resolve
  })
  const proxy = await startProxy({
    before: async (request) => {
      if (!isIt(request)) return
      told()
      await gate
    },
  })
  let pid = 0
  const onStart = (started: number) => {
    pid = started
  }
  const run = runAction({ uri: `http://${proxy.host}`, ...inputs }, { env, onStart })
  const early = run.then(({ shown }) => {
    throw new Error(`the run ended before it could be held:\n${shown}`)
  })
  await Promise.race([held, early])
  early.catch(() => {})
  return { pid, run, release, proxy, close: () => proxy.close() }
}

export const isBulk = ({ url }: IncomingMessage) => /\/_bulk(\?|$)/.test(url ?? '')
export const isClone = ({ url }: IncomingMessage) => (url ?? '').includes('/_clone/')
export const isAliases = ({ url }: IncomingMessage) => (url ?? '').startsWith('/_aliases')
export const isDelete = ({ method }: IncomingMessage) => method === 'DELETE'

/** The environment of an attempt of a workflow run. */
export function attempt(run: string, number = 1): Record<string, string> {
  return { GITHUB_RUN_ID: run, GITHUB_RUN_ATTEMPT: String(number) }
}
