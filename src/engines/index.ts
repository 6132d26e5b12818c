export { createEngine } from './create.js'
export type { Engine, LoadJob, LoadResult, LoadSurvey, RejectedDocument } from './engine.js'
