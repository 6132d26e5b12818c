import { execFileSync } from 'node:child_process'
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Dump, type DumpFile, discover, readBytes } from '../../../src/dump/index.js'
import { RestoreError } from '../../../src/errors.js'
import { FUZZ_TIMEOUT, runs } from '../fuzz.js'
import { Folder } from './files.js'

const folder = new Folder().use()
const SECRET = '{"_index":"secret","_id":"1","_source":{"secret":"SECRET"}}'
/** A folder with what is no part of the dump, which is a folder beside it. */
let outside = ''
let pipe = ''

beforeAll(() => {
  outside = mkdtempSync(join(folder.path, 'outside-'))
  writeFileSync(join(outside, 'secret.json'), SECRET)
  pipe = join(outside, 'pipe')
  if (process.platform === 'linux') execFileSync('mkfifo', [pipe])
})

const anyName = fc
  .tuple(
    fc.oneof(
      fc.constantFrom('a', 'b', 'shop.orders', '-rf', '$(id)', '__proto__', 'constructor', '..a'),
      fc.string(),
    ),
    fc.constantFrom('', '\n', ' ', '"', "'", '\u001b[31m', '\u202e', '::set-output', '\xff'),
    fc.constantFrom(
      '.json',
      '.mapping.json',
      '-data.json',
      '_settings.json',
      '.alias.json.gz',
      '.split-0.json',
      '',
    ),
    fc.constantFrom('', '.split-1', '.split-99999999999999999999', '.gz', '.md', '.json'),
  )
  .map((parts) => parts.join('').replaceAll(/[/\0]/g, '_'))
  .filter((text) => Buffer.byteLength(text) < 200)
/** In Latin-1 `\xff` is no UTF-8, and what has no place in it may become anything. */
const name = fc
  .tuple(anyName, fc.boolean())
  .map(([text, isLatin]) => Buffer.from(text, isLatin ? 'latin1' : 'utf8'))
  .filter((bytes) => !['', '.', '..'].includes(String(bytes)) && !bytes.includes(0) && !bytes.includes('/'))
const content = fc.constantFrom(
  '',
  ' \n',
  '{',
  '{"_id":"1","_source":{}}',
  '{"i":{"mappings":{}}}',
  '"{}"',
  '\x1f\x8b\b',
  'x',
)
const target = fc.constantFrom(
  'a.json',
  'b',
  '.',
  '..',
  '../x',
  'OUTSIDE/secret.json',
  'OUTSIDE',
  '/dev/zero',
  '/proc/self/environ',
  'SELF',
)
const entry = fc.oneof(
  { weight: 4, arbitrary: fc.record({ name, kind: fc.constant('file' as const), what: content }) },
  { weight: 3, arbitrary: fc.record({ name, kind: fc.constant('link' as const), what: target }) },
  { weight: 1, arbitrary: fc.record({ name, kind: fc.constant('folder' as const), what: content }) },
  { weight: 1, arbitrary: fc.record({ name, kind: fc.constant('pipe' as const), what: content }) },
)
type Entry = typeof entry extends fc.Arbitrary<infer T> ? T : never

/** @returns the names of what was put into the folder, as text */
function put(path: string, entries: Entry[]): string[] {
  const names = new Map(entries.map((one) => [one.name.toString('latin1'), one]))
  for (const { name, kind, what } of names.values()) {
    const at = Buffer.concat([Buffer.from(`${path}/`), name])
    if (kind === 'file') writeFileSync(at, what)
    else if (kind === 'folder') mkdirSync(at)
    else if (kind === 'pipe') linkSync(pipe, at)
    else symlinkSync(what === 'SELF' ? name : what.replace('OUTSIDE', outside), at)
  }
  return [...names.values()].map((one) => one.name.toString()).sort()
}

function filesOf({ indices }: Dump): DumpFile[] {
  return indices.flatMap(({ files }) => Object.values(files).flat())
}

async function readAll(file: DumpFile): Promise<string> {
  let text = ''
  try {
    for await (const piece of readBytes(file)) text += piece
  } catch (error) {
    if (!(error instanceof RestoreError)) throw error
  }
  return text
}

// Elsewhere there are names that cannot be, and links need rights.
describe.skipIf(process.platform !== 'linux')('a folder of anything', () => {
  it(
    'is a dump of which every entry is used or told, and nothing outside of it is read; or it is an error that says why',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(entry, { maxLength: 8 }), async (entries) => {
          const path = mkdtempSync(join(folder.path, 'dump-'))
          try {
            const names = put(path, entries)
            let dump: Dump
            try {
              dump = await discover(path)
            } catch (error) {
              expect(error).toMatchObject({ name: 'RestoreError', code: 'DUMP_EMPTY' })
              return
            }
            const files = filesOf(dump)
            const told = [
              ...files.map((file) => file.name),
              ...dump.ignored.map((one) => one.replace(/\/$/, '')),
            ]
            expect(told.sort()).toEqual(names)
            for (const file of files) {
              if (file.fault) {
                const index = dump.indices.find((one) => filesOf({ ...dump, indices: [one] }).includes(file))
                expect(index?.fault).toBeInstanceOf(RestoreError)
              } else {
                expect(dirname(realpathSync(file.path))).toBe(realpathSync(path))
                expect(statSync(file.path).isFile()).toBe(true)
              }
              expect(await readAll(file)).not.toContain('SECRET')
            }
          } finally {
            rmSync(path, { recursive: true })
          }
        }),
        runs(120),
      )
    },
    FUZZ_TIMEOUT,
  )
})
