import { Ordinals } from '../../dump/index.js'
import type { RejectedDocument } from '../engine.js'
import type { BodyDocument } from './body.js'
import { type ByteDocument, idOf } from './document.js'

/** What an index may name of its rejected documents in the report. */
const NAMED_REJECTIONS = 1000

interface Rejection extends RejectedDocument {
  ordinal: number
}

/** What became of the documents that were sent. */
export class Tally {
  /** Documents that are in the index. */
  indexed = 0
  /** Of these, those that were there before. */
  updated = 0
  /** Documents that were to be created, and were there. */
  conflicts = 0
  rejected = new Ordinals()
  private named: Rejection[] = []

  reject({ id, file, line, ordinal }: BodyDocument, status: number, reason: string): void {
    this.rejected.add(ordinal)
    if (this.named.length < NAMED_REJECTIONS) {
      this.named.push({ id, status, reason, file: file.name, line, ordinal })
    }
  }

  /** A document that no request can carry. */
  rejectUnsent(document: ByteDocument, status: number, reason: string): void {
    const { file, line, ordinal } = document
    this.reject({ id: idOf(document), file, line, ordinal }, status, reason)
  }

  /** @returns the first rejected documents, in the order of the dump */
  rejections(): RejectedDocument[] {
    const sorted = [...this.named].sort((a, b) => a.ordinal - b.ordinal)
    return sorted.map(({ ordinal: _, ...document }) => document)
  }

  /** Begins to count and name rejections anew. @returns the documents that were rejected so far */
  forgetRejections(): Ordinals {
    const { rejected } = this
    this.rejected = new Ordinals()
    this.named = []
    return rejected
  }
}
