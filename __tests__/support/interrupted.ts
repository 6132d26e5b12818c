import type { IncomingMessage } from 'node:http'
import { type ActionRun, runAction } from './action.js'
import { type Fault, startProxy } from './proxy.js'

/** What comes between in the middle of an index's data. */
export interface Interruption {
  /** Done when a bulk request comes; that one and those that follow wait for it. */
  meanwhile?(index: string): Promise<unknown>
  /** What goes wrong with that bulk request. */
  fault?: Fault
}

export interface Interrupted {
  run: ActionRun
  /** Bulk requests by index, and those that came when it had happened. */
  bulks: Record<string, number>
  after: Record<string, number>
}

/** Of its bulk requests the one at which an index is interrupted. */
const AT = 3

/**
 * Restores a dump through a proxy, in small requests, and interrupts its indexes.
 * @param interruptions by index
 * @throws Error where an interruption failed, or its time did not come
 */
export async function restoreInterrupted(
  interruptions: Record<string, Interruption>,
  inputs: Record<string, string>,
  env: Record<string, string> = {},
): Promise<Interrupted> {
  const bulks: Record<string, number> = {}
  const after: Record<string, number> = {}
  const happening = new Map<string, Promise<unknown>>()
  const faulty = new Set<IncomingMessage>()
  const proxy = await startProxy({
    before: async (request) => {
      const index = indexOf(request)
      if (index === undefined) return
      bulks[index] = (bulks[index] ?? 0) + 1
      const { meanwhile, fault } = interruptions[index] ?? {}
      if (fault && bulks[index] === AT) faulty.add(request)
      if (!meanwhile || bulks[index] < AT) return
      if (!happening.has(index)) happening.set(index, meanwhile(index))
      after[index] = (after[index] ?? 0) + 1
      // That it failed is told below.
      await happening.get(index)?.catch(() => {})
    },
    fault: (request) => (faulty.has(request) ? interruptions[indexOf(request) ?? '']?.fault : undefined),
  })
  try {
    const small = { uri: `http://${proxy.host}`, 'batch-size': '1kb', parallel: '8', verify: 'full' }
    const run = await runAction({ ...small, ...inputs }, { env })
    await Promise.all(happening.values())
    for (const index of Object.keys(interruptions)) {
      if ((bulks[index] ?? 0) < AT) throw new Error(`${index} had no ${AT} bulk requests:\n${run.shown}`)
    }
    return { run, bulks, after }
  } finally {
    await proxy.close()
  }
}

/** @returns the index that a bulk request is for, also where it writes through its mark */
function indexOf({ url = '' }: IncomingMessage): string | undefined {
  const [, name] = /^\/([^/?]+)\/_bulk(\?|$)/.exec(url) ?? []
  return name && decodeURIComponent(name).replace(/--restoring-.*/, '')
}
