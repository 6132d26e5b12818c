// Makes a release: looks whether there is something to release, gives the version its place, tests, commits, tags. Pushing
// the tag is left to whoever runs it; .github/workflows/release.yml does the rest, and looks again with --check.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const HELP = `script/release 1.2.3 [--tested]   commits and tags version 1.2.3; --tested: script/test has passed on this commit
script/release --check v1.2.3     whether what is checked out can go out under this tag
script/release --notes v1.2.3     what the changelog says of it`
const VERSION = /^(\d+)\.(\d+)\.(\d+)$/
const VERSION_FILE = 'src/report/version.ts'
const UNRELEASED = '## Unreleased'

const path = (...parts) => join(root, ...parts)
const read = (...parts) => readFileSync(path(...parts), 'utf8')
const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
const run = (file, ...args) => execFileSync(file, args, { cwd: root, stdio: ['ignore', 2, 2] })

/** @throws Error with all that stands against it, a line for each */
export async function release(args) {
  const [first, second] = args
  if (first === '--check') return refuse(faultsOfTag(second ?? ''))
  if (first === '--notes') return console.log(notes(read('CHANGELOG.md'), (second ?? '').replace(/^v/, '')))
  if (first === undefined || first.startsWith('-')) return console.log(HELP)
  refuse(faultsOfStart(first))
  run('npm', 'version', first, '--no-git-tag-version')
  writeFileSync(path(VERSION_FILE), read(VERSION_FILE).replace(/'[^']+'/, `'${first}'`))
  writeFileSync(path('CHANGELOG.md'), released(read('CHANGELOG.md'), first, new Date()))
  run(process.execPath, path('script', 'build.mjs'))
  if (second !== '--tested') run(path('script', 'test'))
  git('add', 'package.json', 'package-lock.json', VERSION_FILE, 'CHANGELOG.md', 'dist')
  git('commit', '--quiet', `--message=Version ${first}`)
  git('tag', '--annotate', `--message=Version ${first}`, `v${first}`)
  console.log(`v${first} is committed and tagged. To publish it: git push --atomic origin main v${first}`)
}

function refuse(faults) {
  if (faults.length > 0) throw new Error(['not released:', ...faults].join('\n- '))
}

function faultsOfStart(version) {
  const faults = []
  if (!VERSION.test(version)) return [`${version} is no version such as 1.2.3`]
  const before = JSON.parse(read('package.json')).version
  if (!isNewer(version, before)) faults.push(`${version} is not newer than ${before}`)
  if (git('status', '--porcelain') !== '')
    faults.push('the work tree has changes: commit them, or put them away')
  if (git('branch', '--show-current') !== 'main') faults.push('a release is made on main')
  if (git('tag', '--list', `v${version}`) !== '') faults.push(`there is a tag v${version}`)
  if (section(read('CHANGELOG.md'), UNRELEASED) === '')
    faults.push(`CHANGELOG.md has nothing under "${UNRELEASED}"`)
  return faults
}

/** What is checked out has to be what its version says, and dist/ what its source builds. */
function faultsOfTag(tag) {
  const faults = []
  const { version } = JSON.parse(read('package.json'))
  if (tag !== `v${version}`) faults.push(`the tag is ${tag}, and package.json has version ${version}`)
  if (!read(VERSION_FILE).includes(`'${version}'`))
    faults.push(`${VERSION_FILE} has another version than ${version}`)
  if (notes(read('CHANGELOG.md'), version) === '') faults.push(`CHANGELOG.md has no section of ${version}`)
  if (git('status', '--porcelain') !== '') faults.push('the work tree has changes')
  const fresh = mkdtempSync(join(tmpdir(), 'restore-release-'))
  try {
    run(process.execPath, path('script', 'build.mjs'), fresh)
    const names = new Set([...readdirSync(fresh), ...readdirSync(path('dist'))])
    for (const name of names)
      if (!sameBytes(join(fresh, name), path('dist', name)))
        faults.push(`dist/${name} is not what its source builds`)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
  return faults
}

function sameBytes(one, other) {
  try {
    return readFileSync(one).equals(readFileSync(other))
  } catch {
    return false
  }
}

function isNewer(version, before) {
  const [one, other] = [version, before].map((text) => VERSION.exec(text).slice(1).map(Number))
  const first = one.findIndex((number, i) => number !== other[i])
  return first >= 0 && one[first] > other[first]
}

/** @returns the changelog with what was unreleased under its version and date */
function released(changelog, version, date) {
  return changelog.replace(UNRELEASED, `${UNRELEASED}\n\n## ${version} – ${date.toISOString().slice(0, 10)}`)
}

function notes(changelog, version) {
  return section(changelog, `## ${version} – `)
}

/** @returns what stands between a heading that begins so and the next; '' for nothing */
function section(changelog, heading) {
  const from = changelog.indexOf(heading)
  if (from < 0) return ''
  const [, ...lines] = changelog.slice(from).split('\n')
  const end = lines.findIndex((line) => line.startsWith('## '))
  return lines
    .slice(0, end < 0 ? undefined : end)
    .join('\n')
    .trim()
}
