import { createHash, type Hash } from 'node:crypto'
import { RestoreError } from '../errors.js'

/** Knows a file's content by the SHA-256 of its first whole reading, unpacked. */
export class SameContent {
  private first: string | undefined

  /** @param isHeld whether each later reading has to find the same: what it finds else is of another dump */
  constructor(private readonly isHeld: boolean) {}

  /** In hexadecimal digits; undefined until the file has been read to its end. */
  get sha256(): string | undefined {
    return this.first
  }

  /** @returns takes the bytes of a reading, unpacked; undefined where they need not be told */
  begin(): Hash | undefined {
    return this.isHeld || this.first === undefined ? createHash('sha256') : undefined
  }

  /**
   * @param reading has all bytes of the file
   * @throws RestoreError DUMP_UNREADABLE where they have to be those of the first reading, and are not
   */
  end(reading: Hash, name: string): void {
    const digest = reading.digest('hex')
    this.first ??= digest
    if (!this.isHeld || digest === this.first) return
    throw new RestoreError('DUMP_UNREADABLE', `${name}: other content than when it was first read`, {
      hint: 'Something changed the file while it was restored. Restore when it is complete.',
    })
  }
}
