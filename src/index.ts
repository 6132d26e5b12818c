import { setImmediate as turn } from 'node:timers/promises'
import * as core from '@actions/core'
import { listenForCancel } from './cancel.js'
import { greet } from './cluster/index.js'
import { maskSecrets, type ReadInput, readInputs, readSecrets, secretForms } from './inputs/index.js'

const read: ReadInput = (name, { trim = true } = {}) => core.getInput(name, { trimWhitespace: trim })

// Every start waits for what is here: the inputs, and the first request. The rest is loaded while the cluster answers.
const secrets = secretForms(readSecrets(read))
maskSecrets(secrets, core.setSecret)
const cancelling = listenForCancel()
const begun = begin()
await turn()
const { act } = await import('./action.js')
await act({ read, secrets, cancelling, ...begun })

function begin() {
  try {
    const inputs = readInputs(read, process.env)
    return { inputs, greeting: greet(inputs.target, inputs.waitTimeoutMs, cancelling) }
  } catch (fault) {
    return { fault }
  }
}
