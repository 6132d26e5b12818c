import type { Inputs } from '../inputs/index.js'
import type { ElasticdumpContext } from './elasticdump/engine.js'
import type { Engine } from './engine.js'
import { NativeEngine } from './native/engine.js'

/** @returns the engine that was asked for; nothing is done yet */
export async function createEngine(context: ElasticdumpContext & { inputs: Inputs }): Promise<Engine> {
  if (context.inputs.engine === 'native') return new NativeEngine(context)
  // Is read only where it is needed.
  const { ElasticdumpEngine } = await import('./elasticdump/engine.js')
  return new ElasticdumpEngine(context)
}
