import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './run.mjs'

/** Puts texts in their places of a page of docs/. @param texts by the name of the place */
export function writePage(name, texts) {
  const path = join(root, 'docs', name)
  let page = readFileSync(path, 'utf8')
  for (const [place, text] of Object.entries(texts)) {
    const marked = new RegExp(`(<!-- ${place}:begin -->\n)[\\s\\S]*?(<!-- ${place}:end -->)`)
    if (!marked.test(page)) throw new Error(`${path} has no place for ${place}`)
    page = page.replace(marked, (_, begin, end) => `${begin}${text}\n${end}`)
  }
  writeFileSync(path, page)
}
