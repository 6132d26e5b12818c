import { type DataScan, type Repeated, Sample } from '../../dump/index.js'
import { type ByteDocument, expectedOf } from './document.js'

/** What there is to know of documents that come by once. */
export class Seen {
  private documents = 0
  private bytes = 0
  private routed = 0
  private readonly sample: Sample

  /**
   * @param sampleSize documents to draw
   * @param requestLimit bytes that the cluster takes: what is larger is not drawn, as it cannot be there
   */
  constructor(
    sampleSize: number,
    private readonly requestLimit: number,
  ) {
    this.sample = new Sample(sampleSize)
  }

  see(document: ByteDocument): void {
    const bytes = document.end - document.start
    this.documents++
    this.bytes += bytes
    if (document.routing !== undefined) this.routed++
    if (bytes <= this.requestLimit) this.sample.see(document.ordinal, () => expectedOf(document))
  }

  /** @param repeated those that are named twice */
  scan(repeated: Repeated): DataScan {
    const { documents, bytes, routed } = this
    const distinct = documents - (repeated.superseded?.size ?? 0)
    const sample = this.sample.documents(repeated.superseded)
    return { lines: documents, distinct, bytes, routed, ...repeated, sample }
  }
}
