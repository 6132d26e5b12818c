import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePorts } from './free-ports.mjs'
import { isRoot } from './places.mjs'
import * as processes from './process-identity.mjs'
import { secure } from './secured.mjs'

// OpenSearch refuses to run as root; this is nobody.
const user = isRoot ? { uid: 65534, gid: 65534 } : {}
const logFile = (folder) => join(folder, 'logs', 'server.log')

export async function launch(options) {
  const { name, folder, home, secured, settings } = options
  const [port, transportPort] = await freePorts(2)
  layOut(folder)
  const config = join(folder, 'config')
  const security = secured ? secure(home, config, secured, user) : {}
  const all = { ...ownSettings(name, folder, port, transportPort), ...security, ...settings }
  const lines = Object.entries(all).map(([key, value]) => `${key}: ${value}\n`)
  writeFileSync(join(config, 'opensearch.yml'), lines.join(''))
  writeFileSync(join(config, 'log4j2.properties'), logging)
  const scheme = secured
    ? { url: `https://127.0.0.1:${port}`, ca: join(config, 'ca.pem') }
    : { url: `http://127.0.0.1:${port}` }
  return { ...scheme, ...(await run(options)) }
}

/** Ends a server without a warning, and runs it again with its data, under the same URL. */
export async function relaunch(state, { java, home }) {
  await processes.kill(state)
  return { ...state, ...(await run({ ...state.options, folder: state.folder, java, home })) }
}

async function run({ folder, java, home, heap, bench }) {
  const log = openSync(logFile(folder), 'a')
  // Straight, without bin/opensearch: half the time and half the memory. It outlives this script.
  const server = spawn(java, javaArguments(folder, home, heap, bench), {
    ...user,
    cwd: folder,
    env: { HOME: folder },
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  await once(server, 'spawn')
  server.unref()
  return { how: 'java', ...processes.identify(server.pid), folder }
}

export const lives = processes.lives

export const logTail = ({ folder }, lines) =>
  readFileSync(logFile(folder), 'utf8').trimEnd().split('\n').slice(-lines).join('\n')

export async function end(state) {
  await processes.end(state)
  rmSync(state.folder, { recursive: true, force: true })
}

function layOut(folder) {
  rmSync(folder, { recursive: true, force: true })
  for (const path of [folder, ...['config', 'data', 'logs', 'tmp'].map((part) => join(folder, part))]) {
    mkdirSync(path)
    if (isRoot) chownSync(path, user.uid, user.gid)
  }
}

const ownSettings = (name, folder, port, transportPort) => ({
  'cluster.name': 'opensearch-restore-action',
  'node.name': name,
  'path.data': JSON.stringify(join(folder, 'data')),
  'path.logs': JSON.stringify(join(folder, 'logs')),
  'network.host': '127.0.0.1',
  'http.port': port,
  'transport.port': transportPort,
  'discovery.type': 'single-node',
  // A developer's disk may be fairly full, which is no reason to block indexes.
  'cluster.routing.allocation.disk.threshold_enabled': false,
  'action.destructive_requires_name': true,
})

const logging = `status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%c{1.}] %m%n
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
`

function javaArguments(folder, home, heap, bench) {
  const speed = bench
    ? ['-XX:+UseG1GC']
    : ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xss1m', '-XX:MaxDirectMemorySize=256m']
  return [
    `-Xms${heap}`,
    `-Xmx${heap}`,
    ...speed,
    `-Djava.io.tmpdir=${join(folder, 'tmp')}`,
    `-javaagent:${join(home, 'agent', 'opensearch-agent.jar')}`,
    '-Dlog4j2.disable.jmx=true',
    '-Dlog4j.shutdownHookEnabled=false',
    '-Djava.locale.providers=SPI,CLDR',
    '-Djna.nosys=true',
    '-Dfile.encoding=UTF-8',
    '-Djava.awt.headless=true',
    '-Dio.netty.noUnsafe=true',
    '-Dio.netty.noKeySetOptimization=true',
    '-Dio.netty.recycler.maxCapacityPerThread=0',
    '-Dio.netty.allocator.numDirectArenas=0',
    '-Dorg.apache.lucene.store.MMapDirectory.sharedArenaMaxPermits=1',
    '-Dopensearch.networkaddress.cache.ttl=60',
    '-Dopensearch.networkaddress.cache.negative.ttl=10',
    `-Dopensearch.path.home=${home}`,
    `-Dopensearch.path.conf=${join(folder, 'config')}`,
    '-Dopensearch.distribution.type=zip',
    '-Dopensearch.bundled_jdk=false',
    '-cp',
    join(home, 'lib', '*'),
    'org.opensearch.bootstrap.OpenSearch',
  ]
}
