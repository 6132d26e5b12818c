import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

test('dist/ is what a fresh build of src/ gives, byte for byte', { timeout: 120_000 }, () => {
  const fresh = mkdtempSync(join(tmpdir(), 'restore-dist-'))
  try {
    execFileSync(process.execPath, [join(root, 'script', 'build.mjs'), fresh])
    const committed = join(root, 'dist')
    expect(readdirSync(committed).sort()).toEqual(readdirSync(fresh).sort())
    for (const name of readdirSync(fresh)) {
      const isSame = readFileSync(join(committed, name)).equals(readFileSync(join(fresh, name)))
      expect(isSame, `dist/${name}: run npm run build, and commit it`).toBe(true)
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
})

test('dist/ has the licence of each package that is in it', () => {
  const dist = join(root, 'dist')
  const licenses = readFileSync(join(dist, 'licenses.txt'), 'utf8').split('\n')
  const maps = readdirSync(dist).filter((name) => name.endsWith('.map'))
  const sources = maps.flatMap((name): string[] => JSON.parse(readFileSync(join(dist, name), 'utf8')).sources)
  const packages = sources.flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [])
  expect(packages).toContain('@opensearch-project/opensearch')
  expect([...new Set(packages)].filter((name) => !licenses.includes(name))).toEqual([])
})
