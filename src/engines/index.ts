export { createEngine } from './create.js'
export type { Engine, LoadResult, LoadSurvey, RejectedDocument } from './engine.js'
