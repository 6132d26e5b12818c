import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { cacheFolder } from '../lib/places.mjs'
import { endChildrenFirst, npm, request, root, withOpenSearch } from '../lib/run.mjs'
import { runAction } from './action.mjs'
import { draw } from './draw.mjs'
import { writeDump } from './dumps.mjs'
import { SCENES } from './scenes.mjs'

const usage = `usage: script/pictures [--to docs/pictures] [--views light,dark,phone,phone-dark] [SCENE…]

Restores dumps into a real OpenSearch with the action as it is built, and draws each job summary as GitHub shows it: wide
and as on a phone, light and dark. Needs a Chromium or Chrome (--chromium, or on the PATH), and the npm registry the first
time. Without a scene it draws those of docs/; others are there to look at: ${Object.keys(SCENES).join(', ')}.

  --keep    keeps each summary (Markdown) and log beside its pictures
  --height  pixels of a summary at the most; 2400
`
const PICTURES = join(root, 'docs', 'pictures')
/** Indexes that one request removes. */
const AT_ONCE = 50
const LARGEST = 150_000

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    to: { type: 'string', default: PICTURES },
    views: { type: 'string', default: 'light,dark,phone' },
    height: { type: 'string', default: '2400' },
    chromium: { type: 'string' },
  },
})

async function main() {
  const ofDocs = Object.keys(SCENES).filter((name) => !SCENES[name].onlyToLook)
  const names = positionals.length > 0 ? positionals : ofDocs
  const unknown = names.filter((name) => !(name in SCENES))
  if (unknown.length > 0)
    throw new Error(`no scene ${unknown.join(', ')}; there is ${Object.keys(SCENES).join(', ')}`)
  const chromium = values.chromium ?? findChromium()
  const modules = await install()
  const scratch = await mkdtemp(join(tmpdir(), 'restore-pictures-'))
  try {
    const played = {}
    await withOpenSearch(async (url) => {
      for (const name of names)
        played[name] = await play(url, SCENES[name], await mkdtemp(join(scratch, 'scene-')))
    })
    await mkdir(values.to, { recursive: true })
    const summaries = Object.fromEntries(names.map((name) => [name, played[name].summary]))
    const views = values.views.split(',')
    await draw(summaries, {
      folder: values.to,
      modules,
      scratch,
      chromium,
      height: Number(values.height),
      views,
    })
    for (const name of names) {
      if (values.keep) {
        await writeFile(join(values.to, `${name}.md`), played[name].summary)
        await writeFile(join(values.to, `${name}.log`), played[name].log)
      }
      for (const view of views) await weigh(join(values.to, `${name}-${view}.png`))
    }
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 10, retryDelay: 300 })
  }
}

/** Writes the dump of a scene, restores it, and removes what was restored. */
async function play(url, { indexes, files, before = [], earlier, inputs }, folder) {
  if (earlier) {
    await play(url, earlier, folder)
    await rm(join(folder, 'dump'), { recursive: true })
  }
  await writeDump(join(folder, 'dump'), indexes, files)
  for (const name of before) await request(url, 'PUT', `/${name}`, { settings: { number_of_replicas: 0 } })
  try {
    const toolCache = join(cacheFolder(), 'pictures', 'tool-cache')
    return await runAction({ uri: url, dump: 'dump', ...inputs }, { folder, toolCache })
  } finally {
    // Also those that were renamed, or are not finished.
    const isOfScene = (name) => Object.keys(indexes).some((source) => name.includes(source))
    await removeAll(url, (await indexesOf(url)).filter(isOfScene))
  }
}

async function removeAll(url, names) {
  for (let at = 0; at < names.length; at += AT_ONCE)
    await request(url, 'DELETE', `/${names.slice(at, at + AT_ONCE).join(',')}`)
}

async function indexesOf(url) {
  const text = await request(url, 'GET', '/_cat/indices?h=index&format=json&expand_wildcards=all')
  return JSON.parse(text).map(({ index }) => index)
}

/** @returns the folder of modules that this script alone needs, kept between runs and checkouts */
async function install() {
  const folder = join(cacheFolder(), 'pictures')
  const own = ['package.json', 'package-lock.json']
  await mkdir(folder, { recursive: true })
  for (const file of own) await cp(join(root, 'script', 'picturing', file), join(folder, file))
  await npm(['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--silent'], {
    cwd: folder,
  })
  return join(folder, 'node_modules')
}

function findChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const folders = (process.env.PATH ?? '').split(':')
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync)
  if (!found) throw new Error('no Chromium or Chrome on the PATH: install one, or name it with --chromium')
  return found
}

async function weigh(file) {
  const { size } = await stat(file)
  console.log(`${file}: ${Math.ceil(size / 1000)} kB`)
  if (size > LARGEST && values.to === PICTURES)
    throw new Error(`${file} is over ${LARGEST / 1000} kB: show less`)
}

if (values.help) console.log(usage)
else {
  endChildrenFirst()
  try {
    await main()
  } catch (error) {
    console.error(`script/pictures: ${error.message}`)
    process.exitCode = 1
  }
}
