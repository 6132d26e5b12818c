// What a user may do, asked of the security plugin, which since 3.2 answers with rights instead of doing what it is
// asked (`perform_permission_check`). https://docs.opensearch.org/3.2/security/access-control/permissions/
import type { Cluster } from './connect.js'

/** A request that is asked about. */
export interface Deed {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  body?: object
}

interface Rights {
  accessAllowed?: unknown
  missingPrivileges?: unknown
}

const ONLY_ASKED = { perform_permission_check: 'true' }

/**
 * Asks about a reading request first: where the parameter is not understood, nothing else must be sent with it. (All
 * versions refuse a parameter that they do not know before they do anything.)
 * @returns whether this cluster tells rights
 */
export async function tellsRights(cluster: Cluster): Promise<boolean> {
  return (await ask(cluster, 'GET', '/_cluster/health')) !== undefined
}

/**
 * @param deeds what is to be done later; only for a cluster that tells rights
 * @returns the rights that this user lacks for it, sorted: `indices:admin/create`; of some deeds no cluster tells
 */
export async function missingRights(cluster: Cluster, deeds: readonly Deed[]): Promise<string[]> {
  const missing = new Set<string>()
  for (const { method, path, body } of deeds) {
    for (const right of (await ask(cluster, method, path, body)) ?? []) missing.add(right)
  }
  return [...missing].sort()
}

async function ask(
  { client }: Cluster,
  method: string,
  path: string,
  body?: object,
): Promise<string[] | undefined> {
  try {
    const request = { method, path, querystring: ONLY_ASKED, ...(body ? { body } : {}) }
    const answer = await client.transport.request(request)
    const { accessAllowed, missingPrivileges } = answer.body as Rights
    if (accessAllowed === true) return []
    if (accessAllowed === false && Array.isArray(missingPrivileges)) return missingPrivileges.map(String)
  } catch {
    // Some answers it cannot put into its own form (HTTP 500), and what it refuses for another reason tells no right.
  }
  return undefined
}
