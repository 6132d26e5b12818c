import type { Inputs } from '../inputs/index.js'
import { type ElasticdumpContext, ElasticdumpEngine } from './elasticdump/engine.js'
import type { Engine } from './engine.js'
import { NativeEngine } from './native/engine.js'

/** @returns the engine that was asked for; nothing is done yet */
export function createEngine(context: ElasticdumpContext & { inputs: Inputs }): Engine {
  return context.inputs.engine === 'native' ? new NativeEngine(context) : new ElasticdumpEngine(context)
}
