// Runs vitest, and ends with one plain line of counts that any CI can read.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'restore-tests-'))
const counts = join(folder, 'counts.json')
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${counts}`]
try {
  const args = [vitest, 'run', ...reporters, ...process.argv.slice(2)]
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(counts, 'utf8'))
  console.log(`${numPassedTests} passed, ${numFailedTests} failed`)
  process.exitCode = status !== 0 || numPassedTests === 0 || numFailedTestSuites > 0 ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}
