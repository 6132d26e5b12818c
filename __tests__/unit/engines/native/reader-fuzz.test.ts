// Both readers of data files, and JSON.parse, on bytes that nobody would write.
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { DumpFile } from '../../../../src/dump/index.js'
import { RestoreError } from '../../../../src/errors.js'
import { FUZZ_TIMEOUT, runs } from '../../fuzz.js'
import { readAll, type Shown, shown, shownParsed } from './documents.js'

const pieces = new Map<string, Buffer[]>()
vi.mock('../../../../src/dump/open.js', () => ({
  async *readBytes({ path }: DumpFile) {
    yield* pieces.get(path) ?? []
  },
}))

const token = fc.constantFrom(
  ...['{', '}', '[', ']', ':', ',', '"', '\\', '\n', '\r\n', ' ', '\0', '\u001b[2J', '\u2028', '\uFEFF'],
  ...['0', '-1', '1e5', '1.0', '9007199254740993', 'true', 'null', 'nul', '"x"', '"\\ud800"', '"__proto__":'],
  ...[
    '"_id":"a"',
    '"_id":7',
    '"_id":null',
    '"_\\u0069d":"b"',
    '"_source":{}',
    '"_source":{"a":[{}]}',
    '"_source":',
  ],
  ...['"_routing":"r"', '"fields":{"_routing":["q"]}', '{"_id":"c","_source":{}}', '{"_source":{"n":1}}\n'],
)
const bytes = fc
  .array(
    fc.oneof(
      { weight: 20, arbitrary: token.map((text) => Buffer.from(text)) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 3 }).map((raw) => Buffer.from(raw)) },
    ),
    { maxLength: 14 },
  )
  .map((parts) => Buffer.concat(parts))
/** Members in any order and number, so that many are documents. */
const member = fc.constantFrom(
  ...[
    '"_id":"a"',
    '"_id": "ü"',
    '"_id":1e3',
    '"_id":12345678901234567890',
    '"_id":{}',
    '"_id":"\\ud83d\\ude00"',
  ],
  ...[
    '"_id":"\\udc00"',
    '"_source":{}',
    '"_source" :{"_source":{"_id":"x"}}',
    '"_source":[]',
    '"_source":null',
  ],
  ...[
    '"_routing":"\\ud800"',
    '"routing":5',
    '"x":"}{"',
    '"__proto__":{"_id":"p"}',
    '"_index":"../x"',
    '"a":\n1',
  ],
)
const object = fc.array(member, { maxLength: 4 }).map((members) => `{${members.join(',')}}`)
const objects = fc
  .array(fc.tuple(object, fc.constantFrom('\n', '\r\n', '', ' ', '\n\n', ',', '\uFEFF')), { maxLength: 4 })
  .map((list) => Buffer.from(list.flat().join('')))
const content = fc.oneof(bytes, objects)

function fileOf(whole: Buffer, ends: number[] = []): DumpFile {
  const cuts = ends.map((end) => end % (whole.length + 1)).sort((a, b) => a - b)
  pieces.set(
    '/file',
    [0, ...cuts].map((from, i) => whole.subarray(from, cuts[i])),
  )
  return { path: '/file', name: 'data.json', bytes: whole.length }
}

async function outcome(reading: Promise<Shown[]>): Promise<Shown[] | string> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof RestoreError && error.code === 'DUMP_DOCUMENT_INVALID') return error.message
    throw error
  }
}

/** How much of the place is shown, and of a cut character what it is, goes by the piece that it is in. */
function place(found: Shown[] | string): Shown[] | (string | undefined)[] {
  return typeof found === 'string'
    ? [...(/line (\d+)(?:.*\(byte (\d+)\))?/s.exec(found) ?? [])].slice(1)
    : found
}

const native = (file: DumpFile) => outcome(readAll([file]).then((all) => all.map(shown)))
const parsed = (file: DumpFile) => outcome(shownParsed([file]))

/** One JSON object after the other, found by trying: slow, and without anything of what is tested. */
function byTrying(whole: Buffer): string[] | undefined {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(whole)
  } catch {
    return undefined
  }
  const found: string[] = []
  let at = text.startsWith('\uFEFF') ? 1 : 0
  for (;;) {
    while (at < text.length && ' \t\r\n'.includes(text[at] as string)) at++
    if (at === text.length) return found
    if (text[at] !== '{') return undefined
    let end = text.indexOf('}', at) + 1
    while (end > 0 && !isJson(text.slice(at, end))) end = text.indexOf('}', end) + 1
    if (end === 0) return undefined
    found.push(text.slice(at, end))
    at = end
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** What the cluster can keep, and only that, may come out. */
function isRestorable(text: string): boolean {
  const value = JSON.parse(text)
  const { _source: source, _id: id } = value
  const routings = [value.fields?._routing?.[0], value._routing, value.routing].filter(
    (one) => one !== undefined,
  )
  const isSource = source !== null && typeof source === 'object' && !Array.isArray(source)
  return isSource && [id, ...routings].every((name) => String(name).isWellFormed() && name !== '')
}

describe('any bytes at all', () => {
  it(
    'the byte reader gives every object there is, or a fault of the file',
    async () => {
      await fc.assert(
        fc.asyncProperty(content, async (whole) => {
          const found = await native(fileOf(whole))
          const expected = byTrying(whole)
          if (typeof found === 'string') {
            expect(found).toMatch(/^data\.json, line \d+: ./)
            expect(expected?.every(isRestorable) ?? false).toBe(false)
          } else expect(found.map(({ text }) => text)).toEqual(expected)
        }),
        runs(1500),
      )
    },
    FUZZ_TIMEOUT,
  )

  it(
    'the parsing reader gives the same, or is stricter and says so',
    async () => {
      await fc.assert(
        fc.asyncProperty(content, async (whole) => {
          const found = await parsed(fileOf(whole))
          const expected = byTrying(whole)
          if (typeof found !== 'string') expect(found.map(({ text }) => text)).toEqual(expected)
          // Within a document over many lines it takes a line that is one for the next.
          else if (!found.includes('where the next begins')) expect(expected).toBeUndefined()
        }),
        runs(1500),
      )
    },
    FUZZ_TIMEOUT,
  )

  it(
    'both give the same wherever the pieces end',
    async () => {
      await fc.assert(
        fc.asyncProperty(content, fc.array(fc.nat(), { maxLength: 6 }), async (whole, ends) => {
          const cuts = ends.length === 6 ? [...whole.keys()] : ends
          expect(place(await native(fileOf(whole, cuts)))).toEqual(place(await native(fileOf(whole))))
          expect(place(await parsed(fileOf(whole, cuts)))).toEqual(place(await parsed(fileOf(whole))))
        }),
        runs(500),
      )
    },
    FUZZ_TIMEOUT,
  )

  it(
    'where both give documents they are the same documents',
    async () => {
      await fc.assert(
        fc.asyncProperty(content, async (whole) => {
          const [one, other] = [await native(fileOf(whole)), await parsed(fileOf(whole))]
          if (Array.isArray(one) && Array.isArray(other)) expect(one).toEqual(other)
        }),
        runs(1000),
      )
    },
    FUZZ_TIMEOUT,
  )
})
