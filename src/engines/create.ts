import type { Inputs } from '../inputs/index.js'
import { ElasticdumpEngine, type EngineContext } from './elasticdump/engine.js'
import type { Engine } from './engine.js'
import { NativeEngine } from './native/engine.js'

/** @returns the engine that was asked for; nothing is done yet */
export function createEngine(context: EngineContext & { inputs: Inputs }): Engine {
  return context.inputs.engine === 'native' ? new NativeEngine(context) : new ElasticdumpEngine(context)
}
