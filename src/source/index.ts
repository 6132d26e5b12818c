export { requireApart } from './apart.js'
export { openSource, type Source } from './open.js'
