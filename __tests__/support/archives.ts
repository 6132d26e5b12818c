import { buffer } from 'node:stream/consumers'
import { crc32, deflateRawSync, gzipSync } from 'node:zlib'
import { type Header, pack } from 'tar-stream'

/** What an archive is to hold: any name, also one that no program would pack. */
export interface Packed {
  name: string
  /** Of a symbolic link in a zip, where it leads. */
  content?: string | Buffer
  type?: Header['type']
  /** Where a link in a tar leads. */
  linkname?: string
  /** Further attributes in a tar. */
  pax?: Record<string, string>
}

/** @returns an uncompressed tar */
export async function tarOf(entries: readonly Packed[]): Promise<Buffer> {
  const packing = pack()
  for (const { name, content = '', type = 'file', linkname, pax = null } of entries) {
    const header = { name, type, pax, ...(linkname !== undefined && { linkname }) }
    packing.entry(header, type === 'file' ? Buffer.from(content) : '')
  }
  packing.finalize()
  return await buffer(packing as AsyncIterable<unknown> as AsyncIterable<Buffer>)
}

export async function tgzOf(entries: readonly Packed[]): Promise<Buffer> {
  return gzipSync(await tarOf(entries))
}

const MODES: Partial<Record<Header['type'], number>> = {
  file: 0o100644,
  directory: 0o040755,
  symlink: 0o120777,
  fifo: 0o010644,
}
const UTF8 = 0x800
const UNIX = 3 << 8
const DEFLATED = 8

/** @returns a zip as Info-ZIP makes it, without dates */
export function zipOf(entries: readonly Packed[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content = '', type = 'file' } of entries) {
    const data = Buffer.from(content)
    const packed = deflateRawSync(data)
    const path = Buffer.from(name)
    const sizes = numbers([4, crc32(data)], [4, packed.length], [4, data.length])
    const common = Buffer.concat([
      numbers([2, 20], [2, UTF8], [2, DEFLATED], [4, 0]),
      sizes,
      numbers([2, path.length], [2, 0]),
    ])
    const file = Buffer.concat([numbers([4, 0x04034b50]), common, path, packed])
    const attributes = ((MODES[type] ?? 0) << 16) >>> 0
    const rest = numbers([2, 0], [2, 0], [2, 0], [4, attributes], [4, offset])
    directory.push(Buffer.concat([numbers([4, 0x02014b50], [2, UNIX]), common, rest, path]))
    files.push(file)
    offset += file.length
  }
  const bytes = directory.reduce((sum, { length }) => sum + length, 0)
  const count: [number, number] = [2, entries.length & 0xffff]
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], count, count, [4, bytes], [4, offset], [2, 0])
  return Buffer.concat([...files, ...directory, end])
}

/** @returns numbers one after the other, each in so many bytes, the lowest first */
function numbers(...all: [bytes: number, value: number][]): Buffer {
  return Buffer.concat(
    all.map(([bytes, value]) => {
      const one = Buffer.alloc(bytes)
      one.writeUIntLE(value, 0, bytes)
      return one
    }),
  )
}
