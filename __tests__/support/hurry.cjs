// Loaded into the action, and through it into elasticdump (NODE_OPTIONS): two minutes in which nothing comes over a
// connection are over in two seconds, and so is the time after which elasticdump tries again.
'use strict'
const { Socket } = require('node:net')

const { setTimeout: untilSilent } = Socket.prototype
Socket.prototype.setTimeout = function (ms, ...rest) {
  return untilSilent.call(this, ms >= 60_000 ? ms / 60 : ms, ...rest)
}

const { setTimeout: later } = globalThis
if (process.argv[1]?.endsWith('elasticdump')) {
  globalThis.setTimeout = (work, ms, ...rest) => later(work, ms === 5000 ? 80 : ms, ...rest)
}
