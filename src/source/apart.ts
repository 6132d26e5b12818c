import { type Cluster, getAliases, lookUpTargets } from '../cluster/index.js'
import { RestoreError } from '../errors.js'
import type { Inputs } from '../inputs/index.js'
import { renamed, type Selection } from '../plan/index.js'

const SHOWN = 10

/**
 * Source and target may be one cluster, if nothing that is read is written to, by its name or by an alias of it, and no
 * alias of what is read gets a second index: its readers would find every document twice, and its writers no index.
 * @throws RestoreError NAMES_CLASH with every index of which that is not so
 */
export async function requireApart(
  source: Cluster,
  target: Cluster,
  { indices, otherShards }: Selection,
  { renameAlias }: Pick<Inputs, 'renameAlias'>,
): Promise<void> {
  if (source.uuid !== target.uuid) return
  const all = [...indices, ...otherShards]
  const sources = new Set(all.map(({ index }) => index.name))
  const states = await lookUpTargets(target, [...new Set(all.map((one) => one.target))])
  const clashes = all.flatMap(({ index, target: name }) => {
    const state = states.get(name)
    const behind = state?.kind === 'alias' ? state.indices : [name]
    const hit = behind.find((one) => sources.has(one))
    if (hit === undefined) return []
    return [`${index.name} would be restored into ${name}${hit === name ? '' : `, an alias of ${hit}`}`]
  })
  if (clashes.length === 0) return await requireOwnAliases(source, indices, renameAlias)
  const more = clashes.length > SHOWN ? `; and ${clashes.length - SHOWN} more` : ''
  throw new RestoreError(
    'NAMES_CLASH',
    `source and target are one cluster, ${target.name}, and what is read would be written to: ${clashes.slice(0, SHOWN).join('; ')}${more}`,
    { hint: 'Give the restored indexes other names, with `rename-pattern`. Nothing was written.' },
  )
}

/** @throws RestoreError NAMES_CLASH */
async function requireOwnAliases(
  source: Cluster,
  indices: Selection['indices'],
  renameAlias: Inputs['renameAlias'],
): Promise<void> {
  const owners = new Map<string, string>()
  const wanted: { index: string; alias: string }[] = []
  for (const { index, types } of indices) {
    if (!types.includes('alias')) continue
    for (const alias of Object.keys(await getAliases(source, index.name))) {
      owners.set(alias, index.name)
      wanted.push({ index: index.name, alias: renameAlias ? renamed(alias, renameAlias) : alias })
    }
  }
  const shared = wanted.filter(({ alias }) => owners.has(alias))
  if (shared.length === 0) return
  const shown = shared.slice(0, SHOWN).map(({ index, alias }) => `${alias} (of ${index})`)
  const more = shared.length > SHOWN ? `; and ${shared.length - SHOWN} more` : ''
  throw new RestoreError(
    'NAMES_CLASH',
    `source and target are one cluster, ${source.name}, and an alias of what is read would get the copy as well: ${shown.join('; ')}${more}`,
    {
      hint: 'Give the restored aliases other names, with `rename-alias-pattern`, or leave `alias` out of `types`. Nothing was written.',
    },
  )
}
