import { join } from 'node:path'
import { findDistribution, version } from './distribution.mjs'
import * as docker from './docker-server.mjs'
import { findJava } from './find-java.mjs'
import * as java from './java-server.mjs'
import { withLock } from './lock.mjs'
import { checkoutFolder } from './places.mjs'
import { withSecurity } from './secured.mjs'
import { readState, removeState, writeState } from './state.mjs'
import { isFormed, untilFormed } from './wait-for-cluster.mjs'

const kinds = { java, docker }
const say = (text) => process.stderr.write(`${text}\n`)
const print = (text) => process.stdout.write(`${text}\n`)

export async function startServer(options) {
  const given = givenUrl()
  if (given) {
    if ((await untilFormed({ url: given }, 120)) !== 'formed')
      throw new Error('OPENSEARCH_URL did not answer in 120 s')
    print(given)
    return 0
  }
  print(await locked(options.name, () => running(options).then((url) => url ?? launched(options))))
  return 0
}

export async function stopServer({ name }) {
  if (givenUrl()) {
    say('OPENSEARCH_URL is set: nothing of ours to stop')
    return 0
  }
  await locked(name, async () => {
    const state = readState(name)
    if (state) await discard(state)
    else say('not running')
  })
  return 0
}

export async function crashServer({ name }) {
  if (givenUrl()) throw new Error('OPENSEARCH_URL is set: nothing of ours to end')
  const url = await locked(name, async () => {
    const state = readState(name)
    if (!state) throw new Error('not running')
    return await answering(
      await kinds[state.how].relaunch(state, state.how === 'java' ? findHome(state.options) : {}),
    )
  })
  print(url)
  return 0
}

export async function statusOfServer({ name }) {
  const given = givenUrl()
  const state = given ? { url: given } : readState(name)
  const runs = state && (given || kinds[state.how].lives(state)) && (await isFormed(state))
  print(runs ? state.url : 'not running')
  return runs ? 0 : 1
}

async function running(options) {
  const state = readState(options.name)
  if (!state) return undefined
  // A start that was interrupted leaves a server that is still coming up: worth 30 s.
  const found = await untilFormed(state, 30, () => kinds[state.how].lives(state))
  if (found === 'formed') {
    if (JSON.stringify(state.options) !== JSON.stringify(options)) {
      say(
        `note: '${options.name}' already runs, with ${JSON.stringify(state.options)}; stop it first to change that`,
      )
    }
    return state.url
  }
  say(
    `the server '${options.name}' of pid or container ${state.pid ?? state.container} is gone: starting anew`,
  )
  await discard(state)
  return undefined
}

async function launched(options) {
  const folder = join(checkoutFolder(), options.name)
  return await answering({ ...(await launch(options, folder)), options })
}

async function answering(state) {
  const began = Date.now()
  // On record before it answers, so that a start that is interrupted here leaves nothing nobody knows of.
  writeState(state.options.name, state)
  const outcome = await untilFormed(state, 120, () => kinds[state.how].lives(state))
  if (outcome !== 'formed') {
    say(kinds[state.how].logTail(state, 40))
    await discard(state)
    throw new Error(
      outcome === 'ended' ? 'OpenSearch ended while starting' : 'OpenSearch did not answer in 120 s',
    )
  }
  say(`OpenSearch answers after ${((Date.now() - began) / 1000).toFixed(1)} s`)
  return state.url
}

function launch(options, folder) {
  const found = findHome(options)
  if (found) return java.launch({ ...options, folder, ...found })
  if (options.secured) throw new Error('--secured needs a JDK 21 or newer and Maven (mvn)')
  if (docker.isAvailable()) return docker.launch({ ...options, folder })
  throw new Error(
    'no way to run OpenSearch here. Install a JDK 21 or newer (found through JAVA_HOME or PATH) and Maven (mvn),\n' +
      'or start Docker, or set OPENSEARCH_URL to a cluster that may be written to.',
  )
}

/** Java, and the folder of OpenSearch; undefined where there is none. */
function findHome({ secured }) {
  const found = findJava()
  const home = found && findDistribution(found, say)
  if (!home) return undefined
  return { java: found, home: secured ? withSecurity(home, version, found, say) : home }
}

async function discard(state) {
  await kinds[state.how].end(state)
  removeState(state.options.name)
}

const locked = (name, work) => withLock(join(checkoutFolder(), `${name}.lock`), work, say)

function givenUrl() {
  const url = process.env.OPENSEARCH_URL
  // Not shown: it may hold a password.
  if (url && !URL.canParse(url)) throw new Error('OPENSEARCH_URL is not a URL')
  return url
}
