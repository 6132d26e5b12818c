export { compare, type Tonight } from './compare.js'
export { contentOf, type Dumped, mappingContent } from './content.js'
export { NoBaseline, parseBaseline, REPORT_VERSION } from './parse.js'
export { percent, requireNoShrink, shrunkBy } from './shrink.js'
export type {
  Baseline,
  BeforeAndNow,
  Changes,
  Chosen,
  IndexChange,
  IndexContent,
  MappingContent,
} from './types.js'
