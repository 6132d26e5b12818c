import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')
const isWindows = process.platform === 'win32'

let running
/** Ctrl+C reaches a child by itself, SIGTERM does not; in both cases what comes after the child still has to clean up. */
export function endChildrenFirst() {
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => running?.kill(signal))
}

/**
 * Runs a program, its output to this one's standard error unless `onLine` takes it.
 * @returns its exit code
 */
export async function run(program, args, { onLine, ...options } = {}) {
  const stdio = ['ignore', onLine ? 'pipe' : process.stderr, process.stderr]
  const child = spawn(program, args, { cwd: root, stdio, ...options })
  running = child
  let rest = ''
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop()
    for (const line of lines) onLine(line)
  })
  return await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      if (rest) onLine(rest)
      resolve(code ?? 1)
    })
  })
}

export async function npm(args, options) {
  // npm is a batch file there, which only a shell starts.
  const code = await run('npm', args, { shell: isWindows, ...options })
  if (code !== 0) throw new Error(`npm ${args.join(' ')} failed, exit code ${code}`)
}

/** The Node 24 that the development dependencies bring on Linux, as runners have it; else the one that runs this. */
export function actionNode() {
  const node24 = join(root, 'node_modules', '.bin', 'node')
  return existsSync(node24) ? node24 : process.execPath
}

/** Starts OpenSearch, gives its URL to `work`, and stops it afterwards unless it ran before. */
export async function withOpenSearch(work) {
  const command = (...args) => opensearch(args)
  const ranBefore = (await command('status')).code === 0
  const { code, output } = await command('start')
  if (code !== 0) throw new Error('OpenSearch did not start')
  try {
    return await work(output.trim().replace(/\/$/, ''))
  } finally {
    if (!ranBefore) await command('stop')
  }
}

async function opensearch(args) {
  let output = ''
  const script = join(root, 'script', 'opensearch')
  const onLine = (line) => {
    output += `${line}\n`
  }
  const code = await run(process.execPath, [script, ...args], { onLine })
  return { code, output }
}

/** @returns the answer's text. @throws Error with the status and body of an answer that is none of `allowed` */
export async function request(url, method, path, body, allowed = [200, 201]) {
  const isText = typeof body === 'string'
  const headers = { 'content-type': isText ? 'application/x-ndjson' : 'application/json' }
  const { username, password, origin, pathname } = new URL(url)
  if (username) {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
    headers.authorization = `Basic ${Buffer.from(pair).toString('base64')}`
  }
  const response = await fetch(`${origin}${pathname.replace(/\/$/, '')}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!allowed.includes(response.status))
    throw new Error(`${method} ${path}: HTTP ${response.status} ${text}`)
  return text
}

export async function deleteIndexes(url, names) {
  const removed = []
  for (const name of names) {
    const text = await request(url, 'DELETE', `/${name}`, undefined, [200, 404])
    if (!text.includes('index_not_found_exception')) removed.push(name)
  }
  return removed
}
