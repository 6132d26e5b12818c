/** What of an npm lockfile (version 2 or 3) says where a package lies. */
interface LockedPackage {
  name?: string
  version?: string
  resolved?: string
  integrity?: string
}

/**
 * Adds to each package of a lockfile the address of its archive, as npm's registry and those that speak its protocol lay
 * them out. Without, npm asks for the description of every package before it fetches it: twice the requests.
 * @param lockfile text of a package-lock.json
 * @param registry address of the registry that this runner uses
 */
export function withAddresses(lockfile: string, registry: string): string {
  const locked = JSON.parse(lockfile) as { packages: Record<string, LockedPackage> }
  for (const [path, entry] of Object.entries(locked.packages)) {
    if (!entry.integrity || entry.resolved) continue
    const name = entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const archive = `${name.slice(name.indexOf('/') + 1)}-${entry.version}.tgz`
    entry.resolved = `${registry.replace(/\/+$/, '')}/${name}/-/${archive}`
  }
  return JSON.stringify(locked, null, 2)
}
