import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type ActionOptions, type ActionRun, isNative, runAction } from '../support/action.js'
import { ArchiveServer } from '../support/archive-server.js'
import { type Packed, tgzOf, zipOf } from '../support/archives.js'
import { documentsOf, namesFrom, numbered, removeDumps, writeDump } from '../support/dumps.js'
import { leaksOf } from '../support/leaks.js'
import { cleanUp, prefix, request } from '../support/opensearch.js'
import { expectFailedWhole, expectRestored, resultOf } from '../support/outcome.js'

const start = prefix('archives')
const orders = `${start}orders`
const people = `${start}people`
const mayMount = process.platform === 'linux' && process.getuid?.() === 0
const hasZstd = isThere('zstd')

let folder: string
let tgz: string
let zip: string

function isThere(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Files of an archive with the dump two folders deep, and other files beside it and around it. */
function filesOf(dump: string): Packed[] {
  const files = readdirSync(dump).map((name) => ({
    name: `backup/2026-01-04/${name}`,
    content: readFileSync(join(dump, name)),
  }))
  return [
    { name: 'backup/README.md', content: 'hello' },
    { name: 'backup/2026-01-04/', type: 'directory' },
    ...files,
  ]
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'archives-'))
  const dump = await writeDump(
    {
      [orders]: {
        data: numbered(200),
        mapping: { properties: { n: { type: 'integer' }, title: { type: 'text', analyzer: 'folded' } } },
        analyzer: { analysis: { analyzer: { folded: { tokenizer: 'standard', filter: ['lowercase'] } } } },
        alias: { [`${start}alias`]: {} },
      },
      [people]: { data: numbered(3) },
    },
    { 'notes.txt': 'hello' },
  )
  mkdirSync(join(folder, 'backup'))
  execFileSync('cp', ['-r', dump, join(folder, 'backup', '2026-01-04')])
  // As they come from other systems.
  const copy = join(folder, 'backup', '2026-01-04')
  renameSync(join(copy, `${orders}.mapping.json`), join(copy, `${orders}.mapping.JSON`))
  renameSync(join(copy, `${people}.json`), join(copy, `${people}.NDJSON`))
  writeFileSync(join(copy, `._${orders}.json`), Buffer.from([0, 5, 0x16, 7]))
  mkdirSync(join(folder, 'backups'))
  tgz = join(folder, 'backups', 'last-night.tar.gz')
  execFileSync('tar', ['-czf', tgz, '-C', folder, 'backup'])
  zip = join(folder, 'dump.zip')
  writeFileSync(zip, zipOf(filesOf(dump)))
})

afterAll(async () => {
  rmSync(folder, { recursive: true })
  await cleanUp(start)
  await removeDumps()
})

async function expectWhole(run: ActionRun, archive: string): Promise<void> {
  expectRestored(run)
  expect(await documentsOf(orders)).toEqual(numbered(200))
  expect(await documentsOf(people)).toEqual(numbered(3))
  const sha256 = createHash('sha256').update(readFileSync(archive)).digest('hex')
  expect(run.report?.archive).toMatchObject({ sha256, folder: 'backup/2026-01-04/' })
  expect(run.summary).toContain(sha256)
  expectNothingLeft(run)
  await cleanUp(start)
}

/** Of the archive; what the step is asked to write stays. */
function expectNothingLeft({ temp, outputs }: ActionRun): void {
  const told = ['outputs', 'summary.md']
  expect(
    readdirSync(temp).filter((name) => !told.includes(name) && join(temp, name) !== outputs.report),
  ).toEqual([])
}

async function failure(dump: string, code: string, options: ActionOptions = {}): Promise<string> {
  const run = await runAction({ dump }, options)
  expectNothingLeft(run)
  expect(await namesFrom(start)).toEqual([])
  return expectFailedWhole(run, code)
}

/** The inputs of the README's examples: of an archive in the workspace, and of the address of one. */
function examples(): Record<string, string>[] {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const [, section = ''] = readme.split('## Archives\n')
  const [text = ''] = section.split('\n## ')
  return [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, example = '']) => {
    const { uri: _, ...inputs } = (parse(example) as { with: Record<string, string> }).with
    return inputs
  })
}

it('a dump in a .tar.gz is restored as in the README, and nothing of it is left on the runner', async () => {
  const [example] = examples()
  expect(example?.dump).toBe('backups/last-night.tar.gz')
  const inputs = { ...example, types: 'analyzer,mapping,data,alias', verify: 'full' }
  const run = await runAction(inputs, { env: { GITHUB_WORKSPACE: folder } })
  expect(resultOf(run, orders)).toMatchObject({ status: 'ok', verified: true })
  expect(run.report?.dump).toBe(tgz)
  expect(run.report?.ignoredFiles).toEqual([
    `backup/2026-01-04/._${orders}.json`,
    'backup/2026-01-04/notes.txt',
  ])
  expect((await request('GET', `/_alias/${start}alias`)).body).toHaveProperty(orders)
  await expectWhole(run, tgz)
})

describe.runIf(isNative)('an archive', () => {
  it('may be a .zip', async () => {
    const run = await runAction({ dump: zip })
    expect(run.report?.ignoredFiles).toEqual(['backup/2026-01-04/notes.txt', 'backup/README.md'])
    await expectWhole(run, zip)
  })

  it.runIf(hasZstd)('may be a .tar.zst where the machine has zstd, and else says what to do', async () => {
    const zst = join(folder, 'dump.tar.zst')
    execFileSync('zstd', ['--quiet', '-o', zst], { input: execFileSync('gzip', ['-dc', tgz]) })
    await expectWhole(await runAction({ dump: zst }), zst)
    const message = await failure(zst, 'INPUTS_INVALID', { env: { PATH: folder } })
    expect(message).toContain("this machine's zstd cannot be started")
    expect(message).toContain('or pack the dump as .tar.gz')
    const cut = join(folder, 'cut.tar.zst')
    writeFileSync(cut, readFileSync(zst).subarray(0, -9))
    expect(await failure(cut, 'DUMP_UNREADABLE')).toContain(`${cut} is cut or damaged: `)
  })

  it('tells what is wrong with a file by its name in there', async () => {
    const torn = { name: `a/b/${start}torn.json`, content: '{"_id":"1","_source":{"n":' }
    const path = join(folder, 'torn.zip')
    writeFileSync(path, zipOf([torn]))
    const run = await runAction({ dump: path })
    expect(run.annotations[0]?.message).toContain(`a/b/${start}torn.json, line 1`)
    expectNothingLeft(run)
  })

  it('that was cut restores nothing, also between two files', async () => {
    const cut = join(folder, 'cut.tgz')
    writeFileSync(cut, readFileSync(tgz).subarray(0, -8))
    expect(await failure(cut, 'DUMP_UNREADABLE')).toContain(
      `${cut} cannot be unpacked: unexpected end of file`,
    )
    const line = '{"_id":"1","_source":{}}\n'
    const names = [orders, people]
    const whole = await tgzOf(names.map((name) => ({ name: `${name}.json`, content: line })))
    const between = execFileSync('gzip', {
      input: execFileSync('gzip', ['-dc'], { input: whole }).subarray(0, -1024),
    })
    writeFileSync(cut, between)
    expect(await failure(cut, 'DUMP_UNREADABLE')).toContain('it lacks the two blocks of zeros that end a tar')
  })

  it('from which something leads outside is refused, and nothing is written there', async () => {
    const outside = join(folder, 'outside.tgz')
    const entry = { name: `${orders}.json`, content: '{"_id":"1","_source":{}}\n' }
    writeFileSync(
      outside,
      await tgzOf([entry, { name: `../../${start}escaped.json`, content: entry.content }]),
    )
    expect(await failure(outside, 'DUMP_UNREADABLE')).toMatch(
      /escaped\.json", which is not unpacked: its path leads outside/,
    )
    writeFileSync(
      outside,
      zipOf([entry, { name: `${people}.json`, type: 'symlink', content: '/etc/hostname' }]),
    )
    expect(await failure(outside, 'DUMP_UNREADABLE')).toContain(
      'it is a link that leads outside, to "/etc/hostname"',
    )
    // The runs' own folders are two levels below this one.
    for (const where of [tmpdir(), process.env.TEST_FOLDER ?? tmpdir()]) {
      expect(readdirSync(where).filter((name) => name.includes('escaped'))).toEqual([])
    }
  })

  it('is no place for the report', async () => {
    const before = readFileSync(zip)
    const run = await runAction({ dump: zip, 'report-path': zip })
    expect(expectFailedWhole(run, 'INPUTS_INVALID')).toContain('lies in the dump')
    expect(readFileSync(zip)).toEqual(before)
  })

  it.runIf(mayMount)('that unpacks to more than the disk takes leaves it as it was', async () => {
    const disk = mkdtempSync(join(tmpdir(), 'archives-disk-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk])
    try {
      const bomb = join(folder, 'bomb.zip')
      writeFileSync(bomb, zipOf([{ name: `${orders}.json`, content: Buffer.alloc(16 * 1024 * 1024, ' ') }]))
      const run = await runAction({ dump: bomb }, { env: { RUNNER_TEMP: disk } })
      expect(expectFailedWhole(run, 'RUNNER_DISK')).toMatch(
        /a file of 16\.8 MB is to be unpacked, and .* are free/,
      )
      expect(readdirSync(disk).filter((name) => !name.endsWith('.json'))).toEqual([])
    } finally {
      execFileSync('umount', [disk])
      rmSync(disk, { recursive: true })
    }
  })
})

describe.runIf(isNative)('the https address of an archive', () => {
  const QUERY = 'X-Amz-Credential=alpha7%2Fbravo7&X-Amz-Signature=charlie7delta7charlie7delta7'
  const ELSEWHERE = 'sig=echo7foxtrot7echo7foxtrot7'
  const SECRETS = [QUERY, ELSEWHERE, 'golf7', ...'alpha7 bravo7 charlie7 echo7'.split(' ')]
  let server: ArchiveServer
  /** Where the first leads, and from where it goes on to relative addresses. */
  let elsewhere: ArchiveServer
  let asked: Record<string, number>

  const answers: Record<string, (response: ServerResponse, request: IncomingMessage, time: number) => void> =
    {
      '/dump': (response) => response.end(readFileSync(tgz)),
      '/moved': (response) => redirect(response, `https://${elsewhere.host}/further/on?${ELSEWHERE}`),
      '/circle': (response) => redirect(response, './circle'),
      '/downgraded': (response) => redirect(response, `http://${server.host}/dump?${ELSEWHERE}`),
      '/busy': (response, _, time) =>
        time < 3 ? response.writeHead(503).end() : response.end(readFileSync(tgz)),
      '/torn': (response, _, time) => (time < 2 ? tear(response) : response.end(readFileSync(tgz))),
      '/always-torn': tear,
      '/private': (response, { headers }) =>
        headers.authorization === `Basic ${Buffer.from('me:golf7 ü').toString('base64')}`
          ? response.end(readFileSync(tgz))
          : response.writeHead(401).end(),
      '/page': (response) => response.end('<html>Please log in</html>'),
      '/stalls': (response) => response.writeHead(200).write('x'),
    }

  function redirect(response: ServerResponse, location: string): void {
    response.writeHead(302, { location }).end()
  }

  function tear(response: ServerResponse): void {
    const whole = readFileSync(tgz)
    response.writeHead(200, { 'content-length': whole.length })
    response.write(whole.subarray(0, whole.length / 2), () => response.destroy())
  }

  beforeAll(async () => {
    asked = {}
    server = await ArchiveServer.start((request, response) => {
      const [path = ''] = (request.url ?? '').split('?')
      asked[path] = (asked[path] ?? 0) + 1
      const answer = answers[path]
      if (answer) answer(response, request, asked[path])
      else response.writeHead(404).end()
    })
    elsewhere = await ArchiveServer.start(({ url, headers }, response) => {
      if (headers.authorization) response.writeHead(400).end()
      else if (url?.startsWith('/further/on?')) redirect(response, `dump?${ELSEWHERE}`)
      else response.end(readFileSync(tgz))
    }, server)
  })

  afterAll(() => Promise.all([server.stop(), elsewhere.stop()]))

  /** Runs with debug logging, which shows more. */
  async function downloaded(address: string, inputs = {}, options: ActionOptions = {}): Promise<ActionRun> {
    const env = { ...server.env, RUNNER_DEBUG: '1', ...options.env }
    const run = await runAction({ ...inputs, dump: address }, { ...options, env })
    expect(leaksOf(run, SECRETS)).toEqual([])
    expectNothingLeft(run)
    return run
  }

  it('is restored from as in the README; of the address nothing secret is told', async () => {
    const [, example] = examples()
    expect(example?.dump).toContain('secrets.DUMP_URL')
    const run = await downloaded(`https://${server.host}/dump?${QUERY}`, example)
    expect(run.report?.dump).toBe(`https://${server.host}/dump`)
    expect(run.shown).toMatch(/\/dump: downloaded .* in /)
    expect(server.seen.at(-1)).toBe(`GET /dump?${QUERY}`)
    await expectWhole(run, tgz)
  })

  it('may have a user and a password, also in a dry run', async () => {
    const run = await downloaded(`https://me:golf7%20%C3%BC@${server.host}/private`, { 'dry-run': 'true' })
    expect(run.outputs.status, run.shown).toBe('planned')
    expect(run.report?.indices.map(({ planned }) => planned?.documents)).toEqual([200, 3])
  })

  it('is asked again where the server is busy, the line breaks, or it leads on', async () => {
    for (const path of ['/busy', '/torn', '/moved']) {
      const run = await downloaded(`https://me:golf7@${server.host}${path}?${QUERY}`, {
        'dry-run': 'true',
        types: 'data',
      })
      expect(run.outputs.status, run.shown).toBe('planned')
    }
    expect(asked).toMatchObject({ '/busy': 3, '/torn': 2, '/moved': 1 })
    // Relative to the one that said so, who is not told what is for the first.
    expect(elsewhere.seen).toEqual([`GET /further/on?${ELSEWHERE}`, `GET /further/dump?${ELSEWHERE}`])
  })

  it.each([
    ['/gone', ' could not be downloaded: HTTP 404'],
    ['/circle', ' could not be downloaded: more than 50 redirects'],
    ['/always-torn', ' could not be downloaded: aborted'],
    ['/downgraded', ' could not be downloaded: redirected from https to http'],
    ['/page', ' is neither gzip, zstd nor zip; it begins with "<html>Please log in</html>"'],
  ])('%s fails, and says why', async (path, why) => {
    const run = await downloaded(`https://${server.host}${path}?${QUERY}`)
    expect(expectFailedWhole(run, 'DUMP_UNREADABLE')).toContain(`https://${server.host}${path}${why}`)
  })

  it('has to have a certificate that is good', async () => {
    const env = { NODE_EXTRA_CA_CERTS: '' }
    const run = await downloaded(`https://${server.host}/dump?${QUERY}`, { 'tls-verify': 'false' }, { env })
    expect(expectFailedWhole(run, 'DUMP_UNREADABLE')).toMatch(/could not be downloaded: .*certificate/)
  })

  it('is asked for through the proxy of the environment', async () => {
    const tunnels: string[] = []
    const proxy = createServer()
    proxy.on('connect', ({ url = '' }, socket) => {
      tunnels.push(url)
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const env = { https_proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` }
    const run = await downloaded(`https://dumps.example.org/dump?${QUERY}`, {}, { env })
    await new Promise((resolve) => proxy.close(resolve))
    expect(expectFailedWhole(run, 'DUMP_UNREADABLE')).toContain('statusCode=502')
    expect(tunnels).toEqual(Array(3).fill('dumps.example.org:443'))
  })

  it('is left where the job is cancelled', async () => {
    let pid = 0
    const onStart = (started: number) => {
      pid = started
    }
    const running = downloaded(`https://${server.host}/stalls?${QUERY}`, {}, { onStart })
    while (!asked['/stalls']) await new Promise((resolve) => setTimeout(resolve, 20))
    process.kill(pid, 'SIGTERM')
    expect(expectFailedWhole(await running, 'CANCELLED')).toContain('the run was cancelled (SIGTERM)')
  })
})
