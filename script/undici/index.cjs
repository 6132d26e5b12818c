// Nothing here fetches: what the action downloads goes through node:https, and through `tunnel` where there is a proxy.
exports.ProxyAgent = class ProxyAgent {
  constructor() {
    throw new Error('fetch through a proxy is left out of this build: see script/undici')
  }
}
