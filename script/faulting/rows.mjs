// The faults. `begins` brings one about and gives what has to end with it; `fails`: engines whose step is to fail.
import { execFileSync } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openGate } from '../lib/gate.mjs'
import { request } from '../lib/run.mjs'
import { document, documents } from './dump.mjs'
import { openSlowLine } from './slow-line.mjs'

const BOTH = ['native', 'elasticdump']
const MB = 1_000_000
/** A bulk request in the middle of the data. */
const MIDDLE = 5

const stageOf =
  ({ faulty }) =>
  (_, path) =>
    decodeURIComponent(path).startsWith(`/${faulty}`) && path.includes('/_bulk') ? 'bulk' : undefined

/** What is done when a bulk request of the faulty index comes: that one and those that follow wait for it. */
async function atBulk(scene, happens) {
  let bulks = 0
  let happening
  const onStage = async (stage) => {
    if (stage === 'before bulk' && ++bulks === MIDDLE) happening = happens()
    await happening
  }
  const gate = await openGate(scene.url, { stageOf: stageOf(scene), onStage })
  return { url: gate.url, end: () => gate.close() }
}

async function until(what, isSo) {
  for (let look = 0; look < 300; look++) {
    if (await isSo()) return
    await sleep(300)
  }
  throw new Error(`${what}: not within 90 s`)
}

const isDown = (url) =>
  request(url, 'GET', '/').then(
    () => false,
    () => true,
  )

/** @param values free bytes below which disks are taken for low, high and flooded */
async function setWatermarks({ url }, [low, high, flood_stage]) {
  const disk = 'cluster.routing.allocation.disk'
  const persistent = {
    [`${disk}.threshold_enabled`]: true,
    [`${disk}.watermark.low`]: low,
    [`${disk}.watermark.high`]: high,
    [`${disk}.watermark.flood_stage`]: flood_stage,
  }
  await request(url, 'PUT', '/_cluster/settings', { persistent })
}

async function isFlooded({ url }, index) {
  const text = await request(url, 'GET', `/${index}/_settings?flat_settings=true`)
  return text.includes('read_only_allow_delete":"true"')
}

/** Of an index, or of the making of indexes: both come with the flood. */
async function isBlocked({ url }) {
  const { blocks } = JSON.parse(await request(url, 'GET', '/_cluster/state/blocks'))
  return Object.keys(blocks).length > 0
}

export const rows = {
  never: {
    title: 'an answer that never comes',
    fails: [],
    begins: async (scene) => {
      let bulks = 0
      // Only this one: what is sent again is answered.
      const onStage = (stage) =>
        stage === 'after bulk' && ++bulks === MIDDLE ? new Promise(() => {}) : undefined
      const gate = await openGate(scene.url, { stageOf: stageOf(scene), onStage })
      return { url: gate.url, end: () => gate.close() }
    },
  },
  slow: {
    title: 'a network of 100 KB/s',
    fails: [],
    begins: async ({ url }) => {
      const line = await openSlowLine(url, 100_000)
      return { url: line.url, end: () => line.close() }
    },
  },
  back: {
    title: 'the server is killed, and comes back',
    // elasticdump tries five times in 20 s, which may be long enough; and what is not loaded just then may fail.
    fails: undefined,
    leaves: ['nothing', 'unfinished', 'whole'],
    hurts: ['nothing', 'unfinished', 'whole'],
    begins: async (scene) => {
      let back
      const { url, end } = await atBulk(scene, () => {
        back = scene.server.revive()
        return until('the server is down', () => isDown(scene.url))
      })
      return { url, end: () => Promise.all([end(), back]) }
    },
  },
  gone: {
    title: 'the server is killed, and stays away',
    fails: BOTH,
    begins: async (scene) => {
      const { url, end } = await atBulk(scene, () => scene.server.kill())
      return { url, end: () => end().then(scene.server.revive) }
    },
    leaves: ['unfinished'],
    hurts: ['unfinished', 'whole'],
  },
  flood: {
    title: 'the disks of the cluster get full, and have room again',
    fails: BOTH,
    begins: async (scene) => {
      const { url, end } = await atBulk(scene, async () => {
        await setWatermarks(scene, ['9002gb', '9001gb', '9000gb'])
        await until('the flood-stage block', () => isFlooded(scene, scene.faulty))
      })
      const dry = async () => {
        await end()
        await setWatermarks(scene, ['3b', '2b', '1b'])
        await until('the end of the flood', async () => !(await isBlocked(scene)))
      }
      return { url, end: dry }
    },
    hurts: ['nothing', 'whole'],
  },
  disk: {
    title: 'the disk under `RUNNER_TEMP` gets full while the dump is read',
    fails: BOTH,
    data: () => documents(1_200_000, 1),
    inputs: { 'if-exists': 'append' },
    begins: async ({ folder, url }) => {
      if (process.platform !== 'linux' || process.getuid() !== 0)
        return { skipped: 'only root may mount a small disk' }
      const disk = await mkdtemp(join(folder, 'disk-'))
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk])
      return { url, env: { RUNNER_TEMP: disk }, end: async () => void execFileSync('umount', [disk]) }
    },
    hurts: ['nothing'],
    isForGood: true,
  },
  sizes: {
    title: 'a document of 110 MB, and one of 90 MB in the index beside it',
    fails: BOTH,
    data: () => [document(0, 10), document(1, 110 * MB), document(2, 10)],
    beside: [document(0, 10), document(1, 90 * MB), document(2, 10)],
    isForGood: true,
  },
  mixed: {
    title: '24 documents of 5 MB, 22 of them in a row, among 40,000 small ones',
    fails: [],
    count: 40_024,
    data: function* () {
      for (let n = 0; n < 40_000; n++) {
        const large = n === 0 || n === 39_999 ? 1 : n === 20_000 ? 22 : 0
        for (let i = 0; i < large; i++) yield document(100_000 + n + i, 5 * MB)
        yield document(n, 20)
      }
    },
    inputs: { 'batch-size': '5mb' },
  },
  line: {
    title: 'a line of 1 GB',
    fails: BOTH,
    data: function* () {
      yield '{"_id":"1","_source":{"text":"'
      const piece = 'x'.repeat(MB)
      for (let n = 0; n < 1000; n++) yield piece
      yield '"}}\n'
    },
    isForGood: true,
  },
  node: {
    title: 'a cluster of three nodes loses one that holds a part of the index',
    nodes: 3,
    fails: BOTH,
    settings: { number_of_shards: '3', number_of_replicas: '1' },
    begins: (scene) => atBulk(scene, () => scene.servers[2].kill()),
    hurts: ['nothing', 'whole'],
  },
}
