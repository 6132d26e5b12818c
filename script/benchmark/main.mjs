// One table, in one run: the action against raw _bulk and against the documented commands, on the same documents.
// Usage: script/bench [--documents 200000] [--runs 5] [--documented 1] [--write]
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { actionOnce, coldInstall, documentedOnce, installTools, rawOnce } from './contestants.mjs'
import { makeDump } from './dump.mjs'
import { fastest, table } from './figures.mjs'

const root = join(import.meta.dirname, '..', '..')
const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '200000' },
    runs: { type: 'string', default: '5' },
    documented: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
  },
})
const documents = Number(values.documents)
const opensearch = join(root, 'script', 'opensearch')
const folder = mkdtempSync(join(tmpdir(), 'restore-bench-'))
const say = (line) => process.stderr.write(`${line}\n`)

try {
  say(`making ${documents} documents`)
  const dump = await makeDump(folder, documents)
  const start = [opensearch, 'start', '--bench', '--name', 'bench']
  const url = execFileSync(process.execPath, start, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim()
  const tools = await installTools(folder)
  const contest = { url, dump, folder, tools, documents }

  say('warming up')
  await rawOnce(contest, 4)
  await actionOnce(contest)
  const raw = { 1: [], 2: [], 4: [], 8: [] }
  const action = []
  for (let run = 0; run < Number(values.runs); run++) {
    for (const connections of Object.keys(raw))
      raw[connections].push(await rawOnce(contest, Number(connections)))
    action.push(await actionOnce(contest))
    say(
      `run ${run + 1}: raw ${fastest(raw).name} connections ${fastest(raw).seconds.toFixed(2)} s, action ${action.at(-1).toFixed(2)} s`,
    )
  }
  const documented = []
  const documentedNoWait = []
  for (let run = 0; run < Number(values.documented); run++) {
    documentedNoWait.push(await documentedOnce(contest, { replicas: 0 }))
    documented.push(await documentedOnce(contest, { replicas: 1 }))
    say(
      `documented commands: ${documented.at(-1).toFixed(1)} s, without their wait ${documentedNoWait.at(-1).toFixed(1)} s`,
    )
  }
  const install = await coldInstall(contest)
  const results = { raw, action, documented, documentedNoWait, install, documents, bytes: dump.bytes }
  const text = table(
    results,
    `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}, OpenSearch 3.7.0`,
  )
  process.stdout.write(text)
  if (values.write) writeTable(text)
} finally {
  execFileSync(process.execPath, [opensearch, 'stop', '--name', 'bench'], { stdio: 'ignore' })
  rmSync(folder, { recursive: true, force: true })
}

function writeTable(text) {
  const path = join(root, 'docs', 'BENCHMARKS.md')
  const page = readFileSync(path, 'utf8')
  const marked = /(<!-- elasticdump:begin -->\n)[\s\S]*?(<!-- elasticdump:end -->)/
  if (!marked.test(page)) throw new Error(`${path} has no place for the table`)
  writeFileSync(
    path,
    page.replace(marked, (_, begin, end) => `${begin}${text}${end}`),
  )
}
