import { type DataScan, Sample } from '../../dump/index.js'
import { type ByteDocument, expectedOf } from './document.js'

/** What there is to know of documents that come by once. */
export class Seen {
  private documents = 0
  private bytes = 0
  private routed = 0
  private readonly sample: Sample

  constructor(sampleSize: number) {
    this.sample = new Sample(sampleSize)
  }

  see(document: ByteDocument): void {
    this.documents++
    this.bytes += document.end - document.start
    if (document.routing !== undefined) this.routed++
    this.sample.see(document.ordinal, () => expectedOf(document))
  }

  /** @returns a scan of them, where none is named twice */
  scan(): DataScan {
    const { documents, bytes, routed } = this
    const none = { superseded: undefined, superseding: undefined }
    return {
      lines: documents,
      distinct: documents,
      bytes,
      routed,
      ...none,
      sample: this.sample.documents(undefined),
    }
  }
}
