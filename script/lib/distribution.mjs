import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { onPath } from './on-path.mjs'
import { cacheFolder } from './places.mjs'

export const version = '3.7.0'

const group = 'org.opensearch.distribution.integ-test-zip'
const folder = `opensearch-${version}`

/** The folder of an unpacked OpenSearch, fetched where needed; undefined where there is no Maven to fetch it. */
export function findDistribution(java, say) {
  const home = join(cacheFolder(), folder)
  const zip = join(
    homedir(),
    '.m2',
    'repository',
    ...group.split('.'),
    'opensearch',
    version,
    `${folder}.zip`,
  )
  if (existsSync(home)) return home
  if (existsSync(zip)) return install(home, java, () => zip, say)
  const mvn = onPath('mvn')
  return mvn && install(home, java, (draft) => fetchZip(mvn, draft, say), say)
}

// Renamed into place when whole, so that what is there can be trusted, also by two starts at once.
function install(home, java, getZip, say) {
  const draft = `${home}.partial-${process.pid}`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft)
  try {
    const zip = getZip(draft)
    say(`unpacking ${zip}`)
    unpack(zip, draft, java)
    renameSync(join(draft, folder), home)
  } catch (error) {
    if (!existsSync(home)) throw error
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  return home
}

// `copy` rather than `get`: Maven's local repository need not be where we think it is.
function fetchZip(mvn, draft, say) {
  say(`fetching OpenSearch ${version} with Maven (160 MB, once)`)
  const artifact = `${group}:opensearch:${version}:zip`
  run(mvn, ['-q', 'dependency:copy', `-Dartifact=${artifact}`, `-DoutputDirectory=${draft}`], draft)
  return join(draft, `${folder}.zip`)
}

function unpack(zip, draft, java) {
  const unzip = onPath('unzip')
  if (unzip) run(unzip, ['-q', zip], draft)
  else run(join(dirname(realpathSync(java)), 'jar'), ['xf', zip], draft)
}

function run(program, args, cwd) {
  const { status, error } = spawnSync(program, args, { cwd, stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}`)
}
