import { createHash, type Hash } from 'node:crypto'
import { RestoreError } from '../errors.js'

/** What the first whole reading of a file found: each later one has to find the same, or is of another dump. */
export class SameContent {
  private first: string | undefined

  /** @returns takes the bytes of a reading, unpacked */
  begin(): Hash {
    return createHash('sha256')
  }

  /**
   * @param reading has all bytes of the file
   * @throws RestoreError DUMP_UNREADABLE where they are not those of the first reading
   */
  end(reading: Hash, name: string): void {
    const digest = reading.digest('hex')
    this.first ??= digest
    if (digest === this.first) return
    throw new RestoreError('DUMP_UNREADABLE', `${name}: other content than when it was first read`, {
      hint: 'Something changed the file while it was restored. Restore when it is complete.',
    })
  }
}
