// Builds dist/ as GitHub's runners start it: TypeScript into lib/, then one bundle with its licences.
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'

const root = join(import.meta.dirname, '..')
const out = resolve(root, process.argv[2] ?? 'dist')
const require = createRequire(import.meta.url)
const tsc = join(require.resolve('typescript/package.json'), '..', 'bin', 'tsc')
const ncc = join(require.resolve('@vercel/ncc/package.json'), '..', 'dist', 'ncc', 'cli.js')
const run = (...args) =>
  execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })

rmSync(join(root, 'lib'), { recursive: true, force: true })
rmSync(out, { recursive: true, force: true })
try {
  run(tsc, '-p', '.')
} catch {
  execFileSync(process.execPath, [tsc, '-p', '.'], { cwd: root, stdio: 'inherit' })
}
run(ncc, 'build', 'lib/index.js', '-o', out, '--license', 'licenses.txt', '--source-map', '--no-source-map-register', '--no-cache')
