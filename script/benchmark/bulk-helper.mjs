// The client's own bulk helper, as its documentation shows it, in a process of its own.
// Usage: node bulk-helper.mjs URL INDEX=DATA_FILE …
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Client } from '@opensearch-project/opensearch'

const [node, ...pairs] = process.argv.slice(2)
const client = new Client({ node })

async function* documents(file) {
  for await (const line of createInterface({ input: createReadStream(file) })) yield JSON.parse(line)
}

for (const pair of pairs) {
  const [, index, file] = /^(.*?)=(.*)$/.exec(pair)
  await client.helpers.bulk({
    datasource: documents(file),
    onDocument: ({ _id, _source }) => [{ index: { _index: index, _id } }, _source],
    onDrop: ({ error }) => {
      throw new Error(JSON.stringify(error))
    },
    flushBytes: 5_000_000,
    concurrency: 4,
  })
  await client.indices.refresh({ index })
}
await client.close()
