import { createHash } from 'node:crypto'
import { RestoreError } from '../errors.js'

/** What a reading of a whole file found: unpacked, its SHA-256 in hexadecimal digits, and its size in bytes. */
export interface Content {
  sha256: string
  bytes: number
}

/** Takes the bytes of one reading, unpacked. */
export class Reading {
  private readonly hash = createHash('sha256')
  private bytes = 0

  update(chunk: Buffer): void {
    this.hash.update(chunk)
    this.bytes += chunk.length
  }

  /** @returns the content, once all of it has been read */
  content(): Content {
    return { sha256: this.hash.digest('hex'), bytes: this.bytes }
  }
}

/** Knows a file's content by the first whole reading of it. */
export class SameContent {
  private first: Content | undefined

  /** @param isHeld whether each later reading has to find the same: what it finds else is of another dump */
  constructor(private readonly isHeld: boolean) {}

  /** Undefined until the file has been read to its end. */
  get known(): Content | undefined {
    return this.first
  }

  /** @returns undefined where the bytes need not be told */
  begin(): Reading | undefined {
    return this.isHeld || this.first === undefined ? new Reading() : undefined
  }

  /**
   * @param reading has all bytes of the file
   * @throws RestoreError DUMP_UNREADABLE where they are not those of the first reading
   */
  end(reading: Reading, name: string): void {
    const content = reading.content()
    this.first ??= content
    if (content.sha256 === this.first.sha256) return
    throw new RestoreError('DUMP_UNREADABLE', `${name}: other content than when it was first read`, {
      hint: 'Something changed the file while it was restored. Restore when it is complete.',
    })
  }
}
