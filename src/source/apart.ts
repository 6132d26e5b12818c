import { type Cluster, lookUpTargets } from '../cluster/index.js'
import { RestoreError } from '../errors.js'
import type { Selection } from '../plan/index.js'

const SHOWN = 10

/**
 * Source and target may be one cluster, if nothing that is read is written to, by its name or by an alias of it.
 * @throws RestoreError NAMES_CLASH with every index of which that is not so
 */
export async function requireApart(
  source: Cluster,
  target: Cluster,
  { indices, otherShards }: Selection,
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
  if (clashes.length === 0) return
  const more = clashes.length > SHOWN ? `; and ${clashes.length - SHOWN} more` : ''
  throw new RestoreError(
    'NAMES_CLASH',
    `source and target are one cluster, ${target.name}, and what is read would be written to: ${clashes.slice(0, SHOWN).join('; ')}${more}`,
    { hint: 'Give the restored indexes other names, with `rename-pattern`. Nothing was written.' },
  )
}
