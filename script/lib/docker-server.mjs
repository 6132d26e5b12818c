import { spawnSync } from 'node:child_process'
import { basename, dirname } from 'node:path'
import { version } from './distribution.mjs'
import { freePorts } from './free-ports.mjs'

const image = `opensearchproject/opensearch:${version}`

/** Whether there is a docker command and an engine that answers it. */
export const isAvailable = () => docker(['info', '--format', '{{.ServerVersion}}'], { timeout: 15_000 }).ok

export async function launch({ name, folder, heap, bench, settings }) {
  const [port] = await freePorts(1)
  // Named after checkout and server, so that a container nobody has on record is found and replaced.
  const container = `${basename(dirname(folder))}-${name}`
  docker(['rm', '--force', '--volumes', container])
  const all = {
    'discovery.type': 'single-node',
    'cluster.routing.allocation.disk.threshold_enabled': false,
    'action.destructive_requires_name': true,
    ...settings,
  }
  const started = docker(
    [
      ...['run', '--detach', '--name', container, '--publish', `127.0.0.1:${port}:9200`],
      ...['--env', 'DISABLE_SECURITY_PLUGIN=true', '--env', 'DISABLE_PERFORMANCE_ANALYZER_AGENT_CLI=true'],
      ...['--env', `OPENSEARCH_JAVA_OPTS=-Xms${heap} -Xmx${heap}${bench ? '' : ' -XX:TieredStopAtLevel=1'}`],
      image,
      ...Object.entries(all).map(([key, value]) => `-E${key}=${value}`),
    ],
    { stdio: ['ignore', 'pipe', 2] },
  )
  if (!started.ok) {
    await end({ container })
    throw new Error(`docker run ${image} failed`)
  }
  return { url: `http://127.0.0.1:${port}`, how: 'docker', pid: null, container, folder: null }
}

/** Ends a server without a warning, and runs it again with its data, under the same URL. */
export async function relaunch(state) {
  docker(['kill', state.container])
  if (!docker(['start', state.container]).ok) throw new Error(`docker start ${state.container} failed`)
  return state
}

export const lives = ({ container }) =>
  docker(['inspect', '--format', '{{.State.Running}}', container]).stdout.trim() === 'true'

export const logTail = ({ container }, lines) => {
  const { stdout, stderr } = docker(['logs', '--tail', `${lines}`, container])
  return `${stdout}${stderr}`.trimEnd()
}

export async function end({ container }) {
  docker(['stop', '-t', '20', container])
  docker(['rm', '--force', '--volumes', container])
}

function docker(args, options = {}) {
  const { status, stdout, stderr } = spawnSync('docker', args, { encoding: 'utf8', ...options })
  return { ok: status === 0, stdout: stdout ?? '', stderr: stderr ?? '' }
}
