export { ElasticdumpEngine, type EngineContext } from './elasticdump/engine.js'
export type { Engine, LoadResult, LoadSurvey, RejectedDocument } from './engine.js'
export { type NativeContext, NativeEngine } from './native/engine.js'
