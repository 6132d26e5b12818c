import { spawn } from 'node:child_process'
import type { Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { RestoreError } from '../errors.js'
import { Damage } from './entry.js'

const CHUNK_BYTES = 256 * 1024
const SHOWN_LENGTH = 300

/** Streams a file's bytes, and adds them to a hash on their way. */
export async function* rawBytes(path: string, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    hash.update(chunk as Buffer)
    yield chunk as Buffer
  }
}

/** @throws Damage, and Error from zlib where the data is cut or damaged */
export async function* gunzipped(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES })
  let read = 0
  const counted = async function* () {
    for await (const chunk of packed) {
      read += chunk.length
      yield chunk
    }
  }
  const fed = pipeline(counted, gunzip)
  fed.catch(() => {}) // what is read below ends with the same error
  yield* gunzip as AsyncIterable<Buffer>
  await fed
  // gunzip leaves what follows alone where it is no gzip data.
  if (gunzip.bytesWritten < read)
    throw new Damage(`has ${read - gunzip.bytesWritten} bytes after the end of its gzip data`)
}

/**
 * Unpacks with the machine's zstd: Node has one from 22.15 only. It is not told the action's inputs.
 * @throws RestoreError INPUTS_INVALID where there is none; Damage where the data is cut or damaged
 */
export async function* unzstd(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const env = { PATH: process.env.PATH }
  const zstd = spawn('zstd', ['--decompress', '--stdout', '--quiet'], { env, stdio: 'pipe' })
  let said = ''
  zstd.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(0, SHOWN_LENGTH)
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    zstd.on('error', (cause) => reject(noZstd(cause)))
    zstd.on('close', resolve)
  })
  ended.catch(() => {})
  // It may end before it has read all; its exit code tells.
  const fed = pipeline(packed, zstd.stdin).catch(() => {})
  try {
    yield* zstd.stdout as AsyncIterable<Buffer>
    await fed
    if ((await ended) !== 0) throw new Damage(`is cut or damaged: ${said.trim()}`)
  } finally {
    zstd.kill()
  }
}

function noZstd(cause: Error): RestoreError {
  const message = `\`dump\` is a zstd archive, and this machine's zstd cannot be started: ${cause.message}`
  const hint =
    'Install zstd in a step before, such as `sudo apt-get install zstd`, or pack the dump as .tar.gz.'
  return new RestoreError('INPUTS_INVALID', message, { hint, cause })
}
