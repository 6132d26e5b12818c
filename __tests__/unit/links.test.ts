import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '../../src/errors.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const PAGES = ['.', 'docs', 'examples', '.github'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(root, folder, name)),
)

/** Text without code, in which brackets are no links. */
const prose = (page: string) =>
  readFileSync(page, 'utf8')
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/`[^`\n]*`/g, (code) => '`'.padEnd(code.length, ' '))

function linksOf(page: string): string[] {
  const links = [...prose(page).matchAll(/\]\(\s*([^)\s]+)/g)].map(([, link = '']) => link)
  const pictures = [...prose(page).matchAll(/\b(?:src|srcset|href)="([^"]+)"/g)].map(([, link = '']) => link)
  return [...links, ...pictures]
}

/** @returns the anchors that GitHub gives to the headings of a page */
function anchorsOf(page: string): string[] {
  const text = readFileSync(page, 'utf8').replace(/^```[\s\S]*?^```/gm, '')
  return [...text.matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading = '']) =>
    heading
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-'),
  )
}

describe.each(PAGES.map((page) => [relative(root, page), page] as const))('%s', (_, page) => {
  it('leads nowhere that is not there', () => {
    const missing = linksOf(page).filter((link) => {
      if (/^https:\/\/[\w.-]+\.[a-z]+(?:\/|$)/.test(link)) return false
      const [path = '', anchor] = link.split('#')
      const target = path === '' ? page : join(dirname(page), path)
      if (!existsSync(target)) return true
      return anchor !== undefined && !anchorsOf(target).includes(anchor)
    })
    expect(missing).toEqual([])
  })
})

it.each([...ERROR_CODES, 'UNEXPECTED'])(
  '%s has its entry in the troubleshooting page, and its line in the README',
  (code) => {
    expect(anchorsOf(join(root, 'docs', 'TROUBLESHOOTING.md'))).toContain(code.toLowerCase())
    if (code !== 'UNEXPECTED')
      expect(prose(join(root, 'README.md'))).toContain(`TROUBLESHOOTING.md#${code.toLowerCase()})`)
  },
)
