// Servers of this script's own, which may be killed.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePorts } from '../lib/free-ports.mjs'
import * as processes from '../lib/process-identity.mjs'
import { request, root } from '../lib/run.mjs'
import { readState } from '../lib/state.mjs'

const command = promisify(execFile)
const opensearch = (...args) => command(process.execPath, [join(root, 'script', 'opensearch'), ...args])

class Server {
  constructor(name, url) {
    this.name = name
    this.url = url
  }

  /** Ends it with SIGKILL. */
  kill = () => processes.kill(readState(this.name))
  /** Starts it again with its data, under the same URL; what still runs of it is killed before. */
  revive = () => opensearch('crash', '--name', this.name)
  stop = () => opensearch('stop', '--name', this.name)
}

async function start(name, heap, settings) {
  const lines = Object.entries(settings).flatMap(([key, value]) => ['--setting', `${key}=${value}`])
  const { stdout } = await opensearch('start', '--name', name, '--heap', heap, ...lines)
  return new Server(name, stdout.trim())
}

/** One node, with room for a document of 90 MB. @returns its servers */
export async function startOne() {
  return [await start(`faults-${process.pid}`, '2g', { 'cluster.info.update.interval': '10s' })]
}

/** Three nodes; the first stays the cluster manager. @returns their servers */
export async function startThree() {
  const [port] = await freePorts(1)
  const names = [1, 2, 3].map((n) => `faults-${process.pid}-${n}`)
  const settings = (own) => ({ 'discovery.type': 'zen', ...own })
  const first = { 'transport.port': port, 'cluster.initial_cluster_manager_nodes': names[0] }
  const servers = [await start(names[0], '512m', settings(first))]
  const joining = { 'discovery.seed_hosts': `127.0.0.1:${port}` }
  servers.push(...(await Promise.all(names.slice(1).map((name) => start(name, '512m', settings(joining))))))
  for (let look = 0; look < 300; look++) {
    const { number_of_nodes } = JSON.parse(await request(servers[0].url, 'GET', '/_cluster/health'))
    if (number_of_nodes === 3) return servers
    await sleep(200)
  }
  throw new Error('the three nodes did not find one another in a minute')
}
