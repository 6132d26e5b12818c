import type { Cluster } from './connect.js'
import { asked } from './indices.js'

type JsonObject = Record<string, unknown>

/** One action of a request that changes aliases. */
export type AliasAction = Record<string, JsonObject>

/** @returns the indexes that have an alias, each with what the alias is of it */
export async function aliasHolders(cluster: Cluster, alias: string): Promise<Record<string, JsonObject>> {
  const request = { index: alias, ignore_unavailable: true }
  const body = await asked(`alias ${alias} cannot be read`, cluster.client.indices.getAlias(request))
  const held = Object.entries(body as Record<string, { aliases: Record<string, JsonObject> }>)
  return Object.fromEntries(
    held.flatMap(([index, { aliases }]) =>
      Object.hasOwn(aliases, alias) ? [[index, aliases[alias] ?? {}]] : [],
    ),
  )
}

/** @param more what else the request does */
export async function putAliases(
  cluster: Cluster,
  index: string,
  aliases: JsonObject,
  more: readonly AliasAction[] = [],
): Promise<void> {
  const actions = [...more, ...adding(index, aliases)]
  await asked(
    `the aliases of ${index} are refused`,
    cluster.client.indices.updateAliases({ body: { actions } }),
  )
}

/** @returns the actions of a request that give aliases to an index */
export function adding(index: string, aliases: JsonObject): AliasAction[] {
  return Object.entries(aliases).map(([alias, options]) => ({
    add: { ...(options as JsonObject), index, alias },
  }))
}
