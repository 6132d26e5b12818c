// How far the restore of each index has come, told by its requests.

/** What verification begins with; before the load some of them are sent too. */
const VERIFYING = /^\/([^/?]+)\/(_count|_mapping|_settings|_mget)(\?|$)/

/**
 * @param engine elasticdump's looks at the aliases itself once they are put, and puts again what is not there
 * @returns what says which stage of which index a request begins: `loaded`, `verified` or `aliases`, and its name
 */
export function stagesFor(engine) {
  const loaded = new Set()
  const looks = new Map()
  return (method, url) => {
    const path = decodeURIComponent(url)
    const [, name, what] = /^\/([^/?]+)\/(_[a-z]+)/.exec(path) ?? []
    if (what === '_refresh') {
      loaded.add(name)
      return `loaded ${name}`
    }
    if (!loaded.has(name)) return undefined
    if (what === '_alias') {
      const look = (looks.get(name) ?? 0) + 1
      looks.set(name, look)
      return look === (engine === 'elasticdump' ? 2 : 1) ? `aliases ${name}` : undefined
    }
    const isAsked = method === 'GET' || what === '_mget' || what === '_count'
    return isAsked && VERIFYING.test(path) ? `verified ${name}` : undefined
  }
}
