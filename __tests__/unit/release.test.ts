import { execFileSync, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
let folder: string
let clone: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'restore-release-'))
  clone = join(folder, 'clone')
  execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${root}`, clone])
  git('checkout', '--quiet', '-B', 'main')
  git('config', 'user.name', 'release')
  git('config', 'user.email', 'release@example.org')
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'))
  // Just after a release there is nothing to release.
  const changelog = file('CHANGELOG.md').replace('## Unreleased\n', '## Unreleased\n\n- Something new.\n')
  writeFileSync(join(clone, 'CHANGELOG.md'), changelog)
  git('commit', '--quiet', '--all', '--message=something new')
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const git = (...args: string[]) => execFileSync('git', args, { cwd: clone, encoding: 'utf8' }).trim()
const file = (...names: string[]) => readFileSync(join(clone, ...names), 'utf8')

function release(...args: string[]): { code: number | null; said: string } {
  const script = join(clone, 'script', 'release')
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: clone,
    encoding: 'utf8',
  })
  return { code: status, said: stdout + stderr }
}

it('commits and tags a version, which can then go out, until something is changed', {
  timeout: 180_000,
}, () => {
  const before = git('rev-parse', 'HEAD')
  appendFileSync(join(clone, 'README.md'), '\n')
  git('switch', '--quiet', '-c', 'elsewhere')
  const refused = release('0.0.1', '--tested')
  expect(refused.code).toBe(1)
  for (const fault of ['0.0.1 is not newer than', 'has changes', 'is made on main'])
    expect(refused.said).toContain(fault)
  git('checkout', '--quiet', 'README.md')
  git('switch', '--quiet', 'main')
  expect(git('rev-parse', 'HEAD')).toBe(before)

  const { code, said } = release('99.1.2', '--tested')
  expect(code, said).toBe(0)
  expect(said).toContain('git push --atomic origin main v99.1.2')
  expect(git('rev-parse', 'v99.1.2^{commit}')).toBe(git('rev-parse', 'HEAD'))
  expect(git('cat-file', '-t', 'v99.1.2')).toBe('tag')
  expect(JSON.parse(file('package.json')).version).toBe('99.1.2')
  expect(JSON.parse(file('package-lock.json')).version).toBe('99.1.2')
  const built = readdirSync(join(clone, 'dist')).map((name) => file('dist', name))
  expect(built.join('\n')).toContain("ACTION_VERSION = '99.1.2'")
  expect(file('CHANGELOG.md')).toMatch(/^## Unreleased\n\n## 99\.1\.2 – \d{4}-\d\d-\d\d\n\n\S/m)
  expect(release('--notes', 'v99.1.2').said).toMatch(/^- Something new\.$/m)

  appendFileSync(join(clone, 'dist', 'index.js'), '\n')
  git('commit', '--quiet', '--all', '--message=by hand')
  // Nothing else is wrong with it.
  expect(release('--check', 'v99.1.3')).toEqual({
    code: 1,
    said: `script/release: not released:
- the tag is v99.1.3, and package.json has version 99.1.2
- dist/index.js is not what its source builds
`,
  })
})
