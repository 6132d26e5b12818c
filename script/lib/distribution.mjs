import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fetched, installed, unpack } from './maven.mjs'
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
  if (!existsSync(zip) && !onPath('mvn')) return undefined
  return installed(home, (draft) => {
    let path = zip
    if (!existsSync(zip)) {
      say(`fetching OpenSearch ${version} with Maven (160 MB, once)`)
      path = fetched(`${group}:opensearch:${version}:zip`, draft)
    }
    say(`unpacking ${path}`)
    unpack(path, draft, java)
    return join(draft, folder)
  })
}
