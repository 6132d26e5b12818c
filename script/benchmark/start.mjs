// How long the action's process takes to its first request: what every step waits for before anything is restored.
// The yardstick is a Node that does nothing but send one.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { ACTION, stepEnvironment } from './action.mjs'
import { median, spread } from './figures.mjs'
import { root, timed } from './run.mjs'
import { processor } from './server.mjs'

/** @returns a table of milliseconds */
export async function measureStart(folder, { engines, runs }) {
  const toolCache = join(folder, 'tool-cache')
  await mkdir(toolCache)
  const ways = [
    { title: 'Node by itself, from start to end', once: async () => (await timed(['-e', '0'])) * 1000 },
    { title: 'a Node that sends one request, to that', once: () => firstRequest(sendOne) },
    ...engines.map((engine) => ({
      title: `the action, \`engine: ${engine}\`, to its first request`,
      once: () => firstRequest((uri) => startAction({ folder, toolCache }, engine, uri)),
    })),
  ]
  for (const way of ways) {
    await way.once() // Fills the file cache.
    way.ms = []
  }
  for (let run = 0; run < runs; run++) for (const way of ways) way.ms.push(await way.once())
  const bare = median(ways[1].ms)
  return [
    `From the start of \`node dist/index.js\` with the example dump. ${processor()}.`,
    '',
    '| way | ms: median (from–to) | runs | one request = 1 |',
    '| --- | --: | --: | --: |',
    ...ways.map(
      ({ title, ms }) => `| ${title} | ${spread(ms, 0)} | ${ms.length} | ${(median(ms) / bare).toFixed(2)} |`,
    ),
    '',
    ...ways.slice(2).map(({ title, ms }) => {
      const times = median(ms) / bare
      return `- ${title}: at most 2 × Node with one request: ${times <= 2 ? 'met' : '**missed**'}, ${times.toFixed(2)}`
    }),
  ].join('\n')
}

async function sendOne(uri) {
  const send = `require('node:http').get(process.argv[1])`
  return { args: ['-e', send, uri], env: process.env, async done() {} }
}

async function startAction(context, engine, uri) {
  const inputs = { uri, dump: join(root, 'examples', 'dump'), engine }
  const { env, temp } = await stepEnvironment(context, inputs)
  return { args: [ACTION], env, done: () => rm(temp, { recursive: true }) }
}

/** @param start takes the address to ask, and gives what to start Node with */
async function firstRequest(start) {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { args, env, done } = await start(`http://127.0.0.1:${server.address().port}`)
  const began = performance.now()
  const child = spawn(process.execPath, args, { env, stdio: 'ignore' })
  const ended = once(child, 'exit')
  try {
    const asked = await Promise.race([once(server, 'request').then(() => performance.now()), ended])
    if (Array.isArray(asked)) throw new Error(`${args[0]} ended without a request`)
    return asked - began
  } finally {
    child.kill('SIGKILL')
    await ended
    server.closeAllConnections()
    server.close()
    await done()
  }
}
