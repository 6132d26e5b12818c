import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { crashServer, startServer, statusOfServer, stopServer } from './opensearch-server.mjs'

const usage = `usage: script/opensearch start [--name NAME] [--heap SIZE] [--bench] [--secured FOLDER]
                               [--setting KEY=VALUE ...]
       script/opensearch stop [--name NAME]
       script/opensearch crash [--name NAME]
       script/opensearch status [--name NAME]

start prints the URL of a running OpenSearch, and starts one where none runs. stop ends it and
removes its data. crash ends it without a warning, and starts it again with its data under the
same URL. status prints its URL, or "not running" and exits with 1.

  --name NAME          one of several servers of this checkout (default)
  --heap SIZE          heap of the JVM (512m; with --bench 2g)
  --bench              tuned for speed rather than for a quick start
  --secured FOLDER     with TLS and users (admin, password admin); the folder holds ca.pem, server.pem
                       and server.key, for 127.0.0.1
  --setting KEY=VALUE  a line for opensearch.yml; may be repeated

Where OPENSEARCH_URL is set, that cluster is used and nothing is started or stopped.
`

class UsageError extends Error {}

const name = { type: 'string', default: 'default' }
const commands = {
  start: {
    run: startServer,
    options: {
      name,
      heap: { type: 'string' },
      bench: { type: 'boolean', default: false },
      secured: { type: 'string' },
      setting: { type: 'string', multiple: true, default: [] },
    },
  },
  stop: { run: stopServer, options: { name } },
  crash: { run: crashServer, options: { name } },
  status: { run: statusOfServer, options: { name } },
}

export async function main(args) {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(usage)
    return 0
  }
  // A server that runs as another user must be able to read what is written here.
  process.umask(0o022)
  try {
    const { run, options } = parse(args)
    return await run(options)
  } catch (error) {
    const misused = error instanceof UsageError
    process.stderr.write(`script/opensearch: ${error.message}\n${misused ? `\n${usage}` : ''}`)
    return misused ? 2 : 1
  }
}

function parse([command, ...rest]) {
  if (!Object.hasOwn(commands, command ?? '')) {
    throw new UsageError(command === undefined ? 'a command is missing' : `unknown command '${command}'`)
  }
  const { run, options } = commands[command]
  let values
  try {
    values = parseArgs({ args: rest, options }).values
  } catch (error) {
    throw new UsageError(error.message)
  }
  if (!/^[a-z0-9][a-z0-9_-]*$/.test(values.name)) {
    throw new UsageError(`--name ${values.name}: lower-case letters, digits, - and _ only`)
  }
  if (command !== 'start') return { run, options: { name: values.name } }
  return { run, options: { name: values.name, ...tuning(values) } }
}

function tuning({ bench, heap = bench ? '2g' : '512m', secured, setting }) {
  if (!/^[1-9]\d*[kmg]$/i.test(heap)) throw new UsageError(`--heap ${heap}: a size such as 512m or 2g`)
  const settings = {}
  for (const line of setting) {
    const [, key, value] = /^([^=\s:]+)=(.+)$/.exec(line) ?? []
    if (key === undefined) throw new UsageError(`--setting ${line}: must be KEY=VALUE`)
    settings[key] = value
  }
  return { heap, bench, settings, ...(secured === undefined ? {} : { secured: resolve(secured) }) }
}
