import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { isMap, isSeq, parseDocument, type YAMLMap } from 'yaml'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))
const VERSION = 'v0.2.89'
const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'opensearch-restore-action')
const PUBLISHED = /\/opensearch-restore-action@/

/** @returns the program that runs workflows on this machine: the one on the PATH, or one that Go has built here */
export async function act(): Promise<string> {
  for (const folder of (process.env.PATH ?? '').split(delimiter))
    if (existsSync(join(folder, 'act'))) return join(folder, 'act')
  const folder = join(CACHE, `act-${VERSION}`)
  const program = join(folder, 'act')
  if (existsSync(program)) return program
  try {
    const env = { ...process.env, GOBIN: folder }
    await run('go', ['install', `github.com/nektos/act@${VERSION}`], { env, maxBuffer: 16 * 1024 * 1024 })
  } catch (cause) {
    const message = 'The recipes are run with act: put act on the PATH, or Go, which builds it'
    throw new Error(message, { cause })
  }
  return program
}

export interface RecipeRun {
  code: number
  log: string
  /** Outputs of the action's steps, in the order in which they ended. */
  outputs: Record<string, string>[]
}

export interface Recipe {
  /** Name of a file in examples/workflows/. */
  name: string
  event: string
  payload?: object
  secrets?: Record<string, string>
  vars?: Record<string, string>
  /** Texts of the file, and what stands there instead. */
  instead?: Record<string, string>
  /** What runs in place of steps of other actions, by the name of the action; other steps of theirs are left out. */
  steps?: Record<string, string>
  /** Names of steps that are left out. */
  without?: string[]
  /** Files that the repository has, by path. */
  files?: Record<string, string>
  /** A folder before all others on the PATH. */
  path?: string
}

/**
 * Runs a recipe as its file is, on this machine, with the action as it is built. Services are left out, and so is what
 * other actions do unless it is given here.
 */
export async function runRecipe(recipe: Recipe): Promise<RecipeRun> {
  const folder = await mkdtemp(join(process.env.TEST_FOLDER ?? tmpdir(), 'recipe-'))
  const [repository, home, told] = ['repository', 'home', 'outputs'].map((name) => join(folder, name))
  if (!repository || !home || !told) throw new Error('three names give three folders')
  try {
    for (const one of [home, told, join(repository, 'backups')]) await mkdir(one, { recursive: true })
    for (const one of ['action.yml', 'dist', 'elasticdump'])
      await cp(join(root, one), join(repository, one), { recursive: true })
    for (const name of ['last-night', 'preview']) await copyExample(join(repository, 'backups', name))
    for (const [path, text] of Object.entries(recipe.files ?? {})) {
      await mkdir(dirname(join(repository, path)), { recursive: true })
      await writeFile(join(repository, path), text)
    }
    await writeFile(join(repository, 'recipe.yml'), await adapted(recipe, told))
    await writeFile(join(folder, 'event.json'), JSON.stringify(recipe.payload ?? {}))
    await writeFile(join(folder, 'secrets'), lines(recipe.secrets))
    await writeFile(join(folder, 'vars'), lines(recipe.vars))
    const git = (...args: string[]) => run('git', args, { cwd: repository })
    await git('init', '--quiet')
    await git('add', '--all')
    const author = ['-c', 'user.name=recipe', '-c', 'user.email=recipe@example.org']
    await git(...author, 'commit', '--quiet', '--message=recipe')
    const node = join(folder, 'node')
    await mkdir(node)
    await symlink(process.execPath, join(node, 'node'))
    const { code, log } = await start(await act(), {
      args: [recipe.event, '-W', 'recipe.yml', '-e', '../event.json', '-P', 'ubuntu-latest=-self-hosted'],
      files: ['--secret-file', '../secrets', '--var-file', '../vars'],
      cwd: repository,
      env: {
        HOME: home,
        XDG_CACHE_HOME: home,
        PATH: [recipe.path, node, process.env.PATH].filter(Boolean).join(delimiter),
      },
    })
    const names = (await readdir(told)).sort()
    const outputs = await Promise.all(names.map((name) => readFile(join(told, name), 'utf8')))
    return { code, log, outputs: outputs.map((text) => JSON.parse(text) as Record<string, string>) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** With names of its own: the example is restored by other tests, too, at the same time. */
async function copyExample(to: string): Promise<void> {
  const example = join(root, 'examples', 'dump')
  const renamed = (text: string) => text.replaceAll('example-', 'recipe-example-')
  await mkdir(to)
  for (const name of await readdir(example))
    await writeFile(join(to, renamed(name)), renamed(await readFile(join(example, name), 'utf8')))
}

interface Start {
  args: string[]
  files: string[]
  cwd: string
  env: Record<string, string>
}

async function start(
  program: string,
  { args, files, cwd, env }: Start,
): Promise<{ code: number; log: string }> {
  const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 }
  try {
    const { stdout, stderr } = await run(program, [...args, ...files], options)
    return { code: 0, log: stdout + stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, log: `${stdout}${stderr}` }
  }
}

/** @returns the workflow with the action in place, and a step after it that tells its outputs */
async function adapted(recipe: Recipe, told: string): Promise<string> {
  let text = await readFile(join(root, 'examples', 'workflows', recipe.name), 'utf8')
  for (const [from, to] of Object.entries(recipe.instead ?? {})) {
    if (!text.includes(from)) throw new Error(`${recipe.name} has no ${from}`)
    text = text.replaceAll(from, to)
  }
  const document = parseDocument(text)
  const jobs = document.get('jobs') as YAMLMap
  for (const { value: job } of jobs.items as { value: YAMLMap }[]) {
    job.delete('services')
    const steps = job.get('steps')
    if (!isSeq(steps)) continue
    steps.items = steps.items.filter(isMap).flatMap((step) => {
      if (recipe.without?.includes(String(step.get('name')))) return []
      const uses = step.get('uses')
      if (uses === undefined || String(uses).startsWith('actions/checkout@')) return [step]
      if (!PUBLISHED.test(String(uses))) {
        const other = recipe.steps?.[String(uses).replace(/@.*/, '')]
        return other === undefined ? [] : [document.createNode({ run: other }) as YAMLMap]
      }
      step.set('uses', './')
      step.set('id', 'restore')
      const tell = `printf '%s' "$OUTPUTS" > "$(mktemp '${told}/'$(date +%s%N)-XXXXXX)"`
      const outputs = { OUTPUTS: `\${{ toJSON(steps.restore.outputs) }}` }
      return [step, document.createNode({ if: 'always()', env: outputs, run: tell }) as YAMLMap]
    })
    const checkout = document.createNode({ uses: 'actions/checkout@v7' }) as YAMLMap
    if (!steps.items.some((step) => isMap(step) && step.get('uses') === checkout.get('uses')))
      steps.items.unshift(checkout)
  }
  return String(document)
}

function lines(values: Record<string, string> = {}): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}
