// One pass over a data file, in a process of its own.
// Usage: node read-documents.mjs MODULE FUNCTION FILE → {"seconds":…,"documents":…} on standard output
import { statSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const [module, name, path] = process.argv.slice(2)
const { [name]: read } = await import(pathToFileURL(module))
const file = { path, name: 'data', bytes: statSync(path).size }
let documents = 0
const began = performance.now()
// The native engine's reader takes all files of an index, the dump's takes one.
for await (const batch of read(name === 'readByteDocuments' ? [file] : file)) documents += batch.length
const seconds = (performance.now() - began) / 1000
process.stdout.write(JSON.stringify({ seconds, documents }))
