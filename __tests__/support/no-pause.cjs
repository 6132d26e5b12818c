// Loaded into the action: the 10 to 20 seconds before it downloads again are over at once.
'use strict'
const { syncBuiltinESMExports } = require('node:module')
const timers = require('node:timers/promises')

const { setTimeout: sleep } = timers
timers.setTimeout = (ms, ...rest) => sleep(ms >= 10_000 ? 0 : ms, ...rest)
syncBuiltinESMExports()
