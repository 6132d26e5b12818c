import { readFile } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runAction } from '../support/action.js'
import { createIndex, namesFrom, numbered, removeDumps, snapshot, writeDump } from '../support/dumps.js'
import { cleanUp, prefix } from '../support/opensearch.js'
import { expectFailed, expectFailedWhole } from '../support/outcome.js'

const start = prefix('inputs')
const before = `${start}before`
let dump: string

beforeAll(async () => {
  dump = await writeDump({
    [`${start}orders`]: { data: numbered(3) },
    [`${start}people`]: { data: numbered(2) },
    [`${start}torn`]: { data: '{"_id":"1","_source":{"n":' },
  })
})

afterAll(async () => {
  await cleanUp(start)
  await removeDumps()
})

/** Expects a run that fails as a whole, and writes nothing. @returns the annotation */
async function failure(inputs: Record<string, string>, code: string): Promise<string> {
  const state = await createIndex(before, numbered(2))
  const run = await runAction({ dump, ...inputs })
  const message = expectFailedWhole(run, code)
  expect(await namesFrom(start)).toEqual([before])
  expect(await snapshot(before)).toEqual(state)
  await cleanUp(before)
  return message
}

describe('inputs that cannot be used', () => {
  it.each<[string, Record<string, string>, string[]]>([
    [
      'an unknown type',
      { types: 'mapping,dada' },
      ["- types: 'mapping,dada'", "'dada' (did you mean 'data'?)", 'template, '],
    ],
    [
      'a bad match',
      { match: '(' },
      ["- match: '(' is not a regular expression", 'Unterminated group', '\\('],
    ],
    ['index and match', { index: 'a', match: 'b' }, ["- index: 'a' is given together with match"]],
    [
      'a username without a password',
      { username: 'someone' },
      ['- username: it is given without password', 'Give both'],
    ],
    [
      'a version that is none',
      { 'elasticdump-version': '^6.1' },
      ["- elasticdump-version: '^6.1' is not an exact version"],
    ],
    [
      'a dump that is not there',
      { dump: '/no/such/dump' },
      ["- dump: '/no/such/dump' does not exist", 'earlier step'],
    ],
  ])('%s', async (_, inputs, says) => {
    const message = await failure(inputs, 'INPUTS_INVALID')
    for (const words of says) expect(message).toContain(words)
  })

  it('are all told at once, in the annotation and in the summary, a line each', async () => {
    const wrong = { types: 'dada', match: '(', verify: 'maybe', parallel: '0', username: 'someone', dump: '' }
    const run = await runAction(wrong)
    const message = expectFailedWhole(run, 'INPUTS_INVALID')
    const lines = message.split('\n').filter((line) => line.startsWith('- '))
    expect(lines.map((line) => /^- ([\w-]+): /.exec(line)?.[1]).sort()).toEqual(Object.keys(wrong).sort())
    // Below the code and the sentence that they follow.
    expect(run.summary.split('<br>')).toHaveLength(2 + lines.length)
  })

  it('reach nobody, and are told at the report path that was given', async () => {
    const requests: string[] = []
    await withServer(
      ({ url = '' }) => requests.push(url),
      async (uri) => {
        const report = join(await writeDump({}), 'reports', 'restore.report')
        const where = { 'report-path': report, 'job-summary': 'false' }
        const run = await runAction({ uri, dump, types: 'dada', ...where })
        expect(run.code).toBe(1)
        expect(run.outputs.report).toBe(report)
        expect(run.report?.failure?.code).toBe('INPUTS_INVALID')
        expect(run.summary).toBe('')
      },
    )
    expect(requests).toEqual([])
  })
})

it('a report never takes the place of a file of the dump', async () => {
  const file = join(dump, `${start}orders.json`)
  const held = await readFile(file, 'utf8')
  for (const given of [{ dump }, { dump: file }]) {
    const run = await runAction({ ...given, 'report-path': file })
    expect(expectFailedWhole(run, 'INPUTS_INVALID')).toContain('lies in the dump')
    expect(run.outputs.report).not.toBe(file)
    expect(await readFile(file, 'utf8')).toBe(held)
  }
})

describe('a dump without what was asked for', () => {
  it('an empty folder', async () => {
    const empty = await writeDump({})
    const message = await failure({ dump: empty }, 'DUMP_EMPTY')
    expect(message).toContain(`${empty} holds no dump: it is empty`)
    expect(message).toContain('Give `dump` the directory')
  })

  it('a folder without a dump names what is there', async () => {
    const other = await writeDump({}, { 'notes.txt': 'x', 'data.csv': 'y' })
    expect(await failure({ dump: other }, 'DUMP_EMPTY')).toContain('it has data.csv, notes.txt')
  })

  it('a match that matches nothing', async () => {
    const message = await failure({ match: 'no-such-index' }, 'DUMP_NO_MATCH')
    expect(message).toContain('no index of the dump matches "no-such-index"')
    expect(message).toContain(`${start}orders, ${start}people, ${start}torn`)
    expect(message).toContain('Change `match`')
  })

  it('an index that the dump does not have', async () => {
    const message = await failure({ index: `${start}order` }, 'DUMP_NO_MATCH')
    expect(message).toContain(`no index "${start}order"`)
    expect(message).toContain(`${start}orders`)
  })

  it('a type that no index has', async () => {
    const message = await failure({ types: 'data,settings', match: 'orders' }, 'DUMP_TYPE_MISSING')
    expect(message).toContain(`no file for the type settings of ${start}orders`)
  })

  it('fewer documents than min-documents', async () => {
    const message = await failure({ match: 'orders|people', 'min-documents': '6' }, 'DUMP_TOO_SMALL')
    expect(message).toContain('hold 5 documents, and `min-documents` is 6')
    expect(message).toContain('Nothing was written')
  })

  it('too few documents tell which files could not be counted', async () => {
    const message = await failure({ 'min-documents': '6' }, 'DUMP_TOO_SMALL')
    expect(message).toContain(`Not counted, as they cannot be read: ${start}torn: ${start}torn.json, line 1`)
  })

  it('as many documents as min-documents are enough', async () => {
    const run = await runAction({ dump, match: 'orders|people', 'min-documents': '5' })
    expect(run.code, run.shown).toBe(0)
    await cleanUp(start)
  })

  it('aliases alone, for an index that the cluster does not have', async () => {
    const name = `${start}aliased`
    const aliases = await writeDump({ [name]: { data: numbered(1), alias: { [`${start}alias`]: {} } } })
    const run = await runAction({ dump: aliases, types: 'alias' })
    expectFailed(run)
    expect(run.annotations[0]?.title).toContain(name)
    expect(run.annotations[0]?.message).toContain(`index ${name}, which the aliases are for, does not exist`)
    expect(run.annotations[0]?.message).toContain('add `mapping` and `data` to `types`')
    expect(await namesFrom(start)).toEqual([])
  })
})

describe('a cluster that does not answer', () => {
  it('a closed port', async () => {
    const uri = await withServer(
      () => {},
      async (url) => url,
    )
    const message = await failure({ uri, 'wait-timeout': '1' }, 'CLUSTER_UNREACHABLE')
    expect(message).toContain('no answer')
    expect(message).toContain('within 1 s: connect ECONNREFUSED')
    expect(message).toContain('Check the address in `uri`')
  })

  it('a host that answers 503 forever', async () => {
    let requests = 0
    const unavailable: RequestListener = (_, response) => {
      requests++
      response.writeHead(503, { 'content-type': 'text/plain' }).end('OpenSearch Security not initialized.')
    }
    await withServer(unavailable, async (uri) => {
      const message = await failure({ uri, 'wait-timeout': '1' }, 'CLUSTER_UNREACHABLE')
      expect(message).toContain('was not ready within 1 s')
      expect(message).toContain('OpenSearch Security not initialized. (HTTP 503)')
      expect(message).toContain('`wait-timeout` waits longer')
    })
    expect(requests).toBeGreaterThan(1)
  })

  it('a host that takes requests and says nothing', async () => {
    await withServer(
      () => {},
      async (uri) => {
        const message = await failure({ uri, 'wait-timeout': '1' }, 'CLUSTER_UNREACHABLE')
        expect(message).toMatch(/no answer .*within 1 s: .*time/i)
      },
    )
  })

  it('one that says nothing does not hold up what is wrong with the dump', { timeout: 15_000 }, async () => {
    let requests = 0
    await withServer(
      () => requests++,
      async (uri) => {
        await failure({ uri, dump: await writeDump({}) }, 'DUMP_EMPTY')
      },
    )
    expect(requests).toBe(1)
  })

  it('something else that answers', async () => {
    const other: RequestListener = (_, response) => response.end('{"hello":"world"}')
    await withServer(other, async (uri) => {
      expect(await failure({ uri }, 'CLUSTER_UNREACHABLE')).toContain('is no OpenSearch cluster')
    })
  })

  it('another host is not asked, where the first says to', async () => {
    const asked: string[] = []
    const other: RequestListener = (request, response) => {
      asked.push(request.url ?? '')
      response.end('{}')
    }
    await withServer(other, async (elsewhere) => {
      const redirecting: RequestListener = (_, response) =>
        response.writeHead(302, { location: elsewhere }).end()
      await withServer(redirecting, async (uri) => {
        expect(await failure({ uri }, 'CLUSTER_UNREACHABLE')).toContain('is no OpenSearch cluster')
      })
    })
    expect(asked).toEqual([])
  })

  it('one that is not allowed is never asked', async () => {
    let requests = 0
    const counting: RequestListener = (_, response) => {
      requests++
      response.end('{}')
    }
    await withServer(counting, async (uri) => {
      const given = { uri, 'allowed-hosts': '*.example.org, localhost' }
      const message = await failure(given, 'INPUTS_INVALID')
      expect(message).toContain('- allowed-hosts: ')
      expect(message).toContain('allows no restore into 127.0.0.1')
    })
    expect(requests).toBe(0)
  })

  it('one that refuses the credentials is not waited for', async () => {
    let requests = 0
    const refusing: RequestListener = (_, response) => {
      requests++
      // As a proxy before the cluster may, in words that are not what it calls them.
      response.writeHead(401, { 'content-type': 'application/json' }).end('<h1>Unauthorized</h1>')
    }
    await withServer(refusing, async (uri) => {
      const message = await failure({ uri, username: 'someone', password: 'wrong' }, 'CLUSTER_UNAUTHORIZED')
      expect(message).toContain('Unauthorized</h1> (HTTP 401)')
      expect(message).toContain('Check the user name and password')
    })
    expect(requests).toBe(1)
  })

  it('one that answers only at the end of wait-timeout is found', async () => {
    let first = 0
    // It is asked at about 0, 0.1, 0.3, 0.7, 1.5 and 3 s.
    const starting: RequestListener = (_, response) => {
      first ||= Date.now()
      if (Date.now() - first < 2000) response.writeHead(503).end('starting')
      else response.end('{"version":{}}')
    }
    await withServer(starting, async (uri) => {
      expect(await failure({ uri, 'wait-timeout': '3' }, 'CLUSTER_UNREACHABLE')).toContain('is no OpenSearch')
    })
  })
})

async function withServer<T>(listener: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const server: Server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}
