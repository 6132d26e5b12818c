// Builds dist/ as GitHub's runners start it: TypeScript into lib/, then a bundle with its licences: index.js, which every
// start reads, and beside it what only some runs need, or only once the cluster has been asked.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'

const root = join(import.meta.dirname, '..')
const out = resolve(root, process.argv[2] ?? 'dist')
const require = createRequire(import.meta.url)
const tsc = join(require.resolve('typescript/package.json'), '..', 'bin', 'tsc')
const ncc = join(require.resolve('@vercel/ncc/package.json'), '..', 'dist', 'ncc', 'cli.js')
const LICENSES = '.licenses.txt'
const run = (...args) =>
  execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })

rmSync(join(root, 'lib'), { recursive: true, force: true })
rmSync(out, { recursive: true, force: true })
try {
  run(tsc, '-p', '.')
} catch {
  execFileSync(process.execPath, [tsc, '-p', '.'], { cwd: root, stdio: 'inherit' })
}
run(
  ncc,
  'build',
  'lib/index.js',
  '-o',
  out,
  '--license',
  // A single name would hold those of the last part alone.
  `[name]${LICENSES}`,
  '--source-map',
  '--no-source-map-register',
  '--no-cache',
)

const parts = readdirSync(out).filter((name) => name.endsWith(LICENSES))
// Parts that are loaded later have the same list each.
const lists = new Set(parts.map((name) => readFileSync(join(out, name), 'utf8')))
for (const name of parts) rmSync(join(out, name))
writeFileSync(join(out, 'licenses.txt'), [...lists].join('\n'))
