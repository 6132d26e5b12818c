import { code } from './markdown.js'
import type { IndexResult } from './result.js'

/** @returns `source → target`, or the one name if both are the same. */
export function indexName({ source, name }: Pick<IndexResult, 'source' | 'name'>): string {
  return source === name ? code(name) : `${code(source)} → ${code(name)}`
}
