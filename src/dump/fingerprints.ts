import { hash, randomBytes } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** 12 bytes of a hash of id and routing, 4 of the document's ordinal. */
const RECORD_BYTES = 16
const HASH_BYTES = 12
const PARTITIONS = 256

/** Documents that are named more than once. */
export interface Repeated {
  superseded: Ordinals | undefined
  superseding: Ordinals | undefined
}

/**
 * Finds out which documents of a dump are named again later in it, in bounded memory: what does not fit goes to
 * partition files. A set of ids would not do: 5 million take 900 MB.
 */
export class Fingerprints {
  private readonly salt = randomBytes(8).toString('hex')
  private records: Buffer
  /** The records of a spill, by partition. One for all spills: what is allocated anew for each stays around for long. */
  private sorted = Buffer.alloc(0)
  private used = 0
  private partitions: { folder: string; files: number[] } | undefined

  /**
   * @param scratch an existing directory for partition files
   * @param capacity documents held in memory
   */
  constructor(
    private readonly scratch: string,
    private readonly capacity = 1_000_000,
  ) {
    this.records = Buffer.allocUnsafe(Math.min(capacity, 4096) * RECORD_BYTES)
  }

  /** @param ordinal the document's place in the dump, from 0; rising */
  add(key: string, ordinal: number): void {
    if (this.used === this.records.length) this.makeRoom()
    hash('sha256', this.salt + key, 'buffer').copy(this.records, this.used, 0, HASH_BYTES)
    this.records.writeUInt32LE(ordinal, this.used + HASH_BYTES)
    this.used += RECORD_BYTES
  }

  /** @returns the documents that a later one replaces, and those that do so; undefined where there are none. Frees everything. */
  repeated(): Repeated {
    const found = { superseded: new Ordinals(), superseding: new Ordinals() }
    try {
      if (!this.partitions) markRepeated(this.records.subarray(0, this.used), found)
      else {
        this.spill()
        const { folder } = this.partitions
        for (let p = 0; p < PARTITIONS; p++) markRepeated(readFileSync(join(folder, String(p))), found)
      }
    } finally {
      this.dispose()
    }
    return found.superseded.size > 0 ? found : { superseded: undefined, superseding: undefined }
  }

  dispose(): void {
    this.records = Buffer.alloc(0)
    this.sorted = Buffer.alloc(0)
    this.used = 0
    if (!this.partitions) return
    const { folder, files } = this.partitions
    this.partitions = undefined
    for (const file of files) closeSync(file)
    rmSync(folder, { recursive: true, force: true })
  }

  private makeRoom(): void {
    if (this.records.length < this.capacity * RECORD_BYTES) {
      const larger = Buffer.allocUnsafe(Math.min(this.records.length * 2, this.capacity * RECORD_BYTES))
      this.records.copy(larger)
      this.records = larger
    } else {
      this.spill()
    }
  }

  private spill(): void {
    if (!this.partitions) {
      const folder = mkdtempSync(join(this.scratch, 'fingerprints-'))
      const files = Array.from({ length: PARTITIONS }, (_, p) =>
        openSync(join(folder, String(p)), 'w', 0o600),
      )
      this.partitions = { folder, files }
    }
    const { files } = this.partitions
    if (this.sorted.length < this.used) this.sorted = Buffer.allocUnsafe(this.records.length)
    let start = 0
    sortByPartition(this.records.subarray(0, this.used), this.sorted).forEach((end, p) => {
      if (end > start) writeFileSync(files[p] as number, this.sorted.subarray(start, end))
      start = end
    })
    this.used = 0
  }
}

/**
 * Puts records into the order of the first byte of their hash, those of one byte in the order that they had.
 * @returns where each partition ends in `sorted`
 */
function sortByPartition(records: Buffer, sorted: Buffer): Uint32Array {
  const ends = new Uint32Array(PARTITIONS)
  for (let at = 0; at < records.length; at += RECORD_BYTES) {
    const p = records[at] as number
    ends[p] = (ends[p] as number) + RECORD_BYTES
  }
  let start = 0
  for (let p = 0; p < PARTITIONS; p++) {
    const bytes = ends[p] as number
    ends[p] = start
    start += bytes
  }
  for (let at = 0; at < records.length; at += RECORD_BYTES) {
    const p = records[at] as number
    records.copy(sorted, ends[p] as number, at, at + RECORD_BYTES)
    ends[p] = (ends[p] as number) + RECORD_BYTES
  }
  return ends
}

/** Hash table with open addressing over the records themselves. */
function markRepeated(records: Buffer, found: { superseded: Ordinals; superseding: Ordinals }): void {
  const count = records.length / RECORD_BYTES
  let slots = 16
  while (slots < count * 2) slots *= 2
  const table = new Int32Array(slots).fill(-1)
  for (let record = 0; record < count; record++) {
    const at = record * RECORD_BYTES
    let slot = records.readUInt32LE(at + 4) & (slots - 1)
    for (;;) {
      const other = table[slot] as number
      if (other < 0) break
      const otherAt = other * RECORD_BYTES
      if (records.compare(records, otherAt, otherAt + HASH_BYTES, at, at + HASH_BYTES) === 0) {
        found.superseded.add(records.readUInt32LE(otherAt + HASH_BYTES))
        found.superseding.add(records.readUInt32LE(at + HASH_BYTES))
        break
      }
      slot = (slot + 1) & (slots - 1)
    }
    table[slot] = record
  }
}

/** A set of ordinals, one bit each. */
export class Ordinals {
  private bits = new Uint8Array(1024)
  size = 0

  copy(): Ordinals {
    const copied = new Ordinals()
    copied.bits = this.bits.slice()
    copied.size = this.size
    return copied
  }

  add(ordinal: number): void {
    const byte = ordinal >>> 3
    if (byte >= this.bits.length) {
      const larger = new Uint8Array(Math.max(byte + 1, this.bits.length * 2))
      larger.set(this.bits)
      this.bits = larger
    }
    if (!this.has(ordinal)) this.size++
    ;(this.bits[byte] as number) |= 1 << (ordinal & 7)
  }

  has(ordinal: number): boolean {
    return (((this.bits[ordinal >>> 3] ?? 0) >>> (ordinal & 7)) & 1) === 1
  }
}
