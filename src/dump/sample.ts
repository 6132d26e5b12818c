import { hash } from 'node:crypto'
import { canonicalJson, parseLossless } from '../json/lossless.js'
import { memberText } from '../json/ranges.js'
import type { RawDocument } from './documents.js'
import type { Ordinals } from './fingerprints.js'
import { type Identity, identify } from './identity.js'

/** A document to compare with the cluster's: its source as text, or only a digest where the text is too much to keep. */
export interface ExpectedDocument extends Identity {
  file: string
  line: number
  /** Length of the whole object in the dump, bytes. */
  bytes: number
  source: string | { digest: string }
}

interface Drawn extends ExpectedDocument {
  ordinal: number
}

const KEPT_BYTES = 16 * 1024 * 1024

/** @returns a digest that two sources share if and only if they are equal as JSON values. */
export function sourceDigest(source: string): string {
  return hash('sha256', canonical(source), 'hex')
}

/** What is nested too deeply to be walked through is equal to its own text alone. */
function canonical(source: string): string {
  try {
    return canonicalJson(parseLossless(source))
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return source
  }
}

/** @returns the document as it has to be in the cluster. */
export function expectedDocument(document: RawDocument, ordinal: number): ExpectedDocument {
  const { file, line, bytes, text } = document
  return {
    ...identify(document, ordinal),
    file: file.name,
    line,
    bytes,
    source: memberText(text, '_source') ?? 'null',
  }
}

/** An even sample of a stream of documents (reservoir sampling), whose texts take at most 16 MiB. */
export class Sample {
  private readonly drawn: Drawn[] = []
  private kept = 0
  private seen = 0

  constructor(private readonly size: number) {}

  /** @param make makes the document, where it is drawn */
  see(ordinal: number, make: () => ExpectedDocument): void {
    this.seen++
    const place = this.drawn.length < this.size ? this.drawn.length : Math.floor(Math.random() * this.seen)
    if (place >= this.size) return
    this.kept -= keptBytes(this.drawn[place])
    const next: Drawn = { ...make(), ordinal }
    this.drawn[place] = next
    this.kept += keptBytes(next)
    while (this.kept > KEPT_BYTES) this.digestLargest()
  }

  /** @returns the sample without the documents that a later one of the dump replaces. */
  documents(superseded: Ordinals | undefined): ExpectedDocument[] {
    return this.drawn.filter(({ ordinal }) => !superseded?.has(ordinal))
  }

  private digestLargest(): void {
    const largest = this.drawn.reduce((a, b) => (keptBytes(b) > keptBytes(a) ? b : a))
    this.kept -= keptBytes(largest)
    largest.source = { digest: sourceDigest(largest.source as string) }
  }
}

function keptBytes(drawn: Drawn | undefined): number {
  return typeof drawn?.source === 'string' ? drawn.source.length : 0
}
