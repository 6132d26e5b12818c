import { createReadStream, type ReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { messageOf, RestoreError } from '../errors.js'
import type { DumpFile } from './types.js'

const GZIP_MAGIC = [0x1f, 0x8b]
const CHUNK_BYTES = 256 * 1024

/** @returns whether the file is gzip: by its first two bytes (RFC 1952), whatever its name. */
export async function isGzip(path: string): Promise<boolean> {
  const handle = await open(path, 'r')
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === GZIP_MAGIC[0] && buffer[1] === GZIP_MAGIC[1]
  } finally {
    await handle.close()
  }
}

/**
 * Streams a file's content, unpacked if it is gzip.
 * @throws RestoreError DUMP_UNREADABLE where the file cannot be read, its gzip data is cut or damaged, or other
 * bytes follow it. Every byte of the file has been read when the stream ends without one.
 */
export async function* readBytes(file: DumpFile): AsyncGenerator<Buffer> {
  let source: ReadStream
  try {
    if (!(await isGzip(file.path))) {
      yield* createReadStream(file.path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>
      return
    }
    source = createReadStream(file.path, { highWaterMark: CHUNK_BYTES })
  } catch (cause) {
    throw new RestoreError('DUMP_UNREADABLE', `${file.name}: cannot be read: ${messageOf(cause)}`, { cause })
  }
  yield* gunzip(file, source)
}

async function* gunzip(file: DumpFile, source: ReadStream): AsyncGenerator<Buffer> {
  const unpacked = createGunzip({ chunkSize: CHUNK_BYTES })
  const piped = pipeline(source, unpacked).catch(() => {}) // the reader below sees the same error
  let bytes = 0
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      bytes += chunk.length
      yield chunk
    }
  } catch (cause) {
    throw new RestoreError(
      'DUMP_UNREADABLE',
      `${file.name}: gzip data is cut or damaged after ${bytes} bytes of content: ${messageOf(cause)}`,
      { hint: 'Take the dump again, or copy the file again: it is not whole.', cause },
    )
  } finally {
    source.destroy()
    await piped
  }
  if (unpacked.bytesWritten < source.bytesRead) {
    throw new RestoreError(
      'DUMP_UNREADABLE',
      `${file.name}: ${source.bytesRead - unpacked.bytesWritten} bytes follow the end of its gzip data`,
      { hint: 'The file was changed after it was packed. Take the dump again, or copy the file again.' },
    )
  }
}
