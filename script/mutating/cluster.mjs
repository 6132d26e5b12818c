// What a mutation does to an index of a cluster.
import { parse, stringify } from 'lossless-json'
import { request } from '../lib/run.mjs'

export class Cluster {
  constructor(url) {
    this.url = url
  }

  /** @returns the answer, numbers as they were */
  async ask(method, path, body, allowed) {
    const text = body === undefined || typeof body === 'string' ? body : JSON.parse(stringify(body))
    return parse(await request(this.url, method, encodeURI(path), text, allowed))
  }

  /** What the cluster manager does, which may be busy for longer than it has time for by itself. */
  async manage(method, path, body) {
    await this.ask(method, `${path}?timeout=5m&cluster_manager_timeout=5m`, body)
  }

  /** @returns every document of a small index, in an order of its own */
  async documents(index) {
    const { hits } = await this.ask('GET', `/${index}/_search?size=1000`)
    return hits.hits.sort((a, b) => (a._id + a._routing < b._id + b._routing ? -1 : 1))
  }

  /** Carries out changes of documents in one request, and makes them visible. @param changes `[action, document]` */
  async change(index, changes) {
    const lines = changes.flatMap(([action, { _id, _routing, _source }]) => {
      const head = stringify({ [action]: { _id, ...(_routing !== undefined && { routing: _routing }) } })
      return action === 'delete' ? [head] : [head, typeof _source === 'string' ? _source : stringify(_source)]
    })
    const { errors, items } = await this.ask('POST', `/${index}/_bulk?refresh=true`, `${lines.join('\n')}\n`)
    if (errors) throw new Error(stringify(items))
  }

  async definition(index) {
    return (await this.ask('GET', `/${index}`))[index]
  }

  async putMapping(index, mapping) {
    await this.manage('PUT', `/${index}/_mapping`, mapping)
  }

  async putSettings(index, settings) {
    await this.manage('PUT', `/${index}/_settings`, { index: settings })
  }

  /** Puts settings that only a closed index takes. */
  async putClosed(index, settings) {
    await this.manage('POST', `/${index}/_close`)
    await this.putSettings(index, settings)
    await this.manage('POST', `/${index}/_open`)
  }

  async alias(action) {
    await this.manage('POST', '/_aliases', { actions: [action] })
  }

  /** Makes the index anew, with the same documents and aliases, as somebody would who changes what cannot be changed. */
  async remake(index, change) {
    const [documents, { mappings, settings, aliases }] = [
      await this.documents(index),
      await this.definition(index),
    ]
    for (const own of ['uuid', 'creation_date', 'provided_name', 'version']) delete settings.index[own]
    const made = { mappings, settings: settings.index, aliases }
    change(made)
    await this.manage('DELETE', `/${index}`)
    await this.manage('PUT', `/${index}`, made)
    await this.change(
      index,
      documents.map((document) => ['index', document]),
    )
  }
}
