import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, it, vi } from 'vitest'
import {
  CLUSTER_TYPES,
  type DumpFile,
  INDEX_TYPES,
  readClusterMetadata,
  readIndexMetadata,
} from '../../../src/dump/index.js'
import { RestoreError } from '../../../src/errors.js'
import { shape } from '../../../src/plan/index.js'
import { FUZZ_TIMEOUT, runs } from '../fuzz.js'

const NAME = 'shop.metadata.json'
let content = Buffer.alloc(0)
vi.mock('../../../src/dump/open.js', () => ({
  async *readBytes() {
    yield content
  },
}))

const EXAMPLES = fileURLToPath(new URL('../../../examples/dump/', import.meta.url))
const real = readdirSync(EXAMPLES)
  .map((name) => readFileSync(EXAMPLES + name))
  .filter((bytes) => bytes.length < 20_000)

const key = fc.oneof(
  fc.constantFrom(
    'shop',
    'mappings',
    'settings',
    'aliases',
    'index',
    'analysis',
    'properties',
    'routing',
    'allocation',
  ),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'index.analysis',
    'index.a.b',
    '.',
    '..',
    '',
    'toString',
    'hasOwnProperty',
  ),
  fc.constantFrom(
    'index_templates',
    'component_templates',
    'stored_scripts',
    'policy',
    'script',
    '_id',
    'name',
  ),
  fc.string(),
)
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(fc.constantFrom(null, true, '', '1', {}, []), fc.string(), fc.double(), fc.bigInt().map(String)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 5 }),
    fc.dictionary(key, fc.dictionary(key, tie('value'), { maxKeys: 3 }), { maxKeys: 3 }),
  ),
}))
const form = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => JSON.stringify(text),
  (text) => `\uFEFF${text}\n`,
  (text) => JSON.stringify(JSON.stringify(text)),
)
const made = fc.tuple(value, form).map(([one, write]) => Buffer.from(write(JSON.stringify(one))))
const change = fc.tuple(
  fc.nat(),
  fc.nat({ max: 40 }),
  fc.oneof(
    fc.constantFrom('', '{', '}', '"', '\\', ',', '[', ']', '.', '\\u0000', '1e999'),
    fc.string(),
    key,
  ),
)
/** Real metadata in which some bytes are gone, doubled or others. */
const mutated = fc
  .tuple(fc.constantFrom(...real), fc.array(change, { minLength: 1, maxLength: 4 }))
  .map(([bytes, changes]) =>
    changes.reduce((now, [at, gone, text]) => {
      const place = at % (now.length + 1)
      return Buffer.concat([now.subarray(0, place), Buffer.from(text), now.subarray(place + gone)])
    }, bytes),
  )
const raw = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes))
const file: DumpFile = { path: `/nowhere/${NAME}`, name: NAME, bytes: 1 }

/** @throws whatever else than a RestoreError that names the file is thrown */
async function expectToldOrRead(read: () => Promise<unknown>): Promise<void> {
  try {
    await read()
  } catch (error) {
    const isTold =
      error instanceof RestoreError &&
      (error.message.includes(NAME) || error.code !== 'DUMP_METADATA_INVALID')
    if (!isTold) throw error
  }
}

async function readIndex(type: (typeof INDEX_TYPES)[number]): Promise<void> {
  const index = { name: 'shop', files: { [type]: [file] } }
  const metadata = await readIndexMetadata(index, INDEX_TYPES)
  const read = {
    name: 'shop',
    target: 'shop',
    types: [],
    metadata,
    dataFiles: [],
    data: undefined,
    dumped: { files: index.files, mapping: null, isDataAsked: false },
    fault: undefined,
  }
  const renameAlias = { pattern: /a/gu, replacement: ['b'] }
  const wanted = { renameAlias, indexSettings: { 'analysis.x': 1 }, ignoreIndexSettings: ['index.a*'] }
  const { indices } = shape([read], wanted, ['shop'])
  // As the request for it is made.
  JSON.stringify(indices[0]?.metadata)
}

describe('metadata of anything', () => {
  it.each(INDEX_TYPES.filter((type) => type !== 'data'))(
    'is a definition, or an error that names the file: %s',
    async (type) => {
      await fc.assert(
        fc.asyncProperty(fc.oneof(made, mutated, raw), async (bytes) => {
          content = bytes
          await expectToldOrRead(() => readIndex(type))
        }),
        runs(250),
      )
    },
    FUZZ_TIMEOUT,
  )

  it.each(CLUSTER_TYPES)(
    'is something by name, or an error that names the file: %s',
    async (type) => {
      await fc.assert(
        fc.asyncProperty(fc.oneof(made, mutated, raw), async (bytes) => {
          content = bytes
          await expectToldOrRead(async () => {
            // Each name is one step of a path.
            for (const name of (await readClusterMetadata(type, [file])).keys()) {
              const { pathname } = new URL(`http://host/_x/${encodeURIComponent(name)}`)
              if (!/^\/_x\/[^/]+$/.test(pathname))
                throw new Error(`${JSON.stringify(name)} leads to ${pathname}`)
            }
          })
        }),
        runs(150),
      )
    },
    FUZZ_TIMEOUT,
  )
})
