// Loaded into elasticdump's process, and into npm's, before what they run (node --require). It changes nothing of how documents
// are restored; it joins the process to the action that started it.
'use strict'

// Rejected documents are printed with console.error, as objects for people: print them as JSON, one a line.
const print = console.error
console.error = (first, ...rest) => {
  if (first !== null && typeof first === 'object' && !(first instanceof Error) && rest.length === 0) {
    process.stderr.write(`${JSON.stringify(first)}\n`)
  } else {
    print(first, ...rest)
  }
}

// A child must not outlive the action, nor go on when its run is cancelled.
if (process.env.RESTORE_LIFELINE) {
  const end = () => process.exit(1)
  require('node:net').connect(process.env.RESTORE_LIFELINE).on('error', end).on('close', end).unref()
}

// @actions/exec gives a child no stream for its standard input: take the documents from the action's socket instead.
// It ends with the action, so that a killed action leaves no process that goes on writing.
if (process.env.RESTORE_DOCUMENTS_SOCKET) {
  const documents = require('node:net').connect(process.env.RESTORE_DOCUMENTS_SOCKET)
  Object.defineProperty(process, 'stdin', { value: documents, configurable: true })
}
