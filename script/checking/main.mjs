import { parseArgs } from 'node:util'
import { checkDump, TYPES } from './check-dump.mjs'

const usage = `usage: script/check-dump [--types ${TYPES.join(',')}] [--index NAME,…] [--strict] FOLDER URL

Compares a dump folder with the indexes of the same names in a cluster, http(s)://user:password@host:port: every document
by id, routing and _source with all digits of its numbers, in both directions; mappings, analysis, settings and aliases.
Prints each difference, and what it could not compare; exits with 1 where there is any of either. It shares no code with
the action. Refreshes the indexes, and writes nothing.

  --types   what to compare, of what the dump has; all of it unless given
  --index   only these
  --strict  what only the cluster has, of mappings, analysis, settings and aliases, is a difference too
`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
    types: { type: 'string', default: TYPES.join(',') },
    index: { type: 'string' },
  },
})

async function main([folder, url]) {
  const types = values.types.split(',')
  const unknown = types.filter((type) => !TYPES.includes(type))
  if (unknown.length > 0) throw new Error(`--types ${unknown.join(',')}: none of ${TYPES.join(', ')}`)
  const found = await checkDump(folder, url, { types, only: values.index?.split(',') })
  const { differences, uncompared, beyond, compared } = found
  const wrong = [...differences, ...(values.strict ? beyond : []), ...uncompared]
  for (const line of wrong) console.log(line)
  if (!values.strict) for (const line of beyond) console.log(`no difference: ${line}`)
  const { indices, documents } = compared
  const verdict = wrong.length === 0 ? 'as in the dump' : `${wrong.length} differences`
  console.log(`${indices} indexes, ${documents} documents: ${verdict}`)
  return wrong.length === 0 ? 0 : 1
}

if (values.help) process.stdout.write(usage)
else if (positionals.length !== 2) {
  process.stderr.write(usage)
  process.exitCode = 2
} else process.exitCode = await main(positionals)
