// How far a restore beside its target has come, told by its requests.

/** In their order; those of putting in place are where a kill could do harm. */
const STAGES = {
  replace: ['making', 'loading', 'verifying', 'blocking', 'taking away', 'cloning', 'counting', 'finishing'],
  swap: ['making', 'loading', 'verifying', 'swapping', 'deleting'],
}
/** From here on a target is put in its place. */
export const LAST_PART = { replace: 'before blocking', swap: 'before swapping' }

/** The critical moments: one kill each, so that every step is seen undone and done. */
export function momentsOf(ifExists) {
  return STAGES[ifExists].flatMap((stage) => {
    const isLate = STAGES[ifExists].indexOf(stage) > 2
    return isLate ? [`before ${stage}`, `after ${stage}`] : [`after ${stage}`]
  })
}

/** For sorting: before all these come the phases that the log tells of. */
export function orderOf(ifExists, place) {
  const all = STAGES[ifExists].flatMap((stage) => [`before ${stage}`, `after ${stage}`])
  return all.indexOf(place)
}

/** @returns what says which stage a request of a run into this target begins */
export function stagesOf(ifExists, target) {
  const beside = `/${target}--restoring-`
  const isBeside = (path) => decodeURIComponent(path).startsWith(beside)
  return (method, path, body) => {
    const has = (words) => body.includes(words)
    if (path.includes('/_bulk')) return 'loading'
    if (path.includes('/_clone/')) return 'cloning'
    if (method === 'DELETE') return 'deleting'
    if (path.startsWith('/_aliases')) {
      if (ifExists === 'swap') return has(`"alias":"${target}"`) ? 'swapping' : undefined
      if (!has('remove_index')) return undefined
      return has(`{"remove_index":{"index":"${target}"}}`) ? 'taking away' : 'finishing'
    }
    if (!isBeside(path)) return path.startsWith(`/${target}/_count`) ? 'counting' : undefined
    if (path.endsWith('/_settings') && has('"blocks.write":true')) return 'blocking'
    if (method === 'PUT' && !path.slice(1).includes('/')) return 'making'
    return path.includes('/_count') ? 'verifying' : undefined
  }
}
