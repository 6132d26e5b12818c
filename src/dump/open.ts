import { createReadStream, type ReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { messageOf, RestoreError } from '../errors.js'
import type { DumpFile, RemoteFile } from './types.js'

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

/** How far files have been read. */
export interface ReadPosition {
  /** Bytes on disk. */
  bytes: number
}

/**
 * Streams a file's content, unpacked if it is gzip.
 * @param position told how far the file has been read
 * @throws RestoreError DUMP_UNREADABLE where the file cannot be read, its gzip data is cut or damaged, other bytes
 * follow it, it has another size than when the dump was looked at, or other content than its `content` knows, or must
 * not be read. Every byte of the file has been read when the
 * stream ends without one.
 */
export async function* readBytes(file: DumpFile, position?: ReadPosition): AsyncGenerator<Buffer> {
  if (file.fault) throw file.fault
  if (file.remote) return yield* remote(file, file.remote, position)
  const before = position?.bytes ?? 0
  let source: ReadStream
  let isPacked: boolean
  try {
    isPacked = await isGzip(file.path)
    source = createReadStream(file.path, { highWaterMark: CHUNK_BYTES })
  } catch (cause) {
    throw unreadable(file, cause)
  }
  const reading = file.content?.begin()
  const bytes = isPacked ? gunzip(file, source) : plain(file, source)
  for await (const chunk of bytes) {
    reading?.update(chunk)
    if (position) position.bytes = before + source.bytesRead
    yield chunk
  }
  if (source.bytesRead !== file.bytes) {
    throw new RestoreError(
      'DUMP_UNREADABLE',
      `${file.name}: ${source.bytesRead} bytes were read of ${file.bytes} that it had`,
      { hint: 'Something changed the file while it was read. Restore when it is complete.' },
    )
  }
  if (reading) file.content?.end(reading, file.name)
}

async function* remote(
  { name, content }: DumpFile,
  file: RemoteFile,
  position: ReadPosition | undefined,
): AsyncGenerator<Buffer> {
  const reading = content?.begin()
  for await (const chunk of file.read()) {
    reading?.update(chunk)
    if (position) position.bytes += chunk.length
    yield chunk
  }
  if (reading) content?.end(reading, name)
}

async function* plain(file: DumpFile, source: ReadStream): AsyncGenerator<Buffer> {
  try {
    yield* source as AsyncIterable<Buffer>
  } catch (cause) {
    throw unreadable(file, cause)
  }
}

function unreadable({ name }: DumpFile, cause: unknown): RestoreError {
  return new RestoreError('DUMP_UNREADABLE', `${name}: cannot be read: ${messageOf(cause)}`, { cause })
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
