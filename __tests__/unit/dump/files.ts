import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import type { DumpFile, DumpIndex, DumpType, RawDocument } from '../../../src/dump/index.js'
import { readDocuments } from '../../../src/dump/index.js'
import { RestoreError } from '../../../src/errors.js'

/** A folder for the tests of a file, and what they put there. */
export class Folder {
  path = ''
  private count = 0

  /** To be called where a describe block would call beforeAll. */
  use(): this {
    beforeAll(async () => {
      this.path = await mkdtemp(join(tmpdir(), 'dump-test-'))
    })
    afterAll(async () => {
      await rm(this.path, { recursive: true, force: true })
    })
    return this
  }

  /** An empty folder in this one. */
  async inner(): Promise<string> {
    return await mkdtemp(join(this.path, 'inner-'))
  }

  /** Writes a file under a path of its own, so that tests do not meet. */
  async file(content: string | Buffer, name = 'data.json'): Promise<DumpFile> {
    const path = join(this.path, `${this.count++}-${name}`)
    await writeFile(path, content)
    return { path, name, bytes: (await stat(path)).size }
  }

  /** An index with one file for each of the given types; strings as they are, else as JSON. */
  async index(name: string, parts: Partial<Record<DumpType, unknown>>): Promise<DumpIndex> {
    const files: DumpIndex['files'] = {}
    for (const [type, content] of Object.entries(parts)) {
      const text = typeof content === 'string' ? content : JSON.stringify(content)
      files[type as DumpType] = [await this.file(text, `${name}-${type}.json`)]
    }
    return { name, files }
  }
}

/** elasticdump's form of most metadata: a JSON string of JSON. */
export function asString(value: unknown): string {
  return JSON.stringify(JSON.stringify(value))
}

export async function collect(file: DumpFile): Promise<RawDocument[]> {
  const all: RawDocument[] = []
  for await (const documents of readDocuments(file)) all.push(...documents)
  return all
}

/** Documents as readDocuments gives them, from lines of text. */
export function rawDocument(value: unknown, line = 1): RawDocument {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const file = { path: '/nowhere', name: 'data.json', bytes: 0 }
  return { file, line, text, bytes: Buffer.byteLength(text) + 1, value: JSON.parse(text) }
}

/** @returns the RestoreError that a promise ends with */
export async function faultOf(promise: Promise<unknown>): Promise<RestoreError> {
  try {
    await promise
  } catch (error) {
    if (error instanceof RestoreError) return error
    throw error
  }
  throw new Error('it did not fail')
}
